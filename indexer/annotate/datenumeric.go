package annotate

import (
	"strings"

	"communique/corpus/calendar"
)

// numeric reads 31.12.2019, 2019-12-31, 31/12/19, 31.12. and their ranges,
// with the weekday before them.
func (f *dateFinder) numeric(i int) (dateParts, int) {
	t := f.t.tokens
	for _, x := range f.at[i] {
		if x.kind != kWeekday || x.to >= len(t) || t[i].kind == number {
			continue
		}
		j := x.to
		for j < len(t) && j < x.to+3 && t[j].kind == punct && strings.Contains(".,(", t[j].key) {
			j++
		}
		if j < len(t) && t[j].kind == number && !f.numbered(j, false) {
			if p, end := f.numericOne(j); end > j && p.day > 0 {
				p.weekday = x.n
				// The weekday decides which of 3/11 is the day.
				if fits := func(y, m, d int) bool { return validDay(y, m, d) && isoWeekday(civil(y, m, d)) == x.n }; p.year > 0 && p.day2 == 0 && p.calendar == nil &&
					!fits(p.year, p.month, p.day) && fits(p.year, p.day, p.month) {
					p.day, p.month = p.month, p.day
				}
				return p, end
			}
		}
	}
	if t[i].kind != number {
		return dateParts{}, i
	}
	if i > 0 {
		// Inside a longer number, version, path or sum: no date.
		p := t[i-1]
		if p.kind == number && !t[i].space || p.kind == punct && !t[i].space && strings.Contains("./:+", p.key) && i > 1 && t[i-2].kind == number && !p.space {
			return dateParts{}, i
		}
	}
	if p, end := f.daysOfMonth(i); end > i {
		return p, end
	}
	p, end := f.numericOne(i)
	if end == i || p.day == 0 && f.numbered(i, false) {
		return dateParts{}, i
	}
	// A range: the same again after a dash.
	if end < len(t) && t[end].key == "-" && end+1 < len(t) {
		if q, e := f.numericOne(end + 1); e > end+1 && (q.year > 0 || p.year > 0) && p.calendar == q.calendar {
			p.day2, p.month2, p.year2 = q.day, q.month, q.year
			if p.year == 0 {
				p.year = q.year
			}
			if p.calendar == nil {
				return p, e
			}
		}
	}
	if p.year == 0 && !f.dayAndMonth(i, end) {
		return dateParts{}, i
	}
	return p, end
}

// dayMonthOrder is the order of digits in this text: that of the language and
// the publisher's country, but where a stroke parts a number above twelve
// from one below, the text says its order itself.
func (f *dateFinder) dayMonthOrder() string {
	t := f.t.tokens
	dayFirst, monthFirst := 0, 0
	for i := 0; i+4 < len(t); i++ {
		if t[i].kind == number && t[i].runes <= 2 && t[i+1].key == "/" && t[i+2].kind == number && t[i+2].runes <= 2 && t[i+3].key == "/" && t[i+4].runes == 4 && !t[i+2].space {
			switch {
			case t[i].value > 12 && t[i].value <= 31 && t[i+2].value <= 12:
				dayFirst++
			case t[i+2].value > 12 && t[i+2].value <= 31 && t[i].value <= 12:
				monthFirst++
			}
		}
	}
	switch {
	case monthFirst > dayFirst && f.order == "dmy":
		return "mdy"
	case dayFirst > monthFirst && f.order == "mdy":
		return "dmy"
	}
	return f.order
}

// daysOfMonth reads 12.-14.6.2018 and 9. and 11.6.2018: the first day has the
// month and year of the second.
func (f *dateFinder) daysOfMonth(i int) (dateParts, int) {
	t := f.t.tokens
	first := t[i].value
	if t[i].runes > 2 || first < 1 || first > 31 {
		return dateParts{}, i
	}
	j := i + 1
	if j < len(t) && t[j].key == "." && !t[j].space {
		j++
	}
	if j+1 >= len(t) || t[j].key != "-" && !f.l.conjunction[t[j].key] {
		return dateParts{}, i
	}
	p, end := f.numericOne(j + 1)
	if end == j+1 || p.day <= first || p.year == 0 || p.calendar != nil || t[j+1].runes == 4 {
		return dateParts{}, i
	}
	p.day, p.day2 = first, p.day
	if t[j].key != "-" {
		p.list, p.listAt = true, j+1
	}
	return p, end
}

// dayAndMonth says whether a day and month in digits without a year are a
// date: 31.12. after a short word, 05/12 with a zero that no fraction has.
// 3.4 and 3.4. may number a paragraph.
func (f *dateFinder) dayAndMonth(i, end int) bool {
	t := f.t.tokens
	if i == 0 || t[i-1].kind != word || !f.l.function[t[i-1].key] || f.numbered(i, false) {
		return false
	}
	if t[end-1].key == "." {
		return true
	}
	return t[i+1].key == "/" && t[i].runes == 2 && t[end-1].runes == 2 && (f.t.s[t[i].start] == '0' || f.t.s[t[end-1].start] == '0')
}

