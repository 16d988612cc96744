package annotate

import (
	"strings"
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
	placeholders
)

var placeholderNames = map[string]placeholder{
	"d": phDay, "d2": phDay2, "dw": phDayWord, "month": phMonth, "month2": phMonth2, "m": phMonthNumber, "m2": phMonthNumber2,
	"y": phYear, "y2": phYear2, "weekday": phWeekday, "weekday2": phWeekday, "q": phQuarter, "h": phHalf, "decade": phDecade,
	"season": phSeason, "century": phCentury, "n": phN,
}

// dateTrie holds all date patterns of a language, flattened: an optional or
// alternative part is a branch.
type dateTrie struct{ root *dateNode }

type dateNode struct {
	words    map[int32]*dateNode
	slots    [placeholders]*dateNode
	final    bool
	relative string // value of a relative phrase that ends here
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
	words  []token // literal
	slot   int     // placeholder, or -1
	either [][]part
}

func compileDates(l *lexicon) *dateTrie {
	t := &dateTrie{root: &dateNode{}}
	for _, r := range l.pack.Rows("dates") {
		t.add(l, r[0], "")
	}
	for _, r := range l.pack.Rows("relative") {
		if len(r) == 2 {
			t.add(l, r[0], r[1])
		}
	}
	return t
}

func (t *dateTrie) add(l *lexicon, pattern, value string) {
	p := patternParser{l: l, s: pattern}
	parts := p.sequence()
	for _, end := range thread(l, []*dateNode{t.root}, parts) {
		if end == t.root {
			continue
		}
		end.final = true
		if value != "" {
			end.relative = value
		}
	}
}

// thread leads every node of from through the parts and gives where they end.
func thread(l *lexicon, from []*dateNode, parts []part) []*dateNode {
	for _, p := range parts {
		var next []*dateNode
		add := func(n *dateNode) {
			for _, m := range next {
				if m == n {
					return
				}
			}
			next = append(next, n)
		}
		for _, n := range from {
			switch {
			case p.either != nil:
				for _, alt := range p.either {
					for _, e := range thread(l, []*dateNode{n}, alt) {
						add(e)
					}
				}
			case p.slot >= 0:
				if n.slots[p.slot] == nil {
					n.slots[p.slot] = &dateNode{}
				}
				add(n.slots[p.slot])
			default:
				e := n
				for _, k := range p.words {
					e = e.word(l.wordID(k))
					if l.conjunction[k.key] {
						e.conjunction = true
					}
				}
				add(e)
			}
		}
		if len(next) > 400 {
			next = next[:400] // a pattern with too many branches; the pack's test counts them
		}
		from = next
	}
	return from
}

type patternParser struct {
	l *lexicon
	s string
}

func (p *patternParser) sequence() []part {
	var parts []part
	for p.s != "" {
		switch p.s[0] {
		case '[', '(':
			optional := p.s[0] == '['
			p.s = p.s[1:]
			alts := [][]part{p.sequence()}
			for strings.HasPrefix(p.s, "|") {
				p.s = p.s[1:]
				alts = append(alts, p.sequence())
			}
			if p.s != "" {
				p.s = p.s[1:] // the closing bracket
			}
			if optional {
				alts = append(alts, []part{})
			}
			parts = append(parts, part{slot: -1, either: alts})
		case ']', ')', '|':
			return parts
		case '{':
			name, rest, _ := strings.Cut(p.s[1:], "}")
			p.s = rest
			if slot, ok := placeholderNames[name]; ok {
				parts = append(parts, part{slot: int(slot)})
			}
		default:
			i := strings.IndexAny(p.s, "[](){}|")
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
	return parts
}
