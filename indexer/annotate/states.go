package annotate

import (
	"strings"

	"communique/corpus"
)

// places claims states, regions and, silently, other places, where no date or
// body holds the words already.
func (p *passage) places() {
	for i := 0; i < len(p.tokens); i++ {
		if p.claimed[i] != 0 || p.notHere[i] {
			continue
		}
		f, ok := p.place(i)
		if !ok || !p.free(f.from, f.to) || !p.goodPlace(f) {
			continue
		}
		c := claim{from: f.from, to: f.to, rule: "gazetteer"}
		switch f.kind {
		case kState:
			c.typ, c.id = corpus.State, f.id
			if f.sub != "name" {
				c.kind = f.sub
			}
		case kRegion:
			c.typ, c.id = corpus.Region, f.id
		default:
			c.silent, c.id = true, f.id
		}
		p.claim(c)
		i = f.to - 1
	}
}

// dateline reads the place before the date with which a release begins
// (Giurgiu, 11 October 2018): no person, here or later in the text.
func (p *passage) dateline() {
	t := p.tokens
	places := map[string]bool{}
	for i := range t {
		if c := p.claimAt(i); c == nil || c.from != i || c.typ != corpus.DateMention || i < 2 || t[i-1].key != "," {
			continue
		}
		from := i - 1
		for from > 0 && i-from < 5 && t[from-1].kind == word && t[from-1].upper {
			from--
		}
		if from == i-1 || from > 0 && t[from-1].kind != newline || !t[from].sentence {
			continue
		}
		for j := from; j < i-1; j++ {
			places[t[j].key] = true
		}
	}
	if len(places) == 0 {
		return
	}
	for i, k := range t {
		if places[k.key] && k.upper && p.claimed[i] == 0 {
			if _, ok := p.longest(i, kState, kOrg); !ok {
				p.claim(claim{from: i, to: i + 1, silent: true, rule: "dateline"})
			}
		}
	}
}

// place is the longest place at token i; of equally long ones the name of a
// state comes before a word for its people (Polish Niemiec is both).
func (p *passage) place(i int) (find, bool) {
	best, ok := p.longest(i, kState, kRegion, kCapital, kPlace)
	if ok && (best.kind != kState || best.sub != "name") {
		for _, f := range p.at(i) {
			if f.kind == kState && f.sub == "name" && f.to == best.to && (f.exact || !best.exact) {
				return f, true
			}
		}
	}
	return best, ok
}

// namesPlace says whether the name of a state or region starts at token i.
func (p *passage) namesPlace(i int) bool {
	f, ok := p.place(i)
	return ok && (f.kind == kState && f.sub == "name" || f.kind == kRegion)
}

// goodPlace refuses a place that is part of a longer name: a surname after a
// given name or initial (Michael Jordan), one half of a hyphenated name.
func (p *passage) goodPlace(f find) bool {
	t := p.tokens
	first := t[f.from]
	if f.kind == kState && p.insidePlace(f) {
		return false
	}
	if first.kind == word && !first.upper && !first.uncased {
		return true // lower-case entries are no names of persons
	}
	// Urdu چلی is Chile, and "she went": without capitals a function word is one.
	if f.to-f.from == 1 && first.uncased && p.l.function[first.key] {
		return false
	}
	// S. Jordan, Michael Jordan: an initial or a given name before a single word.
	if f.to-f.from == 1 && f.from > 0 && first.upper {
		b := t[f.from-1]
		if b.key == "." && f.from > 1 && t[f.from-2].kind == word && t[f.from-2].runes == 1 && t[f.from-2].upper && !t[f.from-2].sentence {
			return false
		}
		if b.kind == word && b.upper && !b.allUpper && !first.allUpper && p.givenName(f.from-1) && p.claimAt(f.from-1) == nil && !p.isPlaceWord(f.from-1) {
			return false
		}
	}
	if f.kind == kState && f.sub != "name" {
		return true
	}
	// Qanun, Azerbaijani for law, is no form of Qana.
	if !f.exact && f.to-f.from == 1 && p.l.trade.has(p.l.plain(p.s[first.start:first.end])) {
		return false
	}
	// Того, Mali: at the beginning of a sentence a function word is one.
	if f.to-f.from == 1 && first.sentence && p.l.function[first.key] && !p.beginsStates(f.from) {
		return false
	}
	// A short inflected find may be another word at the beginning of a sentence.
	if !f.exact && f.to-f.from == 1 && first.sentence && first.runes <= 4 {
		return false
	}
	return true
}

// insidePlace says whether the name is the end of another place's: New
// Mexico, Stadt Luxemburg.
func (p *passage) insidePlace(f find) bool {
	for i := max(0, f.from-5); i < f.from; i++ {
		if x, ok := p.longest(i, kPlace); ok && x.to >= f.to {
			return true
		}
	}
	return false
}

// beginsStates says whether the word at token i begins a list of states:
// a conjunction or comma and another one follow.
func (p *passage) beginsStates(i int) bool {
	return i+2 < len(p.tokens) && (p.tokens[i+1].key == "," || p.l.conjunction[p.tokens[i+1].key]) && p.namesPlace(i+2)
}

// endsState says whether a body's name is a single word that ends the name of
// a state (Nord, in Coreea de Nord).
func (p *passage) endsState(c claim) bool {
	if c.to != c.from+1 {
		return false
	}
	for i := max(0, c.from-5); i < c.from; i++ {
		if f, ok := p.longest(i, kState); ok && f.sub == "name" && f.to == c.to {
			return true
		}
	}
	return false
}

func (p *passage) isPlaceWord(i int) bool {
	_, ok := p.longest(i, kState, kCapital, kPlace, kRegion)
	return ok
}

// countStates finds the state that the document speaks of most.
func (d *document) countStates() {
	n := map[string]int{}
	for _, p := range d.passages {
		for _, c := range p.claims {
			if c.typ == corpus.State {
				n[c.id]++
			}
		}
	}
	own := "state:" + d.meta.Country
	best := 0
	for id, k := range n {
		if k > best || k == best && (id == own || d.mainState != own && id < d.mainState) {
			d.mainState, best = id, k
		}
	}
}

// stateCode is the bare code of state:RO.
func stateCode(id string) string { return strings.TrimPrefix(id, "state:") }