// numericOne reads one date in digits; the year is 0 in 31.12.
func (f *dateFinder) numericOne(i int) (dateParts, int) {
	t := f.t.tokens
	no := dateParts{}
	if i >= len(t) || t[i].kind != number || t[i].value < 0 {
		return no, i
	}
	sep := ""
	var n []token
	spaced := false // 13 / 2 / 1945
	j := i
	for len(n) < 3 {
		n = append(n, t[j])
		j++
		if len(n) == 3 {
			break
		}
		if j+1 >= len(t) || t[j].kind != punct || t[j+1].kind != number || !strings.Contains("./-", t[j].key) || sep != "" && t[j].key != sep {
			break
		}
		if t[j].key == "/" && t[j].space && t[j+1].space {
			spaced = true
		} else if t[j].space || t[j+1].space && t[j].key != "." {
			break
		}
		sep = t[j].key
		j++
	}
	if len(n) < 2 || j < len(t) && !t[j].space && (t[j].kind == number || len(n) == 3 && t[j].kind == punct && t[j].key == "/" && j+1 < len(t) && t[j+1].kind == number) {
		return no, i
	}
	if len(n) == 2 {
		if spaced {
			return no, i
		}
		// 31.12. only as the first half of a range; 05/2019 and 2019-05.
		if sep == "." && n[0].runes <= 2 && n[1].runes <= 2 && validDay(0, n[1].value, n[0].value) {
			if j < len(t) && t[j].key == "." {
				j++
			}
			return dateParts{day: n[0].value, month: n[1].value}, j
		}
		if sep == "/" && n[0].runes == 2 && n[1].runes == 2 {
			d, m := n[0].value, n[1].value
			if f.order == "mdy" {
				d, m = m, d
			}
			if validDay(0, m, d) {
				return dateParts{day: d, month: m}, j
			}
		}
		if (sep == "/" || sep == ".") && !n[1].space && n[0].runes == 2 && n[1].runes == 4 && n[0].value >= 1 && n[0].value <= 12 && plausibleYear(n[1].value) {
			return dateParts{month: n[0].value, year: n[1].value}, j
		}
		return no, i
	}
	// A fourth group makes it an address or a version.
	if j+1 < len(t) && t[j].key == sep && !t[j].space && t[j+1].kind == number && !t[j+1].space {
		return no, i
	}
	var d, m, y int
	switch {
	case n[0].runes == 4 && n[1].runes <= 2 && n[2].runes <= 2:
		y, m, d = n[0].value, n[1].value, n[2].value
	case n[2].runes == 4 && n[0].runes <= 2 && n[1].runes <= 2:
		d, m, y = n[0].value, n[1].value, n[2].value
		if f.order == "mdy" && sep != "." || m > 12 && d <= 12 && sep != "." {
			d, m = m, d
		}
	case n[2].runes == 2 && n[0].runes <= 2 && n[1].runes <= 2 && sep != "-" && !spaced:
		if f.order == "ymd" && sep != "/" {
			y, m, d = n[0].value, n[1].value, n[2].value
		} else {
			d, m, y = n[0].value, n[1].value, n[2].value
			if f.order == "mdy" && sep == "/" {
				d, m = m, d
			}
		}
		// 4.3.15 numbers a paragraph as often as it names a day.
		if f.numbered(i, false) || f.numberedAfter(j) {
			return no, i
		}
		if y += 2000; y > 2050 {
			y -= 100
		}
	default:
		return no, i
	}
	if c := f.l.dates.calendar; c != nil && y >= c.First && y <= c.Last {
		if _, ok := c.Day(y, m, d); !ok {
			return no, i
		}
		return dateParts{day: d, month: m, year: y, calendar: c}, j
	}
	if y >= calendar.Islamic.First && y <= calendar.Islamic.Last && f.t.s[n[0].start] >= 0x80 || !plausibleYear(y) || !validDay(y, m, d) {
		return no, i
	}
	return dateParts{day: d, month: m, year: y}, j
}

func plausibleYear(y int) bool { return y >= 1000 && y < 2200 || y >= 2400 && y < 2650 }

// numbered says whether the word before token i says that a number is none of
// the calendar's: Nr. 05/2019, article 12. With short only signs and
// abbreviations count: the law of 2015 may be "the law 2015".
func (f *dateFinder) numbered(i int, short bool) bool {
	j := i - 1
	for j >= 0 && f.t.tokens[j].kind == punct && strings.Contains(".:(°º", f.t.tokens[j].key) {
		j--
	}
	if j < 0 {
		return false
	}
	k := f.t.tokens[j]
	if k.kind != word {
		return strings.Contains("#№§$€£₽¥₹₴₺+", k.key)
	}
	return f.l.dates.numbered[k.key] && (!short || k.runes <= 3)
}

