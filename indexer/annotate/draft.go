package annotate

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unique"
)

// draft is a trie of phrases in the making; seal makes a trie of it.
type draft struct {
	exact map[string]int32   // words, to their ids
	rests map[string][]int32 // a word or the rest of one, to word ids
	edges map[uint64]int32   // node<<32|word id, to the next node
	ends  [][]phrase         // by node
	stiff map[int32]bool     // words seen in capitals only: they have no endings yet
}

// phrase ends at a node of the trie.
type phrase struct {
	*entry
	cases string // a caseRule a word
}

func newDraft() *draft {
	return &draft{exact: map[string]int32{}, rests: map[string][]int32{}, edges: map[uint64]int32{}, ends: make([][]phrase, 1), stiff: map[int32]bool{}}
}

// wordID registers a word of a phrase with all its rests.
func (l *lexicon) wordID(t token) int32 {
	d := l.draft
	key := trieKey(t)
	if id, ok := d.exact[key]; ok {
		if d.stiff[id] && !t.allUpper { // NATO before, now Nato, which has endings
			delete(d.stiff, id)
			l.addRests(key, id)
		}
		return id
	}
	id := int32(len(d.exact))
	d.exact[key] = id
	if t.kind == word && !t.allUpper && !t.unspaced {
		if l.function[key] && t.runes < 4 {
			d.rests[key] = append(d.rests[key], id)
			return id
		}
		l.addRests(key, id)
	} else if t.kind == word && t.allUpper {
		d.stiff[id] = true
	}
	return id
}

// addRests makes a word known by what is left of it without its endings.
func (l *lexicon) addRests(key string, id int32) {
	rests := l.draft.rests
	l.eachRest(key, func(rest string, _ uint32) {
		if ids := rests[rest]; !slices.Contains(ids, id) {
			rests[rest] = append(ids, id)
		}
	})
}

// trieKey is the key under which a token stands in the trie: numbers by their
// digits.
func trieKey(t token) string {
	if t.kind == number {
		return "#" + strconv.Itoa(t.value)
	}
	return t.key
}

// add puts a phrase into the trie.
func (l *lexicon) add(s string, e entry) {
	if s == "" {
		return
	}
	d := l.draft
	t := scan(s, l.fold, nil, nil)
	node := int32(0)
	var cases []byte
	for _, k := range t.tokens {
		if k.kind == newline {
			return
		}
		id := l.wordID(k)
		edge := uint64(node)<<32 | uint64(uint32(id))
		next, ok := d.edges[edge]
		if !ok {
			next = int32(len(d.ends))
			d.ends = append(d.ends, nil)
			d.edges[edge] = next
		}
		node = next
		switch {
		case k.allUpper:
			cases = append(cases, byte(capitals))
		case k.upper:
			cases = append(cases, byte(capital))
		default:
			cases = append(cases, byte(anyCase))
		}
	}
	if node == 0 {
		return
	}
	p := phrase{shared(e), unique.Make(string(cases)).Value()}
	if !slices.Contains(d.ends[node], p) {
		d.ends[node] = append(d.ends[node], p)
	}
}

// meanings are the entries of all lexicons: one copy of each for all
// languages, which holds none of the files that its texts stood in.
var (
	meaningsLock sync.Mutex
	meanings     = map[entry]*entry{}
)

// shared is the one copy of an entry.
func shared(e entry) *entry {
	meaningsLock.Lock()
	defer meaningsLock.Unlock()
	if old := meanings[e]; old != nil {
		return old
	}
	e.id, e.sub = unique.Make(e.id).Value(), unique.Make(e.sub).Value()
	n := e
	meanings[e] = &n
	return &n
}

