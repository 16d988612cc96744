package lemma

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Options are how a table is compiled.
type Options struct {
	// Whole keeps every word, for languages that must know whether a word is
	// one of theirs before they cut a prefix.
	Whole bool
	// Support is how many words an ending must have before its rule is
	// used for words outside the list; 2 if zero.
	Support int
}

// Build compiles a list: dictionary forms by word, all of them folded the
// way the analyzer folds before it asks.
func Build(list map[string][]string, o Options) ([]byte, error) {
	if o.Support == 0 {
		o.Support = 2
	}
	b := &builder{options: o, ruleIDs: map[Rule]int{}, setIDs: map[string]int{}, shared: map[string]int{}}
	if err := b.alphabet(list); err != nil {
		return nil, err
	}
	words := make([]string, 0, len(list))
	for w := range list {
		if n := len([]rune(w)); n > 0 && n < MaxLetters {
			words = append(words, w)
		}
	}
	sort.Strings(words)
	for _, w := range words {
		b.add(w, list[w])
	}
	slices.SortFunc(b.items, func(x, y item) int { return cmp.Compare(x.key, y.key) })
	root := b.tree(b.items, 0, -1)
	if root == nil {
		root = &node{set: -1}
	}
	pos := b.write(root)
	return b.bytes(pos), nil
}

// item is a word: its letters from the last to the first and a 0.
type item struct {
	key string
	set int
}

type builder struct {
	options Options
	codes   map[rune]byte
	runes   []rune
	rules   []Rule
	ruleIDs map[Rule]int
	sets    [][]int
	setIDs  map[string]int
	items   []item
	nodes   bytes.Buffer
	shared  map[string]int // written nodes by what is in them
}

func (b *builder) alphabet(list map[string][]string) error {
	count := map[rune]int{}
	for w := range list {
		for _, r := range w {
			count[r]++
		}
	}
	for r := range count {
		b.runes = append(b.runes, r)
	}
	slices.SortFunc(b.runes, func(x, y rune) int { return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(x, y)) })
	if len(b.runes) > 255 {
		return fmt.Errorf("%d letters are more than one alphabet", len(b.runes))
	}
	b.codes = map[rune]byte{}
	for i, r := range b.runes {
		b.codes[r] = byte(i + 1)
	}
	return nil
}

