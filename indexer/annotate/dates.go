package annotate

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"communique/corpus"
	"communique/corpus/calendar"
)

// dateParts is what a date pattern has bound; zero means unbound.
type dateParts struct {
	day, day2, month, month2, year, year2   int
	weekday, quarter, half, season, century int
	decade                                  string // 199X
	n                                       int
	calendar                                *calendar.Calendar // of day, month and year; nil: ours
	era                                     [2]int             // first and last year of a named era
	list                                    bool               // the two parts are a list, not a range
	opened                                  bool               // a word opened the pattern: between, from
	slot                                    bool               // the last part was a placeholder
	loose                                   bool               // a word is far from the pattern's own
	exact                                   int                // words that stand just as the pattern has them
	literals                                int                // words of the pattern
	listAt                                  int                // token after the word for "and"
	opening                                 [8]int32           // ends of the first words
	from                                    int                // first token of the date; words before it opened it
	bracket                                 bool               // inside ( )
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

// dates claims the dates of a passage.
func (p *passage) dates(m *matchState) {
	f := newDateFinder(p.l, p.text, m, p.at)
	f.published, f.order = p.meta.Published, p.l.pack.DateOrder
	if p.meta.Country == "US" || strings.HasSuffix(p.meta.Language, "-US") {
		f.order = "mdy"
	}
	found := f.finds()
	if p.unsure {
		found = f.inAnyLanguage(found)
	}
	for _, d := range found {
		p.claim(claim{from: d.from, to: d.to, typ: corpus.DateMention, value: d.value, rule: d.rule})
	}
}

// newDateFinder takes the finds of a text by their first token.
func newDateFinder(l *lexicon, t *text, m *matchState, finds func(int) []find) *dateFinder {
	at := make([][]find, len(t.tokens))
	for i := range t.tokens {
		for _, f := range finds(i) {
			// The lists hold the forms; only long words may have more endings
			// (toukokuussa), short ones would be other words (Thu, Thus).
			if f.kind >= kMonth && f.kind <= kSeason && (f.exact || t.tokens[f.to-1].runes > 5) {
				at[i] = append(at[i], f)
			}
		}
	}
	return &dateFinder{l: l, t: t, m: m, at: at}
}

// finds reads all dates of the text, in order.
func (f *dateFinder) finds() []dateFind {
	f.order = f.dayMonthOrder()
	var out []dateFind
	for i := 0; i < len(f.t.tokens); {
		k := f.t.tokens[i]
		if k.kind == newline || k.kind == punct && k.key != "'" {
			i++
			continue
		}
		found, to := f.enumeration(i)
		if to == i {
			found, to = f.one(i)
		}
		if to == i {
			i++
			continue
		}
		// 2018. gada 4., 5. un 7. jūlijā: the year before a list is that of
		// its days.
		if n := len(out); n > 0 && len(found) > 1 && out[n-1].to == i && len(out[n-1].value) == 4 && found[0].from == i && f.t.tokens[i].kind == number {
			year := out[n-1]
			for j := range found {
				if len(found[j].value) == len("2018-07-04") {
					found[j].value = year.value + found[j].value[4:]
				}
			}
			found[0].from, out = year.from, out[:n-1]
		}
		out = append(out, found...)
		i = to
	}
	return out
}

// enumeration reads the days before the last of a list: 4, 5, 10 and 11 July
// 2018. Each is a date of its own, of the last one's month.
func (f *dateFinder) enumeration(i int) ([]dateFind, int) {
	t := f.t.tokens
	var days []int // tokens
	j, last := i, 0
	for j < len(t) && t[j].kind == number && t[j].runes <= 2 && t[j].value > last && t[j].value <= 31 {
		days = append(days, j)
		last = t[j].value
		j = f.suffix(j+1, ordinalSuffix)
		if j < len(t) && t[j].key == "." && !t[j].space {
			j++
		}
		if j >= len(t) || t[j].key != "," || t[j].space {
			break
		}
		j++
		if j+1 < len(t) && t[j].kind == word && t[j].runes <= 3 && f.l.function[t[j].key] && !f.l.conjunction[t[j].key] && t[j+1].kind == number {
			j++ // den 4, den 5
		}
	}
	if len(days) < 2 || j >= len(t) {
		return nil, i
	}
	// The last number but one stands before the conjunction, with the date.
	at := days[len(days)-1]
	found, to := f.one(at)
	if len(found) == 0 || found[0].from != at || to <= j {
		return nil, i
	}
	month := found[len(found)-1].value
	if len(month) < len("2018-07-11") || month[len(month)-3] != '-' {
		return nil, i
	}
	month = month[len(month)-len("2018-07-11") : len(month)-2]
	var out []dateFind
	for _, d := range days[:len(days)-1] {
		v := month + fmt.Sprintf("%02d", t[d].value)
		if v >= found[0].value {
			return nil, i
		}
		end := d + 1
		if t[end].key == "." && !t[end].space {
			end++
		}
		out = append(out, dateFind{d, end, v, "date pattern"})
	}
	return append(out, found...), to
}

// one tries every way to read a date at token i and keeps the longest.
func (f *dateFinder) one(i int) ([]dateFind, int) {
	var best dateParts
	bestEnd, rule := i, ""
	take := func(parts dateParts, end int, by string) {
		if end > bestEnd {
			parts.from = max(parts.from, i)
			best, bestEnd, rule = parts, end, by
		}
	}
	parts, end := f.numeric(i)
	take(parts, end, "numeric date")
	parts, end = f.monthName(i)
	take(parts, end, "numeric date")
	f.walk(f.l.dates.root, i, i, dateParts{}, func(parts dateParts, end int) {
		if end > bestEnd || end == bestEnd && better(parts, best) {
			if f.plausible(parts, max(parts.from, i), end) {
				parts.from = max(parts.from, i)
				best, bestEnd, rule = parts, end, "date pattern"
			}
		}
	})
	parts, end = f.bareYear(i)
	take(parts, end, "year")
	if bestEnd == i {
		return nil, i
	}
	if best.relative == noDate {
		return nil, bestEnd
	}
	if best.from > i {
		// What begins with the date itself may go on longer: in [March 2017].
		if found, end := f.one(best.from); end > bestEnd {
			return found, end
		}
	}
	if best.relative != "" {
		rule = "relative date"
	} else if k := f.t.tokens[bestEnd-1]; best.year2 == 0 && best.month == 0 && k.kind == number && k.value == best.year {
		// The year of a pattern goes on: school year 2019/20, FY 2014-15.
		if f.schoolYear(bestEnd - 1) {
			best.year2, bestEnd = best.year+1, bestEnd+2
		} else if y, end := f.secondYear(bestEnd - 1); end > bestEnd {
			best.year2, bestEnd = y, end
		}
	}
	// "2010 r.", "2016 г.": the dot belongs to the abbreviation.
	if k := f.t.tokens[bestEnd-1]; bestEnd < len(f.t.tokens) && bestEnd-best.from > 1 && f.t.tokens[bestEnd].key == "." && !f.t.tokens[bestEnd].space &&
		k.kind == word && !f.l.function[k.key] && !f.l.pack.RightToLeft() && (!best.slot && (k.runes <= 2 || f.l.abbrev[k.key]) || best.slot && f.shortMonth(bestEnd)) {
		bestEnd++
	}
	return f.values(best, best.from, bestEnd, rule), bestEnd
}

// shortMonth says whether a shortened month or weekday ends before token end.
func (f *dateFinder) shortMonth(end int) bool {
	for i := max(0, end-4); i < end; i++ {
		for _, x := range f.at[i] {
			if x.to == end && (x.kind == kMonth || x.kind == kWeekday) && (x.to > x.from+1 || f.l.dates.short[f.t.tokens[i].key]) {
				return true
			}
		}
	}
	return false
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
		return !p.loose
	}
	if p.calendar != nil {
		if p.day > 0 {
			year := p.year
			if year == 0 {
				year = p.calendar.Last - 1
			}
			if _, ok := p.calendar.Day(year, p.month, p.day); !ok {
				return false
			}
			return p.month > 0
		}
		return p.month > 0 && (p.year > 0 || to-from > 1) || p.year > 0 && p.literals > 0
	}
	if p.day > 0 && p.month > 0 && !validDay(p.year, p.month, p.day) {
		return false
	}
	// Bare digits are no decade without a suffix or a word beside them, and
	// 1228/2003 is no span of years.
	if p.decade != "" && to-from == 1 && p.literals == 0 || p.year2 > 0 && (p.year2 < p.year || p.year2-p.year > 150) {
		return false
	}
	if p.year2 > 0 && p.year2 != p.year+1 && f.slashed(from, to) {
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
	if p.year > 0 && p.month == 0 && p.quarter == 0 && p.half == 0 && p.season == 0 && p.year2 == 0 && p.year < 1000 && p.era == [2]int{} {
		return false
	}
	switch {
	case p.year > 0, p.decade != "", p.century > 0, p.quarter > 0, p.half > 0, p.season > 0, p.month > 0 && (p.day > 0 || p.month2 > 0):
		return true
	case p.month > 0:
		return to-from > 1 || f.monthAlone(from) || p.opened && p.from == from && from > 0 && p.literals > 0 && f.monthAfter(from)
	case p.day > 0:
		// A day alone is no date, but for one that the pattern's own word
		// (Korean 17일) or a weekday marks as one.
		if p.weekday > 0 && to < len(f.t.tokens) && f.t.tokens[to].kind == word && f.t.tokens[to-1].kind == number && !f.t.tokens[to].unspaced {
			return false // on Monday 10 people
		}
		return to-from > 1 && (p.exact > 0 || p.weekday > 0)
	}
	return false
}

// slashed says whether a stroke parts the numbers: 2018/19.
func (f *dateFinder) slashed(from, to int) bool {
	for _, k := range f.t.tokens[from:to] {
		if k.key == "/" {
			return true
		}
	}
	return false
}

// monthAlone says whether the month at a token may stand alone: a name in
// full, that is no word of another meaning. Beside a word with a capital, or
// where people bear it, it is a name (April Jones, August Bebel, Maja).
func (f *dateFinder) monthAlone(i int) bool {
	t, k := f.t.tokens, f.t.tokens[i]
	exact := false
	for _, x := range f.at[i] {
		exact = exact || x.kind == kMonth && x.exact && x.sub == ""
	}
	if !exact || k.runes < 4 && !k.unspaced || f.l.dates.short[k.key] {
		return false
	}
	if !k.upper {
		return true
	}
	given := f.l.given.has(k.key)
	surname := f.l.surnames.has(k.key)
	next := i+1 < len(t) && t[i+1].kind == word && t[i+1].upper
	before := i > 0 && t[i-1].kind == word && t[i-1].upper && !f.l.function[t[i-1].key]
	return !(given || surname) && !before || !next && !before && !t[i].sentence
}

// monthAfter says whether the month at a token may stand after a word that
// leads to it: in May, im Mai, в мае. Written as the language writes months.
func (f *dateFinder) monthAfter(i int) bool {
	k := f.t.tokens[i]
	if i+1 < len(f.t.tokens) && k.upper && f.t.tokens[i+1].kind == word && f.t.tokens[i+1].upper && !f.t.tokens[i+1].sentence {
		return false
	}
	for _, x := range f.at[i] {
		if x.kind == kMonth && x.exact {
			return true
		}
	}
	return false
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
func (f *dateFinder) walk(at int32, start, i int, p dateParts, yield func(dateParts, int)) {
	trie := f.l.dates
	n := &trie.states[at]
	if n.final && i > start {
		q := p
		q.relative = trie.relatives[n.relative]
		if q.year == 0 && q.era[0] > 0 {
			q.year = q.era[0] // 令和元年
		}
		end := i
		if q.bracket {
			// [عام (1965)]: what opened closes with the date.
			if end >= len(f.t.tokens) || f.t.tokens[end].key != ")" {
				end = 0
			} else {
				end++
			}
		}
		if n.outside > 0 && int(n.outside) <= len(q.opening) {
			q.from = int(q.opening[n.outside-1])
			for q.from < i && (f.t.tokens[q.from].kind == newline || f.t.tokens[q.from].key == "(") {
				if f.t.tokens[q.from].key == "(" && q.bracket {
					end-- // the brackets stand around the date, not in it
				}
				q.from++
			}
		}
		if end > 0 {
			yield(q, end)
		}
	}
	j := i
	if i > start {
		for j < len(f.t.tokens) && j < i+2 && f.t.tokens[j].kind == punct {
			key := f.t.tokens[j].key
			switch {
			case key == "(" && !p.bracket:
				p.bracket = true
			case key == ")" && p.bracket:
				p.bracket = false
			case key != "." && key != ",":
				key = ""
			}
			if key == "" {
				break
			}
			j++
		}
		// A pattern goes on over one line break inside a paragraph of wrapped
		// lines, not from one sentence to the next.
		if j < len(f.t.tokens) && f.t.tokens[j].kind == newline && f.t.tokens[j].runes == 1 {
			if j > i && f.t.tokens[j-1].key == "." && f.t.tokens[j-2].kind == word && !f.l.abbrev[f.t.tokens[j-2].key] {
				return
			}
			j++
		}
	}
	if j >= len(f.t.tokens) {
		return
	}
	if steps := trie.wordSteps(at); len(steps) > 0 {
		f.words(j, i > start, func(id int32, end int) {
			to := byWord(steps, id)
			if to < 0 {
				return
			}
			next := &trie.states[to]
			// A letter that is also a function word (Polish w) counts as
			// an abbreviation only with its dot.
			k := f.t.tokens[j]
			if k.kind == word && k.runes == 1 && !k.uncased && f.l.function[k.key] && next.final && next.outside == 0 &&
				!(j+1 < len(f.t.tokens) && f.t.tokens[j+1].key == "." && !f.t.tokens[j+1].space) {
				return
			}
			q := p
			if id == f.m.exact[j] {
				q.exact++
			} else if f.far(k.key, f.l.trie.words.word(int(id))) {
				q.loose = true
			}
			if q.literals < len(q.opening) {
				q.opening[q.literals] = int32(end)
			}
			q.literals++
			if f.l.dates.closes[k.key] {
				q.opened, q.list = true, false
			}
			if j == start {
				q.opened = true
			} else if next.conjunction && !q.opened && q.slot {
				q.list, q.listAt = true, j+1
			} else if q.listAt == j {
				q.list = false // "en met", "and also": no bare "and"
			}
			q.slot = false
			f.walk(to, start, end, q, yield)
		})
	}
	if !f.fillable(j) {
		return
	}
	for _, step := range trie.slotSteps(at) {
		f.slot(placeholder(step.by), j, p, func(q dateParts, end int) {
			q.slot = true
			f.walk(step.to, start, end, q, yield)
		})
	}
}

// fillable says whether any slot may begin at token i: at a number, a word of
// the calendar, or what may be a Roman number. Most words are none of these.
func (f *dateFinder) fillable(i int) bool {
	k := f.t.tokens[i]
	if k.kind == number || len(f.at[i]) > 0 {
		return true
	}
	return k.kind == word && k.upper && strings.ContainsRune("IVXХІ", firstRune(f.t.s[k.start:]))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// words gives the words of patterns that token i may stand for. A short word
// against a number takes the endings that are written against it (27일부터).
func (f *dateFinder) words(i int, inside bool, yield func(id int32, end int)) {
	for _, id := range f.m.ids(i) {
		yield(id, i+1)
	}
	k := f.t.tokens[i]
	if !inside || k.kind != word || !k.uncased || k.unspaced || i == 0 {
		return
	}
	if p := f.t.tokens[i-1]; p.kind == number && !k.space || p.kind == word && p.runes <= 2 {
		_, one := utf8.DecodeRuneInString(k.key)
		for _, head := range []int{one, 2 * one} {
			if head < len(k.key) && f.l.isEnding(k.key[head:]) {
				if id := f.l.trie.words.number(k.key[:head]); id >= 0 {
					yield(int32(id), i+1)
				}
			}
		}
	}
}

// far says whether a word of the text is more than an ending away from the
// pattern's own: huomioon is no form of huomenna, though both have the stem
// huom-.
func (f *dateFinder) far(key, pattern string) bool {
	for _, p := range f.l.prefixes {
		if rest, ok := strings.CutPrefix(key, p); ok && strings.HasPrefix(pattern, rest[:min(len(rest), 3)]) {
			key = rest
			break
		}
	}
	// Short words may only take endings; long ones may lose a vowel to them.
	lost := max(0, min(2, utf8.RuneCountInString(pattern)-5))
	same := 0
	for same < len(key) && same < len(pattern) && key[same] == pattern[same] {
		same++
	}
	for same > 0 && same < len(pattern) && !utf8.RuneStart(pattern[same]) {
		same--
	}
	if same == len(key) {
		lost = max(lost, 1) // one day of {n} days
	}
	return utf8.RuneCountInString(pattern[same:]) > lost
}

// dateParticle is how many bytes of the last word of a Korean date are
// particles: of 27일부터 the 부터.
func (l *lexicon) dateParticle(key string) int {
	for i := range key {
		if i == 0 {
			continue
		}
		if l.isEnding(key[i:]) && l.trie.words.has(key[:i]) {
			return len(key) - i
		}
	}
	return 0
}