// numberedAfter says the same of the word behind the number: 4.3.15. pont.
func (f *dateFinder) numberedAfter(j int) bool {
	if j < len(f.t.tokens) && f.t.tokens[j].key == "." {
		j++
	}
	return j < len(f.t.tokens) && f.t.tokens[j].kind == word && f.l.dates.numbered[f.t.tokens[j].key]
}

// bareYear reads a year that stands alone, and a span of years: 2019, (2000),
// 2014-2020, 2019/20.
func (f *dateFinder) bareYear(i int) (dateParts, int) {
	t := f.t.tokens
	k := t[i]
	if k.kind != number || k.runes != 4 || k.value < 1000 || k.value > 2099 || f.otherYear(k) && k.value < 1700 || f.numbered(i, true) {
		return dateParts{}, i
	}
	if i > 0 {
		p := t[i-1]
		touches := !k.space
		switch {
		case touches && p.key == "(" && !p.space && i > 1 && t[i-2].kind == word, // C(2013) 4975
			touches && p.kind == word && !p.unspaced,
			touches && p.kind == punct && strings.Contains("/.:-'+=_@&?", p.key) && !(p.key == "-" && i > 1 && t[i-2].kind == number && t[i-2].runes == 4),
			touches && p.key == "," && !p.space && i > 1 && t[i-2].kind == number && t[i-2].runes <= 3,
			p.kind == number:
			return dateParts{}, i
		}
	}
	if i+1 < len(t) {
		n := t[i+1]
		touches := !n.space
		switch {
		case touches && n.kind == punct && strings.Contains("/:%€$£°_@=+", n.key) && !(n.key == "/" && f.schoolYear(i)),
			n.kind == punct && strings.Contains("%‰€$£°", n.key),
			touches && n.kind == punct && strings.Contains(".,", n.key) && i+2 < len(t) && t[i+2].kind == number && !t[i+2].space && t[i+2].runes <= 3,
			n.kind == number && n.space && n.runes == 3,
			touches && n.kind == word && !n.unspaced && n.runes > 4:
			return dateParts{}, i
		}
		// A round number before a common word counts things.
		if k.value%100 == 0 && k.value != 2000 && k.value != 1900 && n.kind == word && !n.upper && !n.uncased && !f.l.function[n.key] {
			return dateParts{}, i
		}
	}
	if f.cited(i) {
		return dateParts{}, i
	}
	if f.schoolYear(i) {
		return dateParts{year: k.value, year2: k.value + 1}, i + 3
	}
	if y, end := f.secondYear(i); end > i {
		return dateParts{year: k.value, year2: y}, end
	}
	// Numbers below 1700 are years only where nothing else can be counted.
	if k.value < 1700 && !f.early(i) {
		return dateParts{}, i
	}
	end := i + 1
	if e := f.suffix(end, yearSuffix); e > end {
		end = e
	}
	return dateParts{year: k.value}, end
}

// early says whether a number from 1000 to 1699 stands as a year does: after
// a short word (in, until, від), with nothing after it that it could count.
func (f *dateFinder) early(i int) bool {
	t := f.t.tokens
	before := i > 0 && t[i-1].kind == word && f.l.function[t[i-1].key] && t[i].space
	if i > 0 && t[i-1].key == "(" && i+1 < len(t) && t[i+1].key == ")" {
		return t[i].value%10 != 0
	}
	if !before || t[i].value%50 == 0 {
		return false
	}
	return i+1 >= len(t) || t[i+1].kind == newline || t[i+1].kind == punct && strings.Contains(".,;)", t[i+1].key)
}

// secondYear reads the second year of 2014-2020, 1979-81, 1819 -- 1877 at the
// year i.
func (f *dateFinder) secondYear(i int) (year, end int) {
	t := f.t.tokens
	j := i + 1
	if j >= len(t) || t[j].key != "-" {
		return 0, i
	}
	spaced := t[j].space
	for j < len(t) && j < i+3 && t[j].key == "-" {
		j++
	}
	if j >= len(t) || t[j].kind != number || t[j].space != spaced {
		return 0, i
	}
	// A third part makes it a day (2019-05-30) or a number.
	if j+1 < len(t) && !t[j+1].space && (t[j+1].kind == number || t[j+1].kind == punct && strings.Contains("-/:%", t[j+1].key) && j+2 < len(t) && t[j+2].kind == number) {
		return 0, i
	}
	y := t[j].value
	if t[j].runes == 2 && !spaced && y > 12 {
		y += t[i].value / 100 * 100
	} else if t[j].runes != 4 {
		return 0, i
	}
	if y <= t[i].value || y-t[i].value > 150 || y > 2199 {
		return 0, i
	}
	return y, j + 1
}