// seal makes the draft a trie; from then on no phrase can be added.
func (l *lexicon) seal() {
	d := l.draft
	l.draft = nil
	l.trie = trie{words: newWordTable(byNumber(d.exact))}
	t := &l.trie
	t.sealRests(d.rests)

	// Nodes in the order of their distance from the root, the children of each
	// together, by word: so a node's children are known by the first of them.
	type edge struct {
		word, to int32
	}
	children := make([][]edge, len(d.ends))
	for at, to := range d.edges {
		from := at >> 32
		children[from] = append(children[from], edge{int32(uint32(at)), to})
	}
	t.nodes = make([]trieNode, 0, len(d.ends)+1)
	order := []int32{0} // old numbers
	words := []int32{-1}
	entries, cases := map[*entry]uint32{}, map[string]uint32{}
	for at := 0; at < len(order); at++ {
		old := order[at]
		t.nodes = append(t.nodes, trieNode{word: words[at], children: uint32(len(order)), phrases: uint32(len(t.phrases))})
		list := children[old]
		slices.SortFunc(list, func(a, b edge) int { return cmp.Compare(a.word, b.word) })
		for _, e := range list {
			order, words = append(order, e.to), append(words, e.word)
		}
		for _, p := range d.ends[old] {
			t.phrases = append(t.phrases, phraseEnd(place(entries, &t.entries, p.entry)|place(cases, &t.cases, p.cases)<<entryBits))
		}
	}
	t.nodes = append(t.nodes, trieNode{word: -1, children: uint32(len(order)), phrases: uint32(len(t.phrases))})
	if len(t.entries) > 1<<entryBits || len(t.cases) > 1<<caseBits {
		panic("annotate: a pack has more different phrases than phraseEnd can tell apart; widen it")
	}
	t.phrases, t.entries, t.cases = slices.Clone(t.phrases), slices.Clone(t.entries), slices.Clone(t.cases)
	t.first = make([]int32, t.words.size())
	for i := t.nodes[0].children; i < t.nodes[1].children; i++ {
		t.first[t.nodes[i].word] = int32(i)
	}
}

// place gives a value its place in a list without twins.
func place[K comparable, N uint16 | uint32](known map[K]N, list *[]K, k K) N {
	n, ok := known[k]
	if !ok {
		n = N(len(*list))
		if int(n) != len(*list) {
			panic("annotate: more different phrases than a trie's numbers can tell apart; widen them")
		}
		known[k] = n
		*list = append(*list, k)
	}
	return n
}

// byNumber lists words by their numbers.
func byNumber(m map[string]int32) []string {
	out := make([]string, len(m))
	for w, n := range m {
		out[n] = w
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// sealRests makes the table of rests. A rest is a piece of a word, so that it
// needs no letters of its own.
func (t *trie) sealRests(rests map[string][]int32) {
	t.alone = make([]uint64, (t.words.size()+63)/64)
	maps.DeleteFunc(rests, func(key string, ids []int32) bool {
		n := ids[0]
		if len(ids) > 1 || t.words.word(int(n)) != key {
			return false
		}
		t.alone[n/64] |= 1 << (n % 64)
		return true
	})
	keys := sortedKeys(rests)
	t.rests = make([]rest, len(keys))
	t.restSlots = make([]uint32, slotsFor(len(keys)))
	for n, key := range keys {
		ids := rests[key]
		w := t.words.word(int(ids[0]))
		start := 0
		if ids[0] > 0 {
			start = int(t.words.ends[ids[0]-1])
		}
		r := rest{at: uint32(start + strings.Index(w, key)), length: uint16(len(key)), count: uint16(len(ids)), ids: uint32(ids[0])}
		if int(r.length) != len(key) || int(r.count) != len(ids) {
			panic("annotate: a word of a pack is too long, or too many words have one rest; widen rest")
		}
		if len(ids) > 1 {
			r.ids = uint32(len(t.restIDs))
			t.restIDs = append(t.restIDs, ids...)
		}
		t.rests[n] = r
		putSlot(t.restSlots, hashOn(hashSeed, key), n)
	}
	t.restIDs = slices.Clone(t.restIDs)
}
