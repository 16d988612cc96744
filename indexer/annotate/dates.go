package annotate

import (
	"strings"
	"unicode"

	"communique/corpus"
)

// dateParts is what a date pattern has bound; zero means unbound.
type dateParts struct {
	day, day2, month, month2, year, year2   int
	weekday, quarter, half, season, century int
	decade                                  string // 199X
	n                                       int
	list                                    bool // the two parts are a list, not a range
	opened                                  bool // a word opened the pattern: between, from
	slot                                    bool // the last part was a placeholder
	exact                                   int  // words that stand just as the pattern has them
	listAt                                  int  // token after the word for "and"
	relative                                string
}

// dateFind is a date in the text: tokens from..to-1.
type dateFind struct {
	from, to int
	value    string
	rule     string
}

// dateFinder reads the dates of one text.
type dateFinder struct {
	l         *lexicon
	t         *text
	m         *matchState
	at        [][]find // finds of months, weekdays, numbers and seasons, by start
	published corpus.Date
	order     string // dmy, mdy, ymd
	lastYear  int    // of the last full date in the text
}

// finds reads all dates of the text, in order.
func (f *dateFinder) finds() []dateFind {
	var out []dateFind
	for i := 0; i < len(f.t.tokens); {
		k := f.t.tokens[i]
		if k.kind == newline || k.kind == punct && k.key != "'" {
			i++
			continue
		}
		found, to := f.one(i)
		if to == i {
			i++
			continue
		}
		out = append(out, found...)
		i = to
	}
	return out
}

// one tries every way to read a date at token i and keeps the longest.
func (f *dateFinder) one(i int) ([]dateFind, int) {
	var best dateParts
	bestEnd, rule := i, ""
	if parts, end := f.numeric(i); end > bestEnd {
		best, bestEnd, rule = parts, end, "numeric date"
	}
	if parts, end := f.monthName(i); end > bestEnd {
		best, bestEnd, rule = parts, end, "numeric date"
	}
	f.walk(f.l.dates.root, i, i, dateParts{}, func(parts dateParts, end int) {
		if end > bestEnd || end == bestEnd && better(parts, best) {
			if f.plausible(parts, i, end) {
				best, bestEnd, rule = parts, end, "date pattern"
			}
		}
	})
	if bestEnd == i {
		if parts, end := f.bareYear(i); end > i {
			best, bestEnd, rule = parts, end, "year"
		}
	}
	if bestEnd == i {
		return nil, i
	}
	if best.relative == noDate {
		return nil, bestEnd
	}
	if best.relative != "" {
		rule = "relative date"
	}
	// "2010 r.", "2016 г.": the dot belongs to the abbreviation.
	if k := f.t.tokens[bestEnd-1]; bestEnd < len(f.t.tokens) && k.kind == word && k.runes <= 2 && bestEnd-i > 1 && f.t.tokens[bestEnd].key == "." && !f.t.tokens[bestEnd].space {
		bestEnd++
	}
	return f.values(best, i, bestEnd, rule), bestEnd
}

// noDate is the value of a phrase that looks like a date and is none: "șase
// luni" are six months, not a Monday.
const noDate = "none"

// better prefers the reading whose words stand just so (1990. gados is a
// decade, 1990. gadā a year), then the one that binds more.
func better(a, b dateParts) bool {
	if a.exact != b.exact {
		return a.exact > b.exact
	}
	return a.bound() > b.bound()
}

func (p dateParts) bound() int {
	n := 0
	for _, x := range []int{p.day, p.day2, p.month, p.month2, p.year, p.year2, p.weekday, p.quarter, p.half, p.season} {
		if x != 0 {
			n++
		}
	}
	return n
}

