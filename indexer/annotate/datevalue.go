package annotate

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"communique/corpus"
)

func itoa(n int) string { return strconv.Itoa(n) }

// values turns what was bound into EDTF; a list gives a mention for each of
// its parts.
func (f *dateFinder) values(p dateParts, from, to int, rule string) []dateFind {
	if p.relative != "" {
		v := f.relative(p)
		return []dateFind{{from, to, v, rule}}
	}
	p = buddhist(p)
	if p.year > 0 && p.calendar == nil {
		f.lastYear = max(p.year, p.year2)
	}
	if p.list && p.listAt > from+1 && p.listAt < to && p.calendar == nil {
		first, second := p, p
		switch {
		case p.year2 > 0 && p.month2 == 0:
			first.year2, second.year, second.year2 = 0, p.year2, 0
		case p.month2 > 0:
			first.month2, first.day2 = 0, 0
			second.month, second.month2, second.day, second.day2 = p.month2, 0, p.day2, 0
			if p.year2 > 0 {
				first.year2, second.year, second.year2 = 0, p.year2, 0
			}
		case p.day2 > 0 && p.day2 != p.day+1:
			first.day2, second.day, second.day2 = 0, p.day2, 0
		default:
			return []dateFind{{from, to, f.value(p), rule}}
		}
		return []dateFind{{from, p.listAt - 1, f.value(first), rule}, {p.listAt, to, f.value(second), rule}}
	}
	v := f.value(p)
	if sign := f.qualifier(from); sign != "" && v != "" && !strings.ContainsAny(v, "/X~") {
		v += sign
	}
	return []dateFind{{from, to, v, rule}}
}

// qualifier is the sign of the words before a date: ~ for about, ? for perhaps.
func (f *dateFinder) qualifier(from int) string {
	if len(f.l.dates.qualifiers) == 0 {
		return ""
	}
	t := f.t.tokens
	end := from
	for end > 0 && end > from-2 && (t[end-1].key == "." || f.l.function[t[end-1].key] && f.l.dates.qualifiers[t[end-1].key] == "") {
		end-- // circa, approx.; around the
	}
	for _, to := range []int{from, end} {
		key := ""
		for i := to - 1; i >= 0 && i >= to-3 && t[i].kind == word; i-- {
			if key == "" {
				key = t[i].key
			} else if t[i+1].space {
				key = t[i].key + " " + key
			} else {
				key = t[i].key + key
			}
			if sign := f.l.dates.qualifiers[key]; sign != "" {
				return sign
			}
		}
	}
	return ""
}

// buddhist turns years of the Buddhist era into ours: those who count so
// write 2562 for 2019, and no release speaks of our own 2562.
func buddhist(p dateParts) dateParts {
	if p.year >= 2400 {
		p.year -= 543
	}
	if p.year2 >= 2400 {
		p.year2 -= 543
	}
	return p
}

// inCalendar is the EDTF of a date of another calendar: the day, or the first
// and last day of the month or year. Days that hang on the sight of the moon
// are about right.
func (f *dateFinder) inCalendar(p dateParts) string {
	c, about := p.calendar, ""
	if !c.Exact {
		about = "~"
	}
	year := p.year
	if pub := f.published.Time(); year == 0 && !pub.IsZero() {
		// The year in which the day is nearest to the publication.
		y, _, _ := c.Of(pub)
		gap := 1 << 30
		for try := y - 1; try <= y+1; try++ {
			t, ok := c.Day(try, p.month, max(p.day, 1))
			if !ok {
				continue
			}
			if g := max(t.Sub(pub), pub.Sub(t)); int(g.Hours()) < gap {
				year, gap = try, int(g.Hours())
			}
		}
	}
	if year == 0 {
		return ""
	}
	span := func(from, to time.Time) string { return string(date(from)) + about + "/" + string(date(to)) + about }
	switch {
	case p.day > 0:
		from, ok := c.Day(year, p.month, p.day)
		if !ok {
			return ""
		}
		month, year2 := p.month, year
		if p.month2 > 0 {
			month = p.month2
		}
		if p.year2 > 0 {
			year2 = p.year2
		}
		if to, ok := c.Day(year2, month, p.day2); ok && to.After(from) {
			return span(from, to)
		}
		return string(date(from)) + about
	case p.month > 0:
		return span(c.Month(year, p.month))
	}
	return span(c.Year(year))
}

