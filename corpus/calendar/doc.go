// Package calendar turns days of calendars beside the Gregorian one into
// Gregorian days: the Solar Hijri calendar of Iran and Afghanistan and the
// Hijri calendar in its tabular form. Calendars that only count their years
// otherwise (Buddhist, Minguo, Japanese eras) need no more than a difference;
// those differences are data of the language packs (eras.tsv).
package calendar
