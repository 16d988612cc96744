package annotate

import (
	"slices"
	"sync"

	"communique/corpus"
)

// homonyms are the names of states that stand for something else too, as a
// pack's homonyms.tsv has them: words, state, and what they tell. "word": the
// name is also an ordinary word of the language, so that at the beginning of a
// sentence its capital says nothing (Russian Того, Turkish Mali). "elsewhere":
// where these words stand in the document, the name is that of another place
// (Atlanta: Georgia is the federal state).
type homonyms struct {
	words     map[string]bool // state id + folded name
	elsewhere map[string][]wordRun
}

var homonymLists sync.Map // code -> *homonyms

func homonymsOf(l *lexicon) *homonyms {
	if known, ok := homonymLists.Load(l.pack.Code); ok {
		return known.(*homonyms)
	}
	h := &homonyms{map[string]bool{}, map[string][]wordRun{}}
	for _, r := range l.pack.Rows("homonyms") {
		if len(r) != 3 {
			continue
		}
		if r[2] == "word" {
			h.words[r[1]+" "+l.key(r[0])] = true
			continue
		}
		h.elsewhere[r[1]] = append(h.elsewhere[r[1]], wordRunOf(l, r[0]))
	}
	homonymLists.Store(l.pack.Code, h)
	return h
}

// homonyms takes back the claims of states' names that mean something else
// here: a person, a federal state, an ordinary word.
func (d *document) homonyms() {
	h := homonymsOf(d.l)
	surnames := d.namesakes()
	for _, p := range d.passages {
		for n := 0; n < len(p.claims); n++ {
			c := p.claims[n]
			if c.typ != corpus.State || c.kind != "" || c.to != c.from+1 || p.tokens[c.from].uncased {
				continue
			}
			switch {
			case p.besideStates(c.from):
			case p.namesPerson(c.from) || surnames[p.tokens[c.from].key] && !p.prepositionBefore(c.from):
				p.release(n)
				n--
			case h.elsewhere[c.id] != nil && d.elsewhere(p, c, h.elsewhere[c.id]), h.words[c.id+" "+p.tokens[c.from].key] && p.isOrdinaryHere(n):
				p.claims[n] = claim{from: c.from, to: c.to, silent: true, id: c.id, rule: "homonym of a state"}
			}
		}
	}
}

// release gives the token of a claim back, for good.
func (p *passage) release(n int) {
	if p.notHere == nil {
		p.notHere = map[int]bool{}
	}
	p.notHere[p.claims[n].from] = true
	p.claims = slices.Delete(p.claims, n, n+1)
	clear(p.claimed)
	for i, c := range p.claims {
		for j := c.from; j < c.to; j++ {
			p.claimed[j] = int32(i + 1)
		}
	}
}

// besideStates says whether the name at token i stands in a list of states:
// another one behind a comma or a conjunction.
func (p *passage) besideStates(i int) bool {
	state := func(j int) bool {
		c := p.claimAt(j)
		return c != nil && c.typ == corpus.State && c.kind == "" && c.id != p.claimAt(i).id
	}
	joins := func(j int) bool {
		return j >= 0 && j < len(p.tokens) && (p.tokens[j].key == "," || p.l.conjunction[p.tokens[j].key])
	}
	for _, step := range []int{-1, 1} {
		if j := i + step; joins(j) {
			j += step
			for n := 0; n < 2 && j >= 0 && j < len(p.tokens) && (joins(j) || p.l.function[p.tokens[j].key] && !p.tokens[j].upper); n++ {
				j += step // an article: la Guinée et le Mali
			}
			if state(j) && !p.inOtherState(i, j) {
				return true
			}
		}
	}
	return false
}

// inOtherState says whether the state behind the comma is the one that the
// place before it lies in: Atlanta, Georgia, USA.
func (p *passage) inOtherState(i, j int) bool {
	return j == i+2 && p.tokens[i+1].key == "," && p.claimAt(j).id == "state:US"
}

