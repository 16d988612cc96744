package annotate

import (
	"strings"
	"unicode/utf8"

	"communique/corpus/calendar"
)

// placeholder is a slot of a date pattern; see corpus/lang/_template.
type placeholder uint8

const (
	phDay placeholder = iota
	phDay2
	phDayWord
	phMonth
	phMonth2
	phMonthNumber
	phMonthNumber2
	phYear
	phYear2
	phWeekday
	phQuarter
	phHalf
	phDecade
	phSeason
	phCentury
	phN
	phPersianMonth
	phPersianYear
	phIslamicMonth
	phIslamicYear
	phEra
	phEraYear
	phHundreds
	placeholders
)

var placeholderNames = map[string]placeholder{
	"d": phDay, "d2": phDay2, "dw": phDayWord, "month": phMonth, "month2": phMonth2, "m": phMonthNumber, "m2": phMonthNumber2,
	"y": phYear, "y2": phYear2, "weekday": phWeekday, "weekday2": phWeekday, "q": phQuarter, "h": phHalf, "decade": phDecade,
	"season": phSeason, "century": phCentury, "n": phN,
	"pmonth": phPersianMonth, "py": phPersianYear, "imonth": phIslamicMonth, "iy": phIslamicYear, "era": phEra, "ey": phEraYear,
	"hundreds": phHundreds,
}

// dateTrie holds all date patterns of a language, flattened: an optional or
// alternative part is a branch.
type dateTrie struct {
	dateStates
	draft *dateNode // the root, until compiled
	// suffixes say what the endings that stand against a number make of it;
	// none where the pack does not say.
	suffixes map[string]map[suffixKind]bool
	// numbered are the words before numbers that are none of the calendar's.
	numbered map[string]bool
	// qualifiers are the words before a date that make it about or perhaps.
	qualifiers map[string]string
	// closes are the words behind two dates that make them a span: között.
	closes map[string]bool
	// short are abbreviations of months and weekdays; a dot behind is theirs.
	short map[string]bool
	// hundreds says that the language names centuries by their number: 1800-luku.
	hundreds bool
	// calendar is the one, beside ours, in which dates in digits are written.
	calendar *calendar.Calendar
}

// dateNode is a node of a date trie in the making.
type dateNode struct {
	words    map[int32]*dateNode
	slots    [placeholders]*dateNode
	final    bool
	relative string // value of a relative phrase that ends here
	// outside is the number of words at the beginning that must stand there
	// and are no part of the date: in January, between 3 and 5 May.
	outside int
	// conjunction marks a node reached by a word for "and".
	conjunction bool
}

func (n *dateNode) word(id int32) *dateNode {
	if n.words == nil {
		n.words = map[int32]*dateNode{}
	}
	if n.words[id] == nil {
		n.words[id] = &dateNode{}
	}
	return n.words[id]
}

// part is a piece of a parsed pattern.
type part struct {
	words   []token // literal
	slot    int     // placeholder, or -1
	either  [][]part
	outside bool // stands in < >
}

func compileDates(l *lexicon) *dateTrie {
	t := &dateTrie{draft: &dateNode{}, suffixes: map[string]map[suffixKind]bool{}, numbered: map[string]bool{}, qualifiers: map[string]string{}, short: map[string]bool{}, closes: map[string]bool{}}
	for _, r := range l.pack.Rows("suffixes") {
		k := l.key(r[0])
		if t.suffixes[k] == nil {
			t.suffixes[k] = map[suffixKind]bool{}
		}
		t.suffixes[k][suffixKind(r[1])] = true
	}
	for _, w := range l.pack.Column("numbered") {
		t.numbered[l.key(w)] = true
	}
	for _, r := range l.pack.Rows("qualifiers") {
		t.qualifiers[l.key(r[0])] = r[1]
	}
	for _, w := range l.pack.Column("closers") {
		t.closes[l.key(w)] = true
	}
	for _, list := range []string{"months", "weekdays"} {
		rows := l.pack.Rows(list)
		for _, a := range rows {
			for _, b := range rows {
				if len(a) == 2 && len(b) == 2 && a[1] == b[1] && strings.HasPrefix(b[0], a[0]) && utf8.RuneCountInString(b[0]) >= utf8.RuneCountInString(a[0])+3 && utf8.RuneCountInString(a[0]) <= 5 {
					t.short[l.key(a[0])] = true
				}
			}
		}
	}
	for _, r := range l.pack.Rows("calmonths") {
		if c := calendar.Named(r[1]); c != nil {
			l.add(r[0], entry{kind: kMonth, n: number0(r[2]), sub: c.Name})
			if t.calendar != calendar.Persian {
				t.calendar = c
			}
		}
	}
	for _, r := range l.pack.Rows("eras") {
		l.add(r[0], entry{kind: kNumber, n: number0(r[1]), sub: eraSub, id: r[2]})
	}
	for _, r := range l.pack.Rows("dates") {
		t.add(l, r[0], "")
	}
	for _, r := range l.pack.Rows("relative") {
		if len(r) == 2 {
			t.add(l, r[0], strings.Clone(r[1]))
		}
	}
	t.dateStates, t.draft = sealDates(t.draft), nil
	return t
}

