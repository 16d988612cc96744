package annotate

import (
	"strings"
	"unicode"

	"communique/corpus/calendar"
)

// slot tries to read a placeholder at token i.
func (f *dateFinder) slot(s placeholder, i int, p dateParts, yield func(dateParts, int)) {
	k := f.t.tokens[i]
	num := func(lo, hi int, suffixes suffixKind, set func(*dateParts, int)) {
		if k.kind == number && k.runes <= 2 && k.value >= lo && k.value <= hi {
			q := p
			set(&q, k.value)
			yield(q, i+1)
			if e := f.suffix(i+1, suffixes); e > i+1 {
				yield(q, e)
			}
		}
	}
	words := func(kind entryKind, lo, hi int, set func(*dateParts, int)) {
		for _, x := range f.at[i] {
			if x.kind == kind && x.sub == "" && x.n >= lo && x.n <= hi {
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
				if e := f.suffix(i+1, ordinalSuffix); e > i+1 {
					yield(q, e)
				}
			}
		}
	}
	// both reads digits, or one-letter numerals without spaces (三十).
	both := func(lo, hi int, set func(*dateParts, int)) {
		num(lo, hi, ordinalSuffix, set)
		if k.unspaced {
			words(kNumber, lo, hi, set)
		}
	}
	switch s {
	case phDay:
		both(1, 31, func(q *dateParts, v int) { q.day = v })
	case phDay2:
		both(1, 31, func(q *dateParts, v int) { q.day2 = v })
	case phDayWord:
		words(kNumber, 1, 31, func(q *dateParts, v int) { q.day = v })
	case phMonth:
		words(kMonth, 1, 12, func(q *dateParts, v int) { q.month = v })
	case phMonth2:
		words(kMonth, 1, 12, func(q *dateParts, v int) { q.month2 = v })
	case phMonthNumber:
		both(1, 12, func(q *dateParts, v int) { q.month = v })
	case phMonthNumber2:
		both(1, 12, func(q *dateParts, v int) { q.month2 = v })
	case phWeekday:
		words(kWeekday, 1, 7, func(q *dateParts, v int) { q.weekday = v })
	case phSeason:
		words(kSeason, 1, 4, func(q *dateParts, v int) { q.season = v })
	case phQuarter:
		num(1, 4, ordinalSuffix, func(q *dateParts, v int) { q.quarter = v })
		words(kNumber, 1, 4, func(q *dateParts, v int) { q.quarter = v })
		roman(4, func(q *dateParts, v int) { q.quarter = v })
	case phHalf:
		num(1, 2, ordinalSuffix, func(q *dateParts, v int) { q.half = v })
		words(kNumber, 1, 2, func(q *dateParts, v int) { q.half = v })
		roman(2, func(q *dateParts, v int) { q.half = v })
	case phCentury:
		num(1, 21, ordinalSuffix, func(q *dateParts, v int) { q.century = v })
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
		f.year(i, s == phYear, p, yield)
	case phPersianMonth, phIslamicMonth:
		c := calendarOf(s)
		for _, x := range f.at[i] {
			if x.kind == kMonth && x.sub == c.Name {
				q := p
				q.month, q.calendar = x.n, c
				yield(q, x.to)
			}
		}
	case phPersianYear, phIslamicYear:
		c := calendarOf(s)
		y := k.value
		if k.kind == number && k.runes == 2 && p.month > 0 && p.calendar == c {
			y += 1300 // ۱۲ خرداد ۹۸
		}
		if k.kind == number && y >= c.First && y <= c.Last {
			q := p
			q.year, q.calendar = y, c
			yield(q, i+1)
		}
	case phEra:
		for _, x := range f.at[i] {
			if x.kind == kNumber && x.sub == eraSub {
				q := p
				q.era = [2]int{x.n, number0(x.id)}
				yield(q, x.to)
			}
		}
	case phEraYear:
		// 令和元年, พ.ศ. 2562, 民國108年: the first year of the era is its year 1.
		set := func(n, to int) {
			if y := p.era[0] + n - 1; p.era != [2]int{} && n > 0 && y >= 1000 && y <= p.era[1] {
				q := p
				q.year = y
				yield(q, to)
			}
		}
		if k.kind == number && k.runes <= 4 {
			set(k.value, i+1)
		}
		for _, x := range f.at[i] {
			if x.kind == kNumber && x.sub == "" && k.unspaced {
				set(x.n, x.to)
			}
		}
	case phHundreds:
		// 1800-luku, 1900-talet: the hundred years that the number begins.
		if k.kind == number && k.runes == 4 && k.value%100 == 0 && k.value >= 1000 && k.value <= 2000 {
			q := p
			q.century = k.value/100 + 1
			yield(q, i+1)
			if e := f.suffix(i+1, decadeSuffix); e > i+1 {
				yield(q, e)
			}
		}
	case phDecade:
		f.decade(i, p, yield)
	}
}

// eraSub marks the names of eras among the numbers of the lexicon.
const eraSub = "era"

func calendarOf(s placeholder) *calendar.Calendar {
	if s == phPersianMonth || s == phPersianYear {
		return calendar.Persian
	}
	return calendar.Islamic
}

