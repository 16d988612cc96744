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
	p = f.calendar(p)
	if p.year > 0 {
		f.lastYear = max(p.year, p.year2)
	}
	if p.list && p.listAt > from+1 && p.listAt < to {
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
	return []dateFind{{from, to, f.value(p), rule}}
}

// calendar turns years of the Buddhist era into ours: those who count so
// write 2562 for 2019, and no release speaks of our own 2562.
func (f *dateFinder) calendar(p dateParts) dateParts {
	if p.year >= 2400 {
		p.year -= 543
	}
	if p.year2 >= 2400 {
		p.year2 -= 543
	}
	return p
}

// value is the EDTF of a date that is not relative.
func (f *dateFinder) value(p dateParts) string {
	switch {
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
		// The last such day before the publication, or of its own day.
		pub := f.published.Time()
		if pub.IsZero() {
			return fmt.Sprintf("XXXX-XX-%02d", p.day)
		}
		for pub.Day() != p.day {
			pub = pub.AddDate(0, 0, -1)
		}
		return string(date(pub))
	case p.month > 0:
		year, known := p.year, p.year > 0
		if !known {
			year, known = f.yearOf(p.month, 15, 0)
		}
		a := month(year, known, p.month)
		if p.month2 > 0 {
			year2 := year
			if p.year2 > 0 {
				year2 = p.year2
			} else if p.month2 < p.month && p.year > 0 {
				a = month(year-1, known, p.month)
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
	case p.quarter > 0:
		return fmt.Sprintf("%s-%d", y, 32+p.quarter)
	case p.half > 0:
		return fmt.Sprintf("%s-%d", y, 39+p.half)
	case p.season > 0:
		return fmt.Sprintf("%s-%d", y, 20+p.season)
	case p.year2 > 0:
		return fmt.Sprintf("%04d/%04d", p.year, p.year2)
	}
	return y
}

// yearOf is the year of a day that the text gives without one: the year in
// which it is nearest to the publication, the past preferred; else that of
// the last full date before it. A weekday decides where it fits one year.
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
		t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		gap := int(t.Sub(pub).Hours() / 24)
		if gap < 0 {
			gap = -gap
		} else if gap > 0 {
			gap = gap * 4 / 3
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

// relative is the EDTF of a phrase such as "-1d", "+{n}w", "-weekday",
// "0season" seen from the publication. Empty where the publication is unknown.
func (f *dateFinder) relative(p dateParts) string {
	pub := f.published.Time()
	if pub.IsZero() {
		return ""
	}
	code := p.relative
	sign := 0
	switch {
	case strings.HasPrefix(code, "-"):
		sign, code = -1, code[1:]
	case strings.HasPrefix(code, "+"):
		sign, code = 1, code[1:]
	default:
		code = strings.TrimPrefix(code, "0")
	}
	switch code {
	case "weekday":
		if p.weekday == 0 {
			return ""
		}
		gap := p.weekday - isoWeekday(pub) // to that day of this week
		switch {
		case sign < 0 && gap >= 0:
			gap -= 7
		case sign > 0 && gap <= 0:
			gap += 7
		case sign == 0 && gap > 0:
			gap -= 7
		}
		return string(date(pub.AddDate(0, 0, gap)))
	case "month":
		y := pub.Year()
		if sign < 0 && p.month >= int(pub.Month()) || sign == 0 && p.month > int(pub.Month())+6 {
			y--
		} else if sign > 0 && p.month <= int(pub.Month()) {
			y++
		}
		if p.month == 0 {
			return ""
		}
		if p.day > 0 {
			return day(y, true, p.month, p.day)
		}
		return month(y, true, p.month)
	case "season":
		y := pub.Year()
		if p.season == 0 {
			return fmt.Sprintf("%04d", y+sign) // the phrase names a season in a word of its own
		}
		current := (int(pub.Month())%12)/3 + 0 // 0 winter, 1 spring ...
		order := p.season % 4                  // winter 4 -> 0
		if sign < 0 && order >= current {
			y--
		} else if sign > 0 && order <= current {
			y++
		}
		return fmt.Sprintf("%04d-%d", y, 20+p.season)
	}
	n := 1
	if rest, ok := strings.CutPrefix(code, "{n}"); ok {
		n, code = p.n, rest
	} else {
		digits := 0
		for digits < len(code) && code[digits] >= '0' && code[digits] <= '9' {
			digits++
		}
		if digits > 0 {
			n, _ = strconv.Atoi(code[:digits])
		}
		code = code[digits:]
	}
	n *= sign
	switch code {
	case "d":
		return string(date(pub.AddDate(0, 0, n)))
	case "w":
		if p.relative[0] != '0' && strings.Contains(p.relative, "{n}") {
			return string(date(pub.AddDate(0, 0, 7*n)))
		}
		monday := pub.AddDate(0, 0, 1-isoWeekday(pub)+7*n)
		return string(date(monday)) + "/" + string(date(monday.AddDate(0, 0, 6)))
	case "m":
		first := time.Date(pub.Year(), pub.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		return first.Format("2006-01")
	case "q":
		q := pub.Year()*4 + (int(pub.Month())-1)/3 + n
		return fmt.Sprintf("%04d-%d", q/4, 33+q%4)
	case "y":
		return fmt.Sprintf("%04d", pub.Year()+n)
	}
	return ""
}

func date(t time.Time) corpus.Date { return corpus.Date(t.Format(time.DateOnly)) }