func (t *dateTrie) add(l *lexicon, pattern, value string) {
	p := patternParser{l: l, s: pattern}
	parts := p.sequence()
	for _, end := range t.thread(l, []strand{{n: t.draft, opening: true, relative: value != ""}}, parts) {
		if end.n == t.draft {
			continue
		}
		end.n.final = true
		end.n.outside = end.outside
		if value != "" {
			end.n.relative = value
		}
	}
}

// strand is a way through the trie in the making.
type strand struct {
	n       *dateNode
	outside int // see dateNode
	// opening says that only words which are no part of the date have come.
	opening  bool
	relative bool
}

// maxStrands is how many ways one pattern may have; the pack's test counts them.
const maxStrands = 600

// thread leads every strand of from through the parts and gives where they end.
func (t *dateTrie) thread(l *lexicon, from []strand, parts []part) []strand {
	for _, p := range parts {
		var next []strand
		add := func(n strand) {
			for _, m := range next {
				if m == n {
					return
				}
			}
			next = append(next, n)
		}
		for _, s := range from {
			switch {
			case p.either != nil:
				for _, alt := range p.either {
					if p.outside {
						alt = outside(alt)
					}
					for _, e := range t.thread(l, []strand{s}, alt) {
						add(e)
					}
				}
			case p.slot >= 0:
				t.hundreds = t.hundreds || p.slot == int(phHundreds)
				if s.n.slots[p.slot] == nil {
					s.n.slots[p.slot] = &dateNode{}
				}
				s.n, s.opening = s.n.slots[p.slot], false
				add(s)
			default:
				for _, k := range p.words {
					id := l.wordID(k)
					s.n = s.n.word(id)
					if l.conjunction[k.key] {
						s.n.conjunction = true
					}
					// A preposition or article at the beginning is no part of the date.
					if s.opening && (p.outside || !s.relative && l.function[k.key]) {
						s.outside++
					} else {
						s.opening = false
					}
				}
				add(s)
			}
		}
		from = next[:min(len(next), maxStrands)]
	}
	return from
}

// outside marks the parts of an alternative in < >.
func outside(parts []part) []part {
	out := make([]part, len(parts))
	for i, p := range parts {
		p.outside = true
		out[i] = p
	}
	return out
}

type patternParser struct {
	l *lexicon
	s string
}

func (p *patternParser) sequence() []part {
	var parts []part
	for p.s != "" {
		switch p.s[0] {
		case '[', '(', '<':
			open := p.s[0]
			p.s = p.s[1:]
			alts := [][]part{p.sequence()}
			for strings.HasPrefix(p.s, "|") {
				p.s = p.s[1:]
				alts = append(alts, p.sequence())
			}
			if p.s != "" {
				p.s = p.s[1:] // the closing bracket
			}
			if open == '[' {
				alts = append(alts, []part{})
			}
			parts = append(parts, part{slot: -1, either: alts, outside: open == '<'})
		case ']', ')', '>', '|':
			return p.bound(parts)
		case '{':
			name, rest, _ := strings.Cut(p.s[1:], "}")
			p.s = rest
			if slot, ok := placeholderNames[name]; ok {
				parts = append(parts, part{slot: int(slot)})
			}
		default:
			i := strings.IndexAny(p.s, "[](){}<>|")
			if i < 0 {
				i = len(p.s)
			}
			var words []token
			for _, k := range scan(p.s[:i], p.l.fold, nil, nil).tokens {
				if k.kind != newline && k.key != "." && k.key != "," {
					words = append(words, k)
				}
			}
			p.s = p.s[i:]
			if len(words) > 0 {
				parts = append(parts, part{slot: -1, words: words})
			}
		}
	}
	return p.bound(parts)
}

// bound ties a function word that may stand to the parts that may follow it:
// of [de] [{y}] the de alone is no part of the date.
func (p *patternParser) bound(parts []part) []part {
	for i := len(parts) - 2; i >= 0; i-- {
		if !parts[i].optional() || !p.functionWords(parts[i]) {
			continue
		}
		end := i + 1
		var some [][]part // the ways in which something follows
		for end < len(parts) && parts[end].optional() {
			end++
		}
		for j := i + 1; j < end; j++ {
			here := part{slot: -1, either: parts[j].either[:len(parts[j].either)-1]}
			some = append(some, append([]part{here}, parts[j+1:end]...))
		}
		if len(some) == 0 {
			continue
		}
		both := []part{parts[i], {slot: -1, either: some}}
		parts = append(parts[:i:i], append([]part{{slot: -1, either: [][]part{both, {}}}}, parts[end:]...)...)
	}
	return parts
}

// optional parts have nothing as their last alternative.
func (p part) optional() bool {
	return len(p.either) > 1 && len(p.either[len(p.either)-1]) == 0 && !p.outside
}

// functionWords says whether all alternatives are function words alone.
func (p *patternParser) functionWords(x part) bool {
	for _, alt := range x.either {
		for _, y := range alt {
			for _, k := range y.words {
				if !p.l.function[k.key] {
					return false
				}
			}
			if y.either != nil || y.slot >= 0 {
				return false
			}
		}
	}
	return true
}