// plausible refuses readings that are no dates: impossible days, a month
// whose name is also a function word written small.
func (f *dateFinder) plausible(p dateParts, from, to int) bool {
	if p.relative != "" {
		return true
	}
	if p.day > 0 && p.month > 0 && !validDay(p.year, p.month, p.day) {
		return false
	}
	// Bare digits are no decade without a suffix or a word beside them, and
	// 1228/2003 is no span of years.
	if p.decade != "" && to-from == 1 || p.year2 > 0 && (p.year2 < p.year || p.year2-p.year > 150) {
		return false
	}
	if p.day2 > 0 {
		m := p.month
		if p.month2 > 0 {
			m = p.month2
		}
		if !validDay(p.year, m, p.day2) {
			return false
		}
	}
	if p.month > 0 && p.year == 0 {
		for i := from; i < to; i++ {
			k := f.t.tokens[i]
			if k.kind == word && !k.upper && !k.uncased && f.l.function[k.key] && f.isMonth(i) {
				return false
			}
		}
	}
	if p.year > 0 && p.month == 0 && p.quarter == 0 && p.half == 0 && p.season == 0 && p.year2 == 0 && p.year < 1000 {
		return false
	}
	// A day alone, a weekday alone, a month alone are no dates, but for a day
	// that the pattern's own word marks as one (Korean 17일).
	if p.day > 0 && p.exact > 0 && p.month == 0 && p.year == 0 && p.weekday == 0 {
		return to-from > 1
	}
	return p.year > 0 || p.decade != "" || p.century > 0 || p.month > 0 && (p.day > 0 || p.month2 > 0) || p.quarter > 0 || p.half > 0 || p.season > 0 ||
		p.month > 0 && to-from > 1
}

func (f *dateFinder) isMonth(i int) bool {
	for _, x := range f.at[i] {
		if x.kind == kMonth {
			return true
		}
	}
	return false
}

