package annotate

import (
	"slices"
	"strings"
	"sync"

	"communique/corpus"
)

// statusPhrase says how an office is held: former minister, ministre par
// intérim. It stands right before the words of the office, or after its role.
type statusPhrase struct {
	words  wordRun
	status corpus.OfficeStatus
	after  bool
}

// wordRun is a phrase of a list: each word as the pack has it and what is left
// of it without each ending.
type wordRun []runWord

type runWord struct {
	key   string
	rests map[string]bool
}

func wordRunOf(l *lexicon, phrase string) (run wordRun) {
	for _, k := range scan(phrase, l.fold, nil, nil).tokens {
		w := runWord{k.key, map[string]bool{}}
		if k.kind == word && !k.unspaced && k.runes > 3 {
			l.eachRest(k.key, func(rest string, _ uint32) { w.rests[rest] = true })
		}
		run = append(run, w)
	}
	return run
}

var statusPhrases sync.Map // code -> []statusPhrase

func statusesOf(l *lexicon) []statusPhrase {
	if known, ok := statusPhrases.Load(l.pack.Code); ok {
		return known.([]statusPhrase)
	}
	var out []statusPhrase
	for _, r := range l.pack.Rows("statuses") {
		if len(r) != 3 {
			continue
		}
		p := statusPhrase{words: wordRunOf(l, r[0]), status: corpus.OfficeStatus(r[1]), after: r[2] == "after"}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b statusPhrase) int { return len(b.words) - len(a.words) })
	statusPhrases.Store(l.pack.Code, out)
	return out
}

// setStatus notes how the offices of a group are held. role is its first role.
func (p *passage) setStatus(g *officeGroup, role find) {
	for _, s := range statusesOf(p.l) {
		if s.after {
			end, ok := p.statusWithin(s, role.to, g.to)
			if !ok {
				continue
			}
			g.to = max(g.to, end) // the name may come behind it
		} else if !p.statusBefore(s, g.from, role.from) && !p.statusPrefix(s, role) {
			continue
		}
		for i := range g.offices {
			g.offices[i].Status = s.status
		}
		return
	}
}

// statusBefore looks for a phrase that ends right before the words of the
// office, or, within them, before the role, or with which the role begins; a
// hyphen or full stop may part them (ex-minister, и.о. министра).
func (p *passage) statusBefore(s statusPhrase, group, role int) bool {
	if p.hasRun(s.words, role) {
		return true
	}
	for _, end := range []int{group, role} {
		for skip := range 2 {
			if skip > 0 && (end-skip < 0 || !isJoin(p.tokens[end-skip].key)) {
				break
			}
			if p.hasRun(s.words, end-skip-len(s.words)) {
				return true
			}
		}
	}
	return false
}

// statusAt is the end of a phrase behind a role that stands at token i, or
// behind the hyphen there, where the office goes on; i where there is none.
func (p *passage) statusAt(i int) int {
	at := i
	if isJoin(p.tokens[i].key) {
		at++
	}
	for _, s := range statusesOf(p.l) {
		if end := at + len(s.words); s.after && p.hasRun(s.words, at) && end < len(p.tokens) && !p.tokens[end].upper {
			return end
		}
	}
	return i
}

// statusPrefix says whether the role is a compound that begins with the phrase
// (Estonian eksminister).
func (p *passage) statusPrefix(s statusPhrase, role find) bool {
	if len(s.words) != 1 || role.to != role.from+1 || !p.l.compounds() {
		return false
	}
	rest, ok := strings.CutPrefix(p.tokens[role.from].key, s.words[0].key)
	return ok && rest != "" && !slices.ContainsFunc(p.at(role.from), func(f find) bool { return f.kind == kRole && f.exact })
}

func isJoin(key string) bool { return key == "-" || key == "." }

// statusWithin looks for a phrase after the role, up to right behind the
// group, and gives its end.
func (p *passage) statusWithin(s statusPhrase, from, to int) (end int, ok bool) {
	for at := from; at <= to+1; at++ {
		if at > to && (to >= len(p.tokens) || !isJoin(p.tokens[to].key)) {
			break
		}
		if p.hasRun(s.words, at) {
			return at + len(s.words), true
		}
	}
	return 0, false
}

// hasRun says whether the words stand at a token, each in any of its forms.
func (p *passage) hasRun(run wordRun, at int) bool {
	if at < 0 || at+len(run) > len(p.tokens) {
		return false
	}
	for i, w := range run {
		k := p.tokens[at+i]
		if k.key == w.key {
			continue
		}
		if k.kind != word || len(w.rests) == 0 {
			return false
		}
		same := false
		p.l.eachRest(k.key, func(rest string, _ uint32) { same = same || w.rests[rest] })
		if !same {
			return false
		}
	}
	return true
}
