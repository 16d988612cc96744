package annotate

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"communique/corpus/lang"
)

// maxUnsure is the length, in tokens, up to which a text in an unknown
// language is searched for dates in every language. Longer texts show what
// they are written in.
const maxUnsure = 60

// inAnyLanguage is for texts that are too short to tell their language, such
// as "10 de agosto" or "Nov 12, 2011": of all languages of the script the one
// stays that reads most of the text as dates; found is what the guessed one
// gives.
func (f *dateFinder) inAnyLanguage(found []dateFind) []dateFind {
	if len(f.t.tokens) > maxUnsure {
		return found
	}
	scripts := f.scripts()
	best, bestCover := found, cover(found)
	for _, l := range calendarLexicons() {
		if l.pack.Code == f.l.pack.Code || !slices.ContainsFunc(l.pack.Scripts, func(s string) bool { return scripts[s] }) {
			continue
		}
		t := scan(f.t.s, l.fold, l.abbrev, nil)
		var m matchState
		finds := l.match(t, nil, &m)
		g := newDateFinder(l, t, &m, func(i int) []find {
			from, _ := slices.BinarySearchFunc(finds, i, func(x find, i int) int { return x.from - i })
			to := from
			for to < len(finds) && finds[to].from == i {
				to++
			}
			return finds[from:to]
		})
		g.published, g.order = f.published, f.order
		if got := g.finds(); cover(got) > bestCover && g.certain(got) {
			best, bestCover = got, cover(got)
		}
	}
	return best
}

// certain says whether the dates can be nothing else in another language: one
// has a month's name and a number, or they are most of the text. A short word
// alone (Dutch di and za, days of the week) is a word of many languages.
func (f *dateFinder) certain(found []dateFind) bool {
	words, taken := 0, 0
	for _, k := range f.t.tokens {
		if k.kind == word || k.kind == number {
			words++
		}
	}
	for _, d := range found {
		name, digits := false, false
		for i := d.from; i < d.to; i++ {
			name = name || f.isMonth(i) && f.t.tokens[i].runes >= 3
			digits = digits || f.t.tokens[i].kind == number
			if k := f.t.tokens[i].kind; k == word || k == number {
				taken++
			}
		}
		if name && digits {
			return true
		}
	}
	return 3*taken >= 2*words
}

// cover is how much of a text the dates take that have a value.
func cover(found []dateFind) int {
	n := 0
	for _, d := range found {
		if d.value != "" && !strings.HasPrefix(d.value, "XXXX-XX") {
			n += d.to - d.from
		}
	}
	return n
}

// scriptCodes are the ISO 15924 codes under which packs name their scripts.
var scriptCodes = map[string]*unicode.RangeTable{
	"Latn": unicode.Latin, "Cyrl": unicode.Cyrillic, "Arab": unicode.Arabic, "Grek": unicode.Greek, "Hebr": unicode.Hebrew, "Armn": unicode.Armenian,
	"Geor": unicode.Georgian, "Thai": unicode.Thai, "Deva": unicode.Devanagari, "Beng": unicode.Bengali, "Hang": unicode.Hangul, "Kore": unicode.Hangul,
	"Hani": unicode.Han, "Hans": unicode.Han, "Hant": unicode.Han, "Jpan": unicode.Han, "Hira": unicode.Hiragana, "Kana": unicode.Katakana,
}

// scripts are the codes of the scripts in which the words of the text may be
// written.
func (f *dateFinder) scripts() map[string]bool {
	s := map[string]bool{}
	for code, table := range scriptCodes {
		for _, r := range f.t.s {
			if unicode.Is(table, r) {
				s[code] = true
				break
			}
		}
	}
	return s
}

// calendarLexicons hold no more than the words of dates, of every pack.
var calendarLexicons = sync.OnceValue(func() []*lexicon {
	var out []*lexicon
	for _, p := range lang.All() {
		out = append(out, compileCalendar(p))
	}
	return out
})

// compileCalendar compiles the date lists of a pack alone.
func compileCalendar(p *lang.Pack) *lexicon {
	l := newLexicon(p)
	for list, kind := range map[string]entryKind{"months": kMonth, "weekdays": kWeekday, "numbers": kNumber, "seasons": kSeason} {
		for _, r := range p.Rows(list) {
			if len(r) == 2 {
				e := entry{kind: kind, n: number0(r[1])}
				if kind == kSeason {
					e.n = seasonNumber[r[1]]
				}
				l.add(r[0], e)
			}
		}
	}
	l.dates = compileDates(l)
	l.seal()
	return l
}
