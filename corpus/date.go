package corpus

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Date is a calendar day as `2006-01-02`, the zero value meaning unknown.
type Date string

// ParseDate takes an RFC 3339 date or time. Of a time the day is kept as
// written: a ministry's own day is the one in its own zone.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	day := s
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ' || s[10] == 't') {
		day = s[:10]
		if _, err := time.Parse("15:04", firstN(s[11:], 5)); err != nil {
			return "", Errorf(Invalid, "%q is not a date: write it as 2019-05-30 or 2019-05-30T12:00:00Z", s)
		}
	}
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "", Errorf(Invalid, "%q is not a date: write it as 2019-05-30 or 2019-05-30T12:00:00Z", s)
	}
	if t.Year() < 1000 {
		return "", Errorf(Invalid, "%q: the year must be 1000 or later", s)
	}
	return Date(day), nil
}

func firstN(s string, n int) string {
	if len(s) < n {
		return s
	}
	return s[:n]
}

// Time is midnight UTC of the day; the zero time if unknown.
func (d Date) Time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Day is the number of days since 1970-01-01; ok is false if unknown.
func (d Date) Day() (day int, ok bool) {
	t := d.Time()
	if t.IsZero() {
		return 0, false
	}
	return int(t.Unix() / 86400), true
}

// DateOfDay is the inverse of Day.
func DateOfDay(day int) Date {
	return Date(time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly))
}

// UnmarshalJSON takes an RFC 3339 date or time and refuses all else.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("published: %w", err)
	}
	v, err := ParseDate(s)
	if err != nil {
		return err
	}
	*d = v
	return nil
}