// cited says whether the year at token i is part of the place of a law in an
// official journal: OJ 2013, L 176; L 158, 2013, p. 193; BGBl. 2006 I, p. 17.
func (f *dateFinder) cited(i int) bool {
	t := f.t.tokens
	series := func(j int) int { // L 176, C 12; after a comma
		if j < len(t) && t[j].key == "," {
			j++
		}
		if j+1 < len(t) && t[j].kind == word && t[j].upper && t[j].runes <= 2 && !t[j].uncased && t[j+1].kind == number && t[j+1].runes <= 4 {
			return j + 2
		}
		return 0
	}
	if e := series(i + 1); e > 0 && e < len(t) && t[e].kind == punct {
		return true
	}
	// BGBl. 1949, p. 1
	if j := i + 1; i >= 2 && t[i-1].key == "." && !t[i-1].space && t[i-2].kind == word && t[i-2].upper && j+3 < len(t) && t[j].key == "," &&
		t[j+1].kind == word && t[j+1].runes <= 3 && (t[j+2].kind == number || t[j+2].key == "." && t[j+3].kind == number) {
		return true
	}
	// 2006 I, p. 1721; 2013 I S. 254
	if j := i + 1; j+3 < len(t) && t[j].kind == word && t[j].upper && romanValue(t[j].key) == 0 && romanValue(strings.ToUpper(t[j].key)) > 0 {
		if j++; t[j].key == "," {
			j++
		}
		if j+2 < len(t) && t[j].kind == word && t[j].runes <= 4 && (t[j+1].kind == number || t[j+1].key == "." && t[j+2].kind == number) {
			return true
		}
	}
	if i >= 3 && t[i-1].key == "," && t[i-2].kind == number && t[i-3].kind == word && t[i-3].upper && t[i-3].runes <= 2 && !t[i-3].uncased && i+1 < len(t) && t[i+1].kind == punct && strings.Contains(",.)", t[i+1].key) {
		return true
	}
	return false
}

// schoolYear says whether 2019/20 or 2019/2020 stands at token i.
func (f *dateFinder) schoolYear(i int) bool {
	t := f.t.tokens
	if i+2 >= len(t) || t[i+1].key != "/" || t[i+1].space || t[i+2].kind != number || t[i+2].space {
		return false
	}
	if i+3 < len(t) && !t[i+3].space && t[i+3].key == "/" {
		return false
	}
	next := t[i].value + 1
	return t[i+2].runes == 2 && t[i+2].value == next%100 || t[i+2].value == next
}

// monthName reads 12-Mar-2014, 31/mars/2016, 2019-Aug-01, Sep-23-2020: a
// month's name beside digits, with signs that patterns do not have.
func (f *dateFinder) monthName(i int) (dateParts, int) {
	t := f.t.tokens
	sign := func(j int, key string) bool {
		return j < len(t) && t[j].kind == punct && !t[j].space && (key == "" && (t[j].key == "-" || t[j].key == "/") || key != "" && t[j].key == key)
	}
	digits := func(j int) (int, bool) {
		return j + 1, j < len(t) && t[j].kind == number && !t[j].space && (t[j].runes <= 2 || t[j].runes == 4)
	}
	build := func(m int, a, b token, end int) (dateParts, int) {
		d, y := a, b
		if a.runes == 4 {
			d, y = b, a
		}
		year := y.value
		if y.runes == 2 {
			if year += 2000; year > 2050 {
				year -= 100
			}
		}
		if d.runes > 2 || !plausibleYear(year) || !validDay(year, m, d.value) {
			return dateParts{}, i
		}
		return dateParts{day: d.value, month: m, year: year}, end
	}
	if t[i].kind == number && (t[i].runes <= 2 || t[i].runes == 4) && sign(i+1, "") && i+2 < len(t) && !t[i+2].space {
		for _, x := range f.at[i+2] {
			if x.kind != kMonth || x.sub != "" {
				continue
			}
			if sign(x.to, t[i+1].key) {
				if end, ok := digits(x.to + 1); ok {
					return build(x.n, t[i], t[x.to+1], end)
				}
			}
			if t[i].runes <= 2 && t[i+1].key == "-" && validDay(0, x.n, t[i].value) {
				return dateParts{day: t[i].value, month: x.n}, x.to // 7-ene
			}
		}
	}
	for _, x := range f.at[i] {
		if x.kind != kMonth || x.sub != "" || !sign(x.to, "") {
			continue
		}
		if mid, ok := digits(x.to + 1); ok && sign(mid, t[x.to].key) {
			if end, ok := digits(mid + 1); ok {
				return build(x.n, t[x.to+1], t[mid+1], end)
			}
		}
	}
	return dateParts{}, i
}