func (b *builder) add(w string, lemmas []string) {
	var ids []int
	for _, l := range lemmas {
		r := ruleOf([]rune(w), []rune(l))
		id, ok := b.ruleIDs[r]
		if !ok {
			id = len(b.rules)
			b.rules = append(b.rules, r)
			b.ruleIDs[r] = id
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	name := fmt.Sprint(ids)
	set, ok := b.setIDs[name]
	if !ok {
		set = len(b.sets)
		b.sets = append(b.sets, ids)
		b.setIDs[name] = set
	}
	var key []byte
	for _, r := range w {
		key = append(key, b.codes[r])
	}
	slices.Reverse(key)
	b.items = append(b.items, item{string(append(key, 0)), set})
}

// ruleOf gives the smallest rule from w to lemma: their longest common piece
// stays.
func ruleOf(w, lemma []rune) Rule {
	bestLen, bw, bl := 0, 0, 0
	for i := range w {
		for j := range lemma {
			n := 0
			for i+n < len(w) && j+n < len(lemma) && w[i+n] == lemma[j+n] {
				n++
			}
			// The common beginning wins unless a later piece is longer by two.
			if n > bestLen && (bestLen == 0 || i == 0 && j == 0 || bw+bl > 0 || n > bestLen+1) {
				bestLen, bw, bl = n, i, j
			}
		}
	}
	if bestLen == 0 {
		return Rule{Cut: len(w), Add: string(lemma)}
	}
	return Rule{
		Front: string(w[:bw]), To: string(lemma[:bl]),
		Cut: len(w) - bw - bestLen, Add: string(lemma[bl+bestLen:]),
	}
}

type node struct {
	chain    []byte
	set      int // -1: none
	labels   []byte
	children []*node
}

// tree makes the trie of items that share their last depth letters; known is
// the set that they would be given without it. Nil if nothing is to be said.
func (b *builder) tree(items []item, depth, known int) *node {
	n := &node{set: -1}
	same := true
	for _, it := range items {
		if it.set != items[0].set {
			same = false
			break
		}
	}
	whole := b.options.Whole
	if same && items[0].set == known && !whole {
		return nil
	}
	if len(items) == 1 {
		n.chain = []byte(items[0].key[depth:])
		if items[0].set != known {
			n.set = items[0].set
		}
		return n
	}
	count := map[int]int{}
	for _, it := range items {
		count[it.set]++
	}
	best, most := known, count[known]
	for set, c := range count {
		if set != known && b.fits(set, depth) && c >= b.options.Support && (c > most || c == most && best != known && set < best) {
			best, most = set, c
		}
	}
	if best != known {
		n.set, known = best, best
	}
	for start := 0; start < len(items); {
		c := items[start].key[depth]
		end := start
		for end < len(items) && items[end].key[depth] == c {
			end++
		}
		if child := b.tree(items[start:end], depth+1, known); child != nil {
			n.labels = append(n.labels, c)
			n.children = append(n.children, child)
		}
		start = end
	}
	if len(n.children) == 1 && n.set < 0 {
		only := n.children[0]
		only.chain = append([]byte{n.labels[0]}, only.chain...)
		return only
	}
	if len(n.children) == 0 && n.set < 0 {
		return nil
	}
	return n
}

// fits says whether every rule of a set cuts only letters that are known at
// this depth, and no front: else it would be a guess.
func (b *builder) fits(set, depth int) bool {
	for _, id := range b.sets[set] {
		if r := b.rules[id]; r.Cut > depth {
			return false
		}
	}
	return true
}

// write puts a node after its children and gives its position. Nodes with
// the same content are written once.
func (b *builder) write(n *node) int {
	if len(n.chain) > 15 {
		rest := *n
		rest.chain = n.chain[15+1:]
		n = &node{chain: n.chain[:15], set: -1, labels: n.chain[15:16], children: []*node{&rest}}
	}
	at := make([]int, len(n.children))
	for i, c := range n.children {
		at[i] = b.write(c)
	}
	var name strings.Builder
	fmt.Fprintf(&name, "%q %d %q %v", n.chain, n.set, n.labels, at)
	if pos, ok := b.shared[name.String()]; ok {
		return pos
	}
	pos := b.nodes.Len()
	b.shared[name.String()] = pos
	width := 1
	for _, a := range at {
		for back := pos - a; back >= 1<<(8*width); {
			width++
		}
	}
	head := byte(width-1) | byte(len(n.chain))<<4
	if n.set >= 0 {
		head |= 4
	}
	b.nodes.WriteByte(head)
	b.nodes.Write(n.chain)
	if n.set >= 0 {
		b.nodes.Write(binary.AppendUvarint(nil, uint64(n.set)))
	}
	b.nodes.WriteByte(byte(len(n.labels)))
	b.nodes.Write(n.labels)
	for _, a := range at {
		back := pos - a
		for range width {
			b.nodes.WriteByte(byte(back))
			back >>= 8
		}
	}
	return pos
}

func (b *builder) bytes(root int) []byte {
	out := []byte(magic)
	flags := byte(0)
	if b.options.Whole {
		flags |= flagWhole
	}
	out = append(out, flags)
	number := func(n int) { out = binary.AppendUvarint(out, uint64(n)) }
	text := func(s string) { number(len(s)); out = append(out, s...) }
	number(len(b.runes))
	for _, r := range b.runes {
		number(int(r))
	}
	number(len(b.rules))
	for _, r := range b.rules {
		text(r.Front)
		text(r.To)
		number(r.Cut)
		text(r.Add)
	}
	number(len(b.sets))
	for _, s := range b.sets {
		number(len(s))
		for _, id := range s {
			number(id)
		}
	}
	number(root)
	number(b.nodes.Len())
	return append(out, b.nodes.Bytes()...)
}
