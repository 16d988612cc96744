package annotate

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// relative is the EDTF of a phrase seen from the publication; empty where the
// publication is unknown. The codes of relative.tsv are a sign (- + 0), a
// number or {n}, and a unit: d w m q y, weekend, weekday, month, season, or a
// season by name.
func (f *dateFinder) relative(p dateParts) string {
	pub := f.published.Time()
	if pub.IsZero() {
		return ""
	}
	code, this := p.relative, false
	sign := 0
	switch code[0] {
	case '-':
		sign, code = -1, code[1:]
	case '+':
		sign, code = 1, code[1:]
	case '0':
		this, code = true, code[1:]
	}
	switch code {
	case "weekday":
		return f.weekday(pub, p.weekday, sign, this)
	case "month":
		return monthBeside(pub, p, sign)
	case "season":
		if p.season == 0 {
			return fmt.Sprintf("%04d", pub.Year()+sign)
		}
		return seasonBeside(pub, p.season, sign)
	}
	if s, ok := seasonNumber[code]; ok {
		return seasonBeside(pub, s, sign)
	}
	n, counted := 1, false
	if rest, ok := strings.CutPrefix(code, "{n}"); ok {
		n, code, counted = p.n, rest, true
	} else {
		digits := len(code) - len(strings.TrimLeft(code, "0123456789"))
		if digits > 0 {
			n, _ = strconv.Atoi(code[:digits])
		}
		code = code[digits:]
	}
	n *= sign
	switch code {
	case "d":
		return string(date(pub.AddDate(0, 0, n)))
	case "w", "weekend":
		if counted {
			return string(date(pub.AddDate(0, 0, 7*n)))
		}
		monday := pub.AddDate(0, 0, 1-isoWeekday(pub)+7*n)
		switch {
		case p.weekday > 0: // Wednesday of next week
			return string(date(monday.AddDate(0, 0, p.weekday-1)))
		case code == "weekend":
			return string(date(monday.AddDate(0, 0, 5))) + "/" + string(date(monday.AddDate(0, 0, 6)))
		}
		return string(date(monday)) + "/" + string(date(monday.AddDate(0, 0, 6)))
	case "m":
		first := time.Date(pub.Year(), pub.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		switch {
		case p.day > 0 && p.day <= daysIn(first.Year(), int(first.Month())): // the 15th of next month
			return string(date(first.AddDate(0, 0, p.day-1)))
		case counted: // two months ago: about that day
			last := daysIn(first.Year(), int(first.Month()))
			return string(date(first.AddDate(0, 0, min(pub.Day(), last)-1))) + "~"
		}
		return first.Format("2006-01")
	case "q":
		q := pub.Year()*4 + (int(pub.Month())-1)/3 + n
		return fmt.Sprintf("%04d-%d", q/4, 33+q%4)
	case "y":
		y := pub.Year() + n
		switch {
		case p.month > 0 && p.day > 0: // 5 May last year
			if !validDay(y, p.month, p.day) {
				return ""
			}
			if p.day2 > p.day {
				return day(y, true, p.month, p.day) + "/" + day(y, true, p.month, p.day2)
			}
			return day(y, true, p.month, p.day)
		case p.month > 0 && p.month2 > p.month:
			return month(y, true, p.month) + "/" + month(y, true, p.month2)
		case p.month > 0: // May last year
			return month(y, true, p.month)
		}
		if part := partOfYear(p); part != "" {
			return fmt.Sprintf("%04d", y) + part
		}
		if counted && n > -10 && n < 10 {
			// Five years ago: about this day of that year.
			return day(y, true, int(pub.Month()), min(pub.Day(), daysIn(y, int(pub.Month())))) + "~"
		}
		return fmt.Sprintf("%04d", y)
	}
	return ""
}

// weekday is the day of a weekday's name: of this week ("this Friday"), the
// last one or the next one; the bare name is the nearest past, or the day of
// the publication.
func (f *dateFinder) weekday(pub time.Time, weekday, sign int, this bool) string {
	if weekday == 0 {
		return ""
	}
	gap := weekday - isoWeekday(pub) // to that day of this week
	switch {
	case sign < 0 && gap >= 0:
		gap -= 7
	case sign > 0 && gap <= 0:
		gap += 7
	case sign == 0 && gap > 0 && !this:
		gap -= 7
	}
	return string(date(pub.AddDate(0, 0, gap)))
}

// monthBeside is this, the last or the next month of a name.
func monthBeside(pub time.Time, p dateParts, sign int) string {
	if p.month == 0 {
		return ""
	}
	y := pub.Year()
	if sign < 0 && p.month >= int(pub.Month()) || sign == 0 && p.month > int(pub.Month())+6 {
		y--
	} else if sign > 0 && p.month <= int(pub.Month()) {
		y++
	}
	if p.day > 0 {
		if !validDay(y, p.month, p.day) {
			return ""
		}
		return day(y, true, p.month, p.day)
	}
	return month(y, true, p.month)
}

// seasonBeside is this, the last or the next spring, summer, autumn or winter
// (1 to 4). Winter has the year in which it begins.
func seasonBeside(pub time.Time, season, sign int) string {
	y, current := pub.Year(), (int(pub.Month())%12)/3 // 0 winter, 1 spring ...
	if pub.Month() < 3 {
		y-- // the winter that began last year
	}
	order := season
	if current == 0 {
		current = 4
	}
	switch {
	case sign < 0 && order >= current:
		y--
	case sign > 0 && order <= current:
		y++
	case sign == 0 && pub.Month() < 3 && order < 4:
		y++ // in January, this summer is the coming one
	}
	return fmt.Sprintf("%04d-%d", y, 20+season)
}