func validDay(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	return day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year == 0 || year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// walk runs the pattern trie over the tokens from i; dots and commas between
// the parts are free.
func (f *dateFinder) walk(n *dateNode, start, i int, p dateParts, yield func(dateParts, int)) {
	if n.final && i > start {
		q := p
		q.relative = n.relative
		yield(q, i)
	}
	j := i
	if i > start {
		for j < len(f.t.tokens) && j < i+2 && f.t.tokens[j].kind == punct && (f.t.tokens[j].key == "." || f.t.tokens[j].key == ",") {
			j++
		}
		// A pattern goes on over one line break inside a paragraph of wrapped lines.
		if j < len(f.t.tokens) && f.t.tokens[j].kind == newline && f.t.tokens[j].runes == 1 {
			j++
		}
	}
	if j >= len(f.t.tokens) {
		return
	}
	if n.words != nil {
		for _, id := range f.m.ids(j) {
			if next := n.words[id]; next != nil {
				// A letter that is also a function word (Polish w) counts as
				// an abbreviation only with its dot.
				if k := f.t.tokens[j]; k.kind == word && k.runes == 1 && !k.unspaced && f.l.function[k.key] && next.final &&
					!(j+1 < len(f.t.tokens) && f.t.tokens[j+1].key == "." && !f.t.tokens[j+1].space) {
					continue
				}
				q := p
				if id == trieKeyID(f.l, f.t.tokens[j]) {
					q.exact++
				}
				if j == start {
					q.opened = true
				} else if next.conjunction && !q.opened && q.slot {
					q.list, q.listAt = true, j+1
				} else if q.listAt == j {
					q.list = false // "en met", "and also": no bare "and"
				}
				q.slot = false
				f.walk(next, start, j+1, q, yield)
			}
		}
	}
	for slot, next := range n.slots {
		if next != nil {
			f.slot(placeholder(slot), j, p, func(q dateParts, end int) {
				q.slot = true
				f.walk(next, start, end, q, yield)
			})
		}
	}
}

// slot tries to read a placeholder at token i.
func (f *dateFinder) slot(s placeholder, i int, p dateParts, yield func(dateParts, int)) {
	k := f.t.tokens[i]
	num := func(lo, hi int, set func(*dateParts, int)) {
		if k.kind == number && k.runes <= 2 && k.value >= lo && k.value <= hi {
			q := p
			set(&q, k.value)
			yield(q, i+1)
			if e := f.suffix(i + 1); e > i+1 {
				yield(q, e)
			}
		}
	}
	words := func(kind entryKind, lo, hi int, set func(*dateParts, int)) {
		for _, x := range f.at[i] {
			if x.kind == kind && x.n >= lo && x.n <= hi {
				q := p
				set(&q, x.n)
				yield(q, x.to)
				if e := f.apostrophe(x.to); e > x.to {
					yield(q, e)
				}
			}
		}
	}
	roman := func(hi int, set func(*dateParts, int)) {
		if k.kind == word && k.upper {
			// XIX, and XIXe with its ending.
			s := strings.TrimRightFunc(f.t.s[k.start:k.end], unicode.IsLower)
			if v := romanValue(s); s != "" && len(f.t.s[k.start:k.end])-len(s) <= 3 && v > 0 && v <= hi {
				q := p
				set(&q, v)
				yield(q, i+1)
				if e := f.suffix(i + 1); e > i+1 {
					yield(q, e)
				}
			}
		}
	}
	switch s {
	case phDay:
		num(1, 31, func(q *dateParts, v int) { q.day = v })
	case phDay2:
		num(1, 31, func(q *dateParts, v int) { q.day2 = v })
	case phDayWord:
		words(kNumber, 1, 31, func(q *dateParts, v int) { q.day = v })
	case phMonth:
		words(kMonth, 1, 12, func(q *dateParts, v int) { q.month = v })
	case phMonth2:
		words(kMonth, 1, 12, func(q *dateParts, v int) { q.month2 = v })
	case phMonthNumber:
		num(1, 12, func(q *dateParts, v int) { q.month = v })
	case phMonthNumber2:
		num(1, 12, func(q *dateParts, v int) { q.month2 = v })
	case phWeekday:
		words(kWeekday, 1, 7, func(q *dateParts, v int) { q.weekday = v })
	case phSeason:
		words(kSeason, 1, 4, func(q *dateParts, v int) { q.season = v })
	case phQuarter:
		num(1, 4, func(q *dateParts, v int) { q.quarter = v })
		words(kNumber, 1, 4, func(q *dateParts, v int) { q.quarter = v })
		roman(4, func(q *dateParts, v int) { q.quarter = v })
	case phHalf:
		num(1, 2, func(q *dateParts, v int) { q.half = v })
		words(kNumber, 1, 2, func(q *dateParts, v int) { q.half = v })
		roman(2, func(q *dateParts, v int) { q.half = v })
	case phCentury:
		num(1, 21, func(q *dateParts, v int) { q.century = v })
		words(kNumber, 1, 21, func(q *dateParts, v int) { q.century = v })
		roman(21, func(q *dateParts, v int) { q.century = v })
	case phN:
		if k.kind == number && k.value >= 0 && k.value < 1000 {
			q := p
			q.n = k.value
			yield(q, i+1)
		}
		words(kNumber, 1, 100, func(q *dateParts, v int) { q.n = v })
	case phYear, phYear2:
		// ۱۳۹۸ and ١٤٤٠ count from the Hijra; to take them for ours would be
		// off by six centuries.
		hijri := k.value >= 1290 && k.value <= 1460 && f.t.s[k.start] >= 0x80
		if k.kind == number && k.runes == 4 && k.value >= 1000 && k.value < 2700 && !hijri {
			q := p
			if s == phYear {
				q.year = k.value
			} else {
				q.year2 = k.value
			}
			yield(q, i+1)
			if e := f.suffix(i + 1); e > i+1 {
				yield(q, e)
			}
		} else if s == phYear && k.kind == number && k.runes == 2 && k.value > 31 && p.month > 0 && p.day2 == 0 {
			q := p // juillet 98
			q.year = 1900 + k.value
			yield(q, i+1)
		} else if s == phYear2 && k.kind == number && k.runes == 2 && p.year > 0 && k.value > p.year%100 {
			q := p
			q.year2 = p.year/100*100 + k.value
			yield(q, i+1)
		}
	case phDecade:
		if k.kind == number && k.value%10 == 0 && (k.runes == 4 && k.value >= 1500 && k.value < 2100 || k.runes == 2 && k.value >= 10) {
			q := p
			v := k.value
			if v < 100 {
				v += 1900
			}
			q.decade = itoa(v / 10)
			q.decade += "X"
			yield(q, i+1)
			if e := f.suffix(i + 1); e > i+1 {
				yield(q, e)
			}
		}
		for _, x := range f.at[i] {
			if x.kind == kNumber && x.n%10 == 0 && x.n >= 20 && x.n <= 90 {
				q := p
				q.decade = "19" + itoa(x.n/10) + "X"
				yield(q, x.to)
			}
		}
	}
}

// suffix gives the token after an ending that stands against a number: 3rd,
// 20-го, 2019'da, 1er, 20:nä. It gives i where there is none.
func (f *dateFinder) suffix(i int) int {
	t := f.t.tokens
	if i >= len(t) || t[i].space {
		return i
	}
	if t[i].kind == word && !t[i].unspaced && t[i].runes <= 5 && !f.isMonth(i) && !t[i].upper {
		return i + 1
	}
	if t[i].kind == punct && (t[i].key == "-" || t[i].key == "'" || t[i].key == ":" || t[i].key == "º" || t[i].key == "°" || t[i].key == "ª") {
		if t[i].key == "º" || t[i].key == "°" || t[i].key == "ª" {
			return i + 1
		}
		if i+1 < len(t) && !t[i+1].space && t[i+1].kind == word && t[i+1].runes <= 5 && !f.isMonth(i+1) && !t[i+1].upper {
			return i + 2
		}
	}
	// 20.-го, 20.-án: a dot between.
	if t[i].kind == punct && t[i].key == "." && i+2 < len(t) && t[i+1].key == "-" && !t[i+1].space && t[i+2].kind == word && !t[i+2].space && t[i+2].runes <= 5 && !f.isMonth(i+2) {
		return i + 3
	}
	return i
}

// apostrophe gives the token after an ending that an apostrophe or hyphen
// parts from a month or weekday: Mayıs'ta.
func (f *dateFinder) apostrophe(i int) int {
	t := f.t.tokens
	if i+1 < len(t) && !t[i].space && t[i].key == "'" && !t[i+1].space && t[i+1].kind == word && t[i+1].runes <= 5 {
		return i + 2
	}
	return i
}

// cyrillicRoman are the letters that Cyrillic keyboards have for X and I.
var cyrillicRoman = strings.NewReplacer("Х", "X", "І", "I")

func romanValue(s string) int {
	switch {
	case s == "" || len(s) > 12:
		return 0
	case s[0] >= 0x80:
		s = cyrillicRoman.Replace(s)
	}
	v, last := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		n := map[byte]int{'I': 1, 'V': 5, 'X': 10}[s[i]]
		if n == 0 {
			return 0
		}
		if n < last {
			v -= n
		} else {
			v, last = v+n, n
		}
	}
	return v
}