// year reads a year of our calendar, or of the Buddhist era.
func (f *dateFinder) year(i int, first bool, p dateParts, yield func(dateParts, int)) {
	k := f.t.tokens[i]
	set := func(v, to int) {
		q := p
		if first {
			q.year = v
		} else {
			q.year2 = v
		}
		yield(q, to)
	}
	if k.kind != number {
		if v, to := f.hanYear(i); to > i {
			set(v, to)
		}
		return
	}
	switch {
	case k.runes == 4 && k.value >= 1000 && k.value < 2700 && !f.otherYear(k):
		set(k.value, i+1)
		if e := f.suffix(i+1, yearSuffix); e > i+1 {
			set(k.value, e)
		}
	case first && k.runes == 2 && k.value > 31 && p.month > 0 && p.day2 == 0: // juillet 98
		set(1900+k.value, i+1)
	case !first && k.runes == 2 && p.year > 0 && k.value > p.year%100:
		set(p.year/100*100+k.value, i+1)
	}
}

// otherYear says whether the number of a year counts from the Hijra: it does
// in the pack's own digits (۱۳۹۸, ١٤٤٠), and in any digits where the language
// keeps a calendar of its own. To take it for ours would be off by six
// centuries.
func (f *dateFinder) otherYear(k token) bool {
	return k.value >= calendar.Islamic.First && k.value <= calendar.Islamic.Last && (f.t.s[k.start] >= 0x80 || f.l.dates.calendar != nil)
}

// hanYear reads a year whose digits are written one by one: 二〇一九.
func (f *dateFinder) hanYear(i int) (year, to int) {
	for to = i; to < len(f.t.tokens) && to < i+4; to++ {
		digit := -1
		for _, x := range f.at[to] {
			if x.kind == kNumber && x.sub == "" && x.to == to+1 && x.n <= 9 && (f.t.tokens[to].unspaced || f.t.tokens[to].kind == punct) { // 〇 is no letter
				digit = x.n
			}
		}
		if digit < 0 {
			return 0, i
		}
		year = year*10 + digit
	}
	if to != i+4 || year < 1000 || year > 2200 {
		return 0, i
	}
	return year, to
}

// decade reads 1990s, 90-х, années 80, eighties.
func (f *dateFinder) decade(i int, p dateParts, yield func(dateParts, int)) {
	k := f.t.tokens[i]
	if k.space && i > 0 && f.t.tokens[i-1].key == "'" || f.l.dates.hundreds && k.runes == 4 && k.value%100 == 0 && k.value < 2000 {
		return
	}
	if k.kind == number && k.value%10 == 0 && (k.runes == 4 && k.value >= 1500 && k.value < 2100 || k.runes == 2 && k.value >= 10) {
		q := p
		v := k.value
		if v < 100 {
			v += 1900
		}
		q.decade = itoa(v/10) + "X"
		// After a word for decade, or with a suffix.
		if p.literals > 0 || k.runes == 4 || len(f.l.dates.suffixes) == 0 {
			yield(q, i+1)
		}
		if e := f.suffix(i+1, decadeSuffix); e > i+1 {
			yield(q, e)
		}
	}
	for _, x := range f.at[i] {
		if x.kind == kNumber && x.sub == "" && x.n%10 == 0 && x.n >= 20 && x.n <= 90 {
			q := p
			q.decade = "19" + itoa(x.n/10) + "X"
			yield(q, x.to)
		}
	}
}

// suffixKind is what an ending makes of the number that it stands against.
type suffixKind string

const (
	ordinalSuffix suffixKind = "ordinal" // 3rd
	decadeSuffix  suffixKind = "decade"  // 1990s
	yearSuffix    suffixKind = "year"    // 2019'da
)

// suffix gives the token after an ending that stands against a number: 3rd,
// 20-го, 2019'da, 1er, 20:nä. It gives i where there is none.
func (f *dateFinder) suffix(i int, kind suffixKind) int {
	t := f.t.tokens
	if i >= len(t) || t[i].space {
		return i
	}
	ending := func(j int) bool {
		if j >= len(t) || t[j].kind != word || t[j].unspaced || t[j].space || t[j].runes > 5 || t[j].upper || f.isMonth(j) {
			return false
		}
		known := f.l.dates.suffixes
		if len(known) == 0 {
			return true
		}
		is, listed := known[t[j].key]
		return listed && is[kind] || !listed && f.l.inflects() && f.l.isEnding(t[j].key)
	}
	if ending(i) {
		return i + 1
	}
	if t[i].kind == punct && (t[i].key == "º" || t[i].key == "°" || t[i].key == "ª") {
		return i + 1
	}
	if t[i].kind == punct && (t[i].key == "-" || t[i].key == "'" || t[i].key == ":") && ending(i+1) {
		return i + 2
	}
	// 20.-го, 20.-án: a dot between.
	if t[i].kind == punct && t[i].key == "." && i+2 < len(t) && t[i+1].key == "-" && !t[i+1].space && ending(i+2) {
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