// value is the EDTF of a date that is not relative.
func (f *dateFinder) value(p dateParts) string {
	switch {
	case p.calendar != nil:
		return f.inCalendar(p)
	case p.century > 0:
		return fmt.Sprintf("%02dXX", p.century-1)
	case p.decade != "":
		return p.decade
	case p.day > 0 && p.month > 0:
		year, known := p.year, p.year > 0
		if !known {
			year, known = f.yearOf(p.month, p.day, p.weekday)
		}
		a := day(year, known, p.month, p.day)
		if p.day2 == 0 && p.month2 == 0 {
			return a
		}
		year2, month2, day2 := year, p.month, p.day2
		if p.month2 > 0 {
			month2 = p.month2
		}
		if p.year2 > 0 {
			year2 = p.year2
		} else if p.year == 0 && month2 < p.month && known {
			year2++
		}
		if p.year2 == 0 && p.year > 0 && month2 < p.month {
			// 30 December to 2 January 2020: the year belongs to the end.
			a = day(year-1, known, p.month, p.day)
		}
		if day2 == 0 {
			return a
		}
		b := day(year2, known, month2, day2)
		if b <= a && known {
			return a
		}
		return a + "/" + b
	case p.day > 0 && p.month == 0 && p.year == 0:
		return f.dayOf(p.day, p.weekday)
	case p.month > 0:
		year, known := p.year, p.year > 0
		if !known {
			year, known = f.yearOf(p.month, 15, 0)
		}
		a := month(year, known, p.month)
		if p.month2 > 0 {
			year2 := year
			switch {
			case p.year2 > 0:
				year2 = p.year2
			case p.month2 < p.month && p.year > 0:
				a = month(year-1, known, p.month)
			case p.month2 < p.month && known:
				year2++
			}
			return a + "/" + month(year2, known, p.month2)
		}
		return a
	}
	year := p.year
	if year == 0 {
		if t := f.published.Time(); !t.IsZero() {
			year = t.Year()
		} else if f.lastYear > 0 {
			year = f.lastYear
		}
	}
	y := "XXXX"
	if year > 0 {
		y = fmt.Sprintf("%04d", year)
	}
	switch {
	case p.quarter > 0 || p.half > 0 || p.season > 0:
		return y + partOfYear(p)
	case p.year2 > 0:
		return fmt.Sprintf("%04d/%04d", p.year, p.year2)
	}
	return y
}

// partOfYear is the EDTF of a quarter, half or season, with its dash.
func partOfYear(p dateParts) string {
	switch {
	case p.quarter > 0:
		return fmt.Sprintf("-%d", 32+p.quarter)
	case p.half > 0:
		return fmt.Sprintf("-%d", 39+p.half)
	case p.season > 0:
		return fmt.Sprintf("-%d", 20+p.season)
	}
	return ""
}

// dayOf is the day of a number alone (am 17., 17일): the last before the
// publication, or its own; with a weekday, the nearest on which it falls.
func (f *dateFinder) dayOf(d, weekday int) string {
	pub := f.published.Time()
	if pub.IsZero() {
		return fmt.Sprintf("XXXX-XX-%02d", d)
	}
	if weekday > 0 {
		for gap := 0; gap < 200; gap++ {
			for _, t := range []time.Time{pub.AddDate(0, 0, -gap), pub.AddDate(0, 0, gap)} {
				if t.Day() == d && isoWeekday(t) == weekday {
					return string(date(t))
				}
			}
		}
	}
	for pub.Day() != d {
		pub = pub.AddDate(0, 0, -1)
	}
	return string(date(pub))
}

// otherYear is how many days nearer a day of another calendar year must be
// to be meant by a date without a year: a release of May that speaks of 31
// December means the coming one, though the last was nearer; one of January
// means the last.
const otherYear = 90

// yearOf is the year of a day that the text gives without one: the year of
// the publication, or that before or after it where this brings the day
// nearer by otherYear; without a publication that of the last full date
// before it. A weekday decides where it fits one year. No tense is read.
func (f *dateFinder) yearOf(m, d, weekday int) (int, bool) {
	pub := f.published.Time()
	if pub.IsZero() {
		return f.lastYear, f.lastYear > 0
	}
	best, bestGap := pub.Year(), 1<<30
	for y := pub.Year() - 1; y <= pub.Year()+1; y++ {
		if !validDay(y, m, d) {
			continue
		}
		t := civil(y, m, d)
		gap := int(t.Sub(pub).Hours() / 24)
		if gap < 0 {
			gap = -gap
		}
		if y != pub.Year() {
			gap += otherYear
		}
		if weekday > 0 && isoWeekday(t) != weekday {
			gap += 400
		}
		if gap < bestGap {
			best, bestGap = y, gap
		}
	}
	return best, true
}

func civil(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

func day(y int, known bool, m, d int) string {
	return fmt.Sprintf("%s-%02d", month(y, known, m), d)
}

func month(y int, known bool, m int) string {
	if !known {
		return fmt.Sprintf("XXXX-%02d", m)
	}
	return fmt.Sprintf("%04d-%02d", y, m)
}

func date(t time.Time) corpus.Date { return corpus.Date(t.Format(time.DateOnly)) }