// numeric reads 31.12.2019, 2019-12-31, 31/12/19, 31.12. and their ranges.
func (f *dateFinder) numeric(i int) (dateParts, int) {
	if i > 0 {
		// Inside a longer number, version, path or sum: no date.
		p := f.t.tokens[i-1]
		if p.kind == number && !f.t.tokens[i].space || p.kind == punct && !f.t.tokens[i].space && strings.Contains("./:+", p.key) && i > 1 && f.t.tokens[i-2].kind == number && !p.space {
			return dateParts{}, i
		}
	}
	d, m, y, end := f.numericOne(i)
	if end == i {
		return dateParts{}, i
	}
	p := dateParts{day: d, month: m, year: y}
	// A range: the same again after a dash.
	t := f.t.tokens
	if end < len(t) && t[end].key == "-" && end+1 < len(t) {
		if d2, m2, y2, e := f.numericOne(end + 1); e > end+1 && (y2 > 0 || y > 0) {
			p.day2, p.month2, p.year2 = d2, m2, y2
			if y == 0 {
				p.year = y2
			}
			return p, e
		}
	}
	if y == 0 {
		return dateParts{}, i
	}
	return p, end
}

// numericOne reads one date in digits; the year is 0 in 31.12.
func (f *dateFinder) numericOne(i int) (d, m, y, end int) {
	t := f.t.tokens
	if i >= len(t) || t[i].kind != number || t[i].value < 0 {
		return 0, 0, 0, i
	}
	sep := ""
	var n []token
	j := i
	for len(n) < 3 {
		n = append(n, t[j])
		j++
		if len(n) == 3 {
			break
		}
		if j+1 >= len(t) || t[j].kind != punct || t[j].space || t[j+1].kind != number || !strings.Contains("./-", t[j].key) ||
			sep != "" && t[j].key != sep || t[j+1].space && t[j].key != "." {
			break
		}
		sep = t[j].key
		j++
	}
	if len(n) < 2 || j < len(t) && !t[j].space && (t[j].kind == number || len(n) == 3 && t[j].kind == punct && strings.Contains("/", t[j].key) && j+1 < len(t) && t[j+1].kind == number) {
		return 0, 0, 0, i
	}
	if len(n) == 2 {
		// 31.12. only as the first half of a range; 05/2019 and 2019-05.
		if sep == "." && n[0].runes <= 2 && n[1].runes <= 2 && validDay(0, n[1].value, n[0].value) {
			if j < len(t) && t[j].key == "." {
				j++
			}
			return n[0].value, n[1].value, 0, j
		}
		if (sep == "/" || sep == ".") && n[0].runes == 2 && n[1].runes == 4 && n[0].value >= 1 && n[0].value <= 12 && plausibleYear(n[1].value) {
			return 0, n[0].value, n[1].value, j
		}
		return 0, 0, 0, i
	}
	// A fourth group makes it an address or a version.
	if j+1 < len(t) && t[j].key == sep && !t[j].space && t[j+1].kind == number && !t[j+1].space {
		return 0, 0, 0, i
	}
	switch {
	case n[0].runes == 4 && n[1].runes <= 2 && n[2].runes <= 2:
		y, m, d = n[0].value, n[1].value, n[2].value
	case n[2].runes == 4 && n[0].runes <= 2 && n[1].runes <= 2:
		d, m, y = n[0].value, n[1].value, n[2].value
		if f.order == "mdy" && sep == "/" || m > 12 && d <= 12 && sep != "." {
			d, m = m, d
		}
	case n[2].runes == 2 && n[0].runes <= 2 && n[1].runes <= 2 && sep != "-":
		if f.order == "ymd" && sep != "/" {
			y, m, d = n[0].value, n[1].value, n[2].value
		} else {
			d, m, y = n[0].value, n[1].value, n[2].value
			if f.order == "mdy" && sep == "/" {
				d, m = m, d
			}
		}
		if y += 2000; y > 2050 {
			y -= 100
		}
	default:
		return 0, 0, 0, i
	}
	if !plausibleYear(y) || !validDay(y, m, d) {
		return 0, 0, 0, i
	}
	return d, m, y, j
}