// namesakes are the folded names of states that are listed surnames and stand
// as such in the document: a single word behind a given name, an initial or an honorific.
func (d *document) namesakes() map[string]bool {
	var m map[string]bool
	for _, p := range d.passages {
		for i := 1; i < len(p.tokens); i++ {
			k := p.tokens[i]
			if k.kind != word || !k.upper || k.allUpper || k.sentence {
				continue
			}
			f, ok := p.longest(i, kState)
			if surname := allNames().surnames.has(k.key); !surname || !ok || f.sub != "name" || f.to != i+1 || p.claimed[i] != 0 && !p.honorificBefore(i) {
				continue
			}
			if m == nil {
				m = map[string]bool{}
			}
			m[k.key] = true
		}
	}
	return m
}

// namesPerson says whether the name of a state at token i is part of a
// person's: behind an honorific (Mrs Jordan), or a given name before a word
// that can be nothing but a surname (Chad Miller).
func (p *passage) namesPerson(i int) bool {
	t := p.tokens
	if !t[i].upper || t[i].allUpper {
		return false
	}
	if p.honorificBefore(i) && !p.l.function[t[i-1].key] {
		return true
	}
	own := p.l.given.has(t[i].key)
	any := allNames().given.has(t[i].key)
	if !own && !any || i+1 >= len(t) || !t[i+1].space || t[i+1].kind != word {
		return false
	}
	if !p.nameWord(i+1, true) || t[i+1].allUpper || p.isPlaceWord(i+1) {
		return false
	}
	if !p.ordinaryWord(i + 1) {
		return own || p.knownSurname(i+1) || p.censusSurname(i+1)
	}
	// Miller, Bianchi: words too. A headline writes every word with a capital.
	listed := allNames().surnames.has(t[i+1].key)
	_, office := p.longest(i+1, kRole, kHead, kOrg, kPortfolio)
	return listed && !office && !p.l.pack.CapitalNouns && (i+2 >= len(t) || !t[i+2].upper)
}

// prepositionBefore says whether a short function word stands before token i
// (to Jordan, из Иордании): in a place more likely than at somebody's side.
func (p *passage) prepositionBefore(i int) bool {
	const longest = 3 // letters; longer ones are as often adverbs (then, when)
	if i == 0 || p.tokens[i].sentence {
		return false
	}
	k := p.tokens[i-1]
	return k.kind == word && !k.upper && k.runes <= longest && p.l.function[k.key] && !p.l.conjunction[k.key]
}

// elsewhere says whether the words around the claim c, or else of the whole
// document, are those of another place of the same name.
func (d *document) elsewhere(p *passage, c claim, cues []wordRun) bool {
	from, to := p.sentenceAround(c.from)
	not, is := p.cues(from, to, c, cues)
	if not != is {
		return not > is
	}
	not, is = 0, 0
	for _, q := range d.passages {
		n, s := q.cues(0, len(q.tokens), c, cues)
		not, is = not+n, is+s
	}
	return not > is
}

// cues counts the words that speak against the state, and those that speak
// for it: its capital, its people, its full name.
func (p *passage) cues(from, to int, c claim, cues []wordRun) (not, is int) {
	for i := from; i < to; i++ {
		for _, w := range cues {
			if p.hasRun(w, i) {
				not++
				break
			}
		}
		for _, f := range p.at(i) {
			if f.id == c.id && (f.kind == kCapital || f.kind == kState && (f.sub != "name" || f.to > i+1)) {
				is++
				break
			}
		}
	}
	return not, is
}

// sentenceAround gives the tokens of the sentence that token i stands in.
func (p *passage) sentenceAround(i int) (from, to int) {
	for from = i; from > 0 && !p.tokens[from].sentence; from-- {
	}
	for to = i + 1; to < len(p.tokens) && !p.tokens[to].sentence; to++ {
	}
	return from, to
}

// isOrdinaryHere says whether the claim n, whose name is also an ordinary
// word, begins a sentence of a document that says nothing else of the state.
func (p *passage) isOrdinaryHere(n int) bool {
	c := p.claims[n]
	if !p.tokens[c.from].sentence {
		return false
	}
	for _, q := range p.passages {
		for i := range q.tokens {
			if (q == p && i == c.from) || q.tokens[i].kind != word {
				continue
			}
			for _, f := range q.at(i) {
				if f.id != c.id || f.kind != kState && f.kind != kCapital || q.tokens[i].sentence && f.to == i+1 {
					continue
				}
				if q.tokens[i].upper {
					return false
				}
			}
		}
	}
	return true
}
