package annotate

import (
	"slices"
	"sort"
	"strconv"
)

// trie holds the phrases of a lexicon in a few arrays without pointers: those
// of 60 languages stand in memory together, and the collector need not look
// into them.
type trie struct {
	words wordTable // by word id
	first []int32   // by word id: the root's child, 0 for none

	// alone says of a word, a bit each, that it is a rest of its own and of no
	// other word; most rests are such, and the others stand in rests.
	alone     []uint64
	rests     []rest
	restSlots []uint32 // as those of a wordTable
	restIDs   []int32  // of rests that several words have

	nodes   []trieNode // the root first, the children of each in a row; one more at the end
	phrases []phraseEnd
	entries []*entry
	cases   []string // caseRules of a phrase, one a word
}

// rest is what stays of a word without an ending: letters of the trie's own
// text, and the words that have it.
type rest struct {
	at     uint32
	length uint16
	count  uint16
	ids    uint32 // the word's id; of several words, where their ids begin in restIDs
}

// trieNode ends where the next one begins.
type trieNode struct {
	word     int32  // that leads here
	children uint32 // the first
	phrases  uint32 // the first that ends here
}

// phraseEnd says what a phrase means and how it must be written: its place in
// entries in the lower bits, and that in cases.
type phraseEnd uint32

const (
	entryBits = 20
	caseBits  = 32 - entryBits
)

func (p phraseEnd) entry() int { return int(p & (1<<entryBits - 1)) }
func (p phraseEnd) cases() int { return int(p >> entryBits) }

// restWords are the ids of the words that have a rest. one is room for a
// single id.
func (t *trie) restWords(hash uint32, key string, one *[1]int32) []int32 {
	if n := t.words.find(hash, key, ""); n >= 0 && t.alone[n/64]&(1<<(n%64)) != 0 {
		one[0] = int32(n)
		return one[:]
	}
	if len(t.restSlots) == 0 {
		return nil
	}
	tag := hash << tagShift
	for at := slotOf(hash, len(t.restSlots)); t.restSlots[at] != 0; at = after(at, len(t.restSlots)) {
		if t.restSlots[at]&^numberBits != tag {
			continue
		}
		r := &t.rests[t.restSlots[at]&numberBits-1]
		if t.words.text[r.at:r.at+uint32(r.length)] != key {
			continue
		}
		if r.count == 1 {
			one[0] = int32(r.ids)
			return one[:]
		}
		return t.restIDs[r.ids : r.ids+uint32(r.count)]
	}
	return nil
}

// next is the child of a node by a word, 0 for none.
func (t *trie) next(node, word int32) int32 {
	if node == 0 {
		return t.first[word]
	}
	from, to := t.nodes[node].children, t.nodes[node+1].children
	switch to - from {
	case 0:
		return 0
	case 1, 2, 3, 4:
		for ; from < to; from++ {
			if t.nodes[from].word == word {
				return int32(from)
			}
		}
		return 0
	}
	n := uint32(sort.Search(int(to-from), func(i int) bool { return t.nodes[from+uint32(i)].word >= word }))
	if from+n < to && t.nodes[from+n].word == word {
		return int32(from + n)
	}
	return 0
}

// find is a phrase found in a text: tokens from..to-1.
type find struct {
	from, to int
	*entry
	exact bool // every word stands as the lexicon has it
}

// noFind is the find of those who found nothing.
var noFind = find{entry: &entry{}}

// wordOf is the id of the word that a token is just so, -1 for none.
func (l *lexicon) wordOf(t *token) int32 {
	if t.kind == number {
		var buf [24]byte
		b := strconv.AppendInt(append(buf[:0], '#'), int64(t.value), 10)
		return int32(l.trie.words.number(string(b)))
	}
	return int32(l.trie.words.number(t.key))
}

// ids appends the word ids that a token may stand for; exact is its wordOf.
func (l *lexicon) ids(t *token, exact int32, out []int32) []int32 {
	from := len(out)
	if exact >= 0 {
		out = append(out, exact)
	}
	if t.kind != word || t.unspaced || l.function[t.key] {
		return out // function words are what they are: Поэтому is no form of поэт
	}
	var one [1]int32
	l.eachRest(t.key, func(rest string, hash uint32) {
		for _, id := range l.trie.restWords(hash, rest, &one) {
			if !slices.Contains(out[from:], id) {
				out = append(out, id)
			}
		}
	})
	return out
}

// match runs the trie over the text and gives every phrase found, ordered by
// start, the longest first.
func (l *lexicon) match(t *text, out []find, state *matchState) []find {
	state.prepare(l, t)
	for i := range t.tokens {
		first := len(out)
		out = l.walk(t, state, 0, i, i, true, out)
		if len(out) > first+1 {
			slices.SortStableFunc(out[first:], func(a, b find) int { return b.to - a.to })
		}
	}
	return out
}

// matchState holds the word ids of each token of a text, computed once.
type matchState struct {
	flat  []int32
	spans []int32
	exact []int32 // wordOf each token
}

func (m *matchState) prepare(l *lexicon, t *text) {
	m.flat, m.spans, m.exact = m.flat[:0], append(m.spans[:0], 0), m.exact[:0]
	for i := range t.tokens {
		k := &t.tokens[i]
		exact := l.wordOf(k)
		if k.kind != newline {
			m.flat = l.ids(k, exact, m.flat)
		}
		m.exact = append(m.exact, exact)
		m.spans = append(m.spans, int32(len(m.flat)))
	}
}

func (m *matchState) ids(i int) []int32 { return m.flat[m.spans[i]:m.spans[i+1]] }

func (l *lexicon) walk(t *text, m *matchState, node int32, start, i int, exact bool, out []find) []find {
	if i >= len(t.tokens) {
		return out
	}
	for _, id := range m.ids(i) {
		next := l.trie.next(node, id)
		if next == 0 {
			continue
		}
		same := exact && id == m.exact[i]
		n, end := &l.trie.nodes[next], &l.trie.nodes[next+1]
		for _, p := range l.trie.phrases[n.phrases:end.phrases] {
			if caseFits(t.tokens[start:i+1], l.trie.cases[p.cases()]) {
				out = append(out, find{start, i + 1, l.trie.entries[p.entry()], same})
			}
		}
		if n.children != end.children {
			out = l.walk(t, m, next, start, i+1, same, out)
		}
	}
	return out
}

func caseFits(tokens []token, cases string) bool {
	for i := range len(cases) {
		c := caseRule(cases[i])
		if c == capital && !tokens[i].upper || c == capitals && !tokens[i].allUpper {
			return false
		}
	}
	return true
}