func plausibleYear(y int) bool { return y >= 1000 && y < 2200 || y >= 2400 && y < 2650 }

// bareYear reads a year that stands alone: 2019, (2000), 2005.
func (f *dateFinder) bareYear(i int) (dateParts, int) {
	t := f.t.tokens
	k := t[i]
	if k.kind != number || k.runes != 4 || k.value < 1700 || k.value > 2099 {
		return dateParts{}, i
	}
	if i > 0 {
		p := t[i-1]
		touches := !k.space
		switch {
		case touches && p.key == "(" && !p.space && i > 1 && t[i-2].kind == word, // C(2013) 4975
			touches && p.kind == word && !p.unspaced,
			touches && p.kind == punct && strings.Contains("/.,:-'+$€£#№§=_@", p.key) && !(p.key == "-" && i > 1 && t[i-2].kind == number && t[i-2].runes == 4),
			p.kind == punct && strings.Contains("$€£#№§+", p.key),
			p.kind == number:
			return dateParts{}, i
		}
	}
	if i+1 < len(t) {
		n := t[i+1]
		touches := !n.space
		switch {
		case touches && n.kind == punct && strings.Contains("/:%€$£°_@=+", n.key) && !(n.key == "/" && f.schoolYear(i)),
			n.kind == punct && strings.Contains("%€$£°", n.key),
			touches && n.kind == punct && strings.Contains(".,", n.key) && i+2 < len(t) && t[i+2].kind == number && !t[i+2].space,
			n.kind == number && n.space && n.runes == 3,
			touches && n.kind == word && !n.unspaced && n.runes > 4:
			return dateParts{}, i
		}
		// A round number before a common word counts things.
		if k.value%100 == 0 && k.value != 2000 && k.value != 1900 && n.kind == word && !n.upper && !n.uncased && !f.l.function[n.key] {
			return dateParts{}, i
		}
	}
	if f.schoolYear(i) {
		return dateParts{year: k.value, year2: k.value + 1}, i + 3
	}
	end := i + 1
	if e := f.suffix(end); e > end {
		end = e
	}
	return dateParts{year: k.value}, end
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

// monthName reads 12-Mar-2014 and 31.Maerz 2016: a month's name between
// digits, with signs that patterns do not have.
func (f *dateFinder) monthName(i int) (dateParts, int) {
	t := f.t.tokens
	if i+4 >= len(t) || t[i].kind != number || t[i].runes > 2 || t[i+1].kind != punct || !strings.Contains("-/", t[i+1].key) || t[i+1].space {
		return dateParts{}, i
	}
	for _, x := range f.at[i+2] {
		if x.kind != kMonth || x.to+1 >= len(t) || t[x.to].key != t[i+1].key || t[x.to+1].kind != number {
			continue
		}
		y := t[x.to+1].value
		if t[x.to+1].runes == 2 {
			y += 2000
		}
		if plausibleYear(y) && validDay(y, x.n, t[i].value) {
			return dateParts{day: t[i].value, month: x.n, year: y}, x.to + 2
		}
	}
	return dateParts{}, i
}
