package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Chains are the rules of a stemmer for languages that put ending upon
// ending in a fixed order (Turkic, Mongolian, Basque), read from
// data/chains/<name>.tsv:
//
//	slot  ending  replacement  slots before it  letters left at least  letter before
//
// A word is read from its end, which is the slot "end". An ending of a slot
// may be taken off where the slots before it go on; a point among them says
// that the word's own stem may stand there. Of all chains that the grammar
// allows the one that leaves the shortest stem is taken. Only the
// first four columns are needed; the rest default to 2 and any letter. The
// last column lists letters, or with ! those that must not stand there.
//
// A line without an ending says that the slot has all endings of the slots in
// the fourth column too.
//
// A line whose first column is =X names a class of letters: X stands for each
// of them. A stem must have one of the class V, the vowels, and not end in one
// if it has only two letters; if there is a class named "clusters", only its
// pairs of consonants may end a stem, with ! in front of them all others. With a line =repeat the stem is read as
// a word again until it stays: else мойындар would give мойын, which itself
// gives мой. A line
//
//	~X  letters=letter  letters=letter…
//
// names a letter of an ending (or replacement) that follows the word: X becomes the letter
// after the = where one of those before it precedes. It looks back to the
// last vowel where it is a vowel itself (harmony: дAн becomes дан after а,
// дөн after ө), else to the last letter (assimilation: D becomes т after к).
// "*" stands for all letters not named on the line.
type chains struct {
	slots    []map[rune][]link // by the last letter of the ending, longest first
	vowels   []rune
	clusters []string
	barred   bool // no stem ends in a cluster; else no stem ends in another
	repeat   bool
}

type link struct {
	letters, to []rune
	next        []int
	accept      bool // the stem may stand before it
	left        int
	before      letterSet // the last letter
	vowel       letterSet // the last vowel
}

// letterSet is a condition on a letter; the zero value holds for any.
type letterSet struct {
	letters []rune
	not     bool
}

func (s letterSet) has(r rune) bool {
	return s.letters == nil || slices.Contains(s.letters, r) != s.not
}

// A mutable is a letter of endings that follows what stands before it.
type mutable struct {
	harmony bool // it looks for the last vowel
	cases   []mutation
}

type mutation struct {
	after letterSet
	to    rune
}

func readChains(name string) (*chains, error) {
	lines := rows("chains/" + name + ".tsv")
	if len(lines) == 0 {
		return nil, fmt.Errorf("no chains/%s.tsv", name)
	}
	c := &chains{}
	sets := map[rune][]rune{}
	for _, l := range lines {
		if set, ok := strings.CutPrefix(l[0], "="); ok && set == "clusters" {
			l[1], c.barred = strings.CutPrefix(l[1], "!")
			c.clusters = strings.Fields(l[1])
		} else if ok && set == "repeat" {
			c.repeat = true
		} else if ok {
			sets[[]rune(set)[0]] = []rune(strings.ReplaceAll(l[1], " ", ""))
		}
	}
	c.vowels = sets['V']
	mutables := map[rune]mutable{}
	for _, l := range lines {
		if m, ok := strings.CutPrefix(l[0], "~"); ok {
			x, err := readMutable(l[1], sets)
			if err != nil {
				return nil, fmt.Errorf("chains/%s.tsv: %s: %w", name, l[0], err)
			}
			mutables[[]rune(m)[0]] = x
		}
	}
	slot := map[string]int{"end": 0}
	at := func(name string) int {
		i, ok := slot[name]
		if !ok {
			i = len(slot)
			slot[name] = i
		}
		return i
	}
	all, includes := map[int][]link{}, map[int][]int{}
	for _, l := range lines {
		if strings.HasPrefix(l[0], "=") || strings.HasPrefix(l[0], "~") {
			continue
		}
		if len(l) < 4 {
			return nil, fmt.Errorf("chains/%s.tsv: %q has not four columns", name, strings.Join(l, "\t"))
		}
		for len(l) < 6 {
			l = append(l, "")
		}
		k := link{to: []rune(l[2]), left: 2}
		for _, n := range strings.Fields(l[3]) {
			if n == "." {
				k.accept = true
			} else {
				k.next = append(k.next, at(n))
			}
		}
		if l[4] != "" {
			n, err := strconv.Atoi(l[4])
			if err != nil {
				return nil, fmt.Errorf("chains/%s.tsv: %q: %w", name, l[1], err)
			}
			k.left = n
		}
		k.before = readLetterSet(l[5], sets)
		from := at(l[0])
		if l[1] == "" {
			includes[from] = append(includes[from], k.next...)
			continue
		}
		for _, e := range expand([]rune(l[1]), sets) {
			all[from] = append(all[from], concrete(k, e, mutables, c.vowels)...)
		}
	}
	c.slots = make([]map[rune][]link, len(slot))
	for i := range c.slots {
		c.slots[i] = map[rune][]link{}
		for _, from := range included(i, includes, nil) {
			for _, k := range all[from] {
				last := k.letters[len(k.letters)-1]
				c.slots[i][last] = append(c.slots[i][last], k)
			}
		}
		if len(c.slots[i]) == 0 {
			return nil, fmt.Errorf("chains/%s.tsv: a slot has no endings", name)
		}
		for _, list := range c.slots[i] {
			slices.SortStableFunc(list, func(a, b link) int {
				return cmp.Or(cmp.Compare(len(b.letters), len(a.letters)), slices.Compare(a.letters, b.letters))
			})
		}
	}
	return c, nil
}

// included lists a slot and those whose endings it has too.
func included(slot int, includes map[int][]int, seen []int) []int {
	if slices.Contains(seen, slot) {
		return seen
	}
	seen = append(seen, slot)
	for _, s := range includes[slot] {
		seen = included(s, includes, seen)
	}
	return seen
}

func readLetterSet(s string, sets map[rune][]rune) letterSet {
	s, not := strings.CutPrefix(s, "!")
	var out letterSet
	for _, r := range s {
		if set, ok := sets[r]; ok {
			out.letters = append(out.letters, set...)
		} else {
			out.letters = append(out.letters, r)
		}
	}
	out.not = not
	return out
}

func readMutable(s string, sets map[rune][]rune) (mutable, error) {
	var m mutable
	var named []rune
	for _, pair := range strings.Fields(s) {
		from, to, ok := strings.Cut(pair, "=")
		if !ok || utf8.RuneCountInString(to) != 1 {
			return m, fmt.Errorf("%q is not letters=letter", pair)
		}
		set := readLetterSet(from, sets)
		if from == "*" {
			set = letterSet{letters: slices.Clone(named), not: true}
		}
		named = append(named, set.letters...)
		r, _ := utf8.DecodeRuneInString(to)
		m.harmony = m.harmony || slices.Contains(sets['V'], r)
		m.cases = append(m.cases, mutation{set, r})
	}
	return m, nil
}

// concrete writes an ending out: each of its forms, with what must stand
// before it.
func concrete(k link, pattern []rune, mutables map[rune]mutable, vowels []rune) []link {
	type draft struct {
		link
		lastVowel rune
	}
	drafts := []draft{{link: k}}
	for i, r := range pattern {
		var more []draft
		for _, d := range drafts {
			m, ok := mutables[r]
			if !ok {
				d.letters = append(slices.Clip(d.letters), r)
				if slices.Contains(vowels, r) {
					d.lastVowel = r
				}
				more = append(more, d)
				continue
			}
			for _, c := range m.cases {
				n := d
				switch {
				case m.harmony && d.lastVowel != 0:
					if !c.after.has(d.lastVowel) {
						continue
					}
				case m.harmony:
					n.vowel = c.after
				case i > 0:
					if !c.after.has(d.letters[i-1]) {
						continue
					}
				default:
					n.before = both(k.before, c.after)
				}
				n.letters = append(slices.Clip(d.letters), c.to)
				if m.harmony {
					n.lastVowel = c.to
				}
				more = append(more, n)
			}
		}
		drafts = more
	}
	var out []link
	for _, d := range drafts {
		out = append(out, restored(d.link, mutables)...)
	}
	return out
}

// restored writes the replacement of an ending out.
func restored(k link, mutables map[rune]mutable) []link {
	for i, r := range k.to {
		m, ok := mutables[r]
		if !ok {
			continue
		}
		var out []link
		for _, c := range m.cases {
			n := k
			n.to = slices.Clone(k.to)
			n.to[i] = c.to
			if m.harmony {
				n.vowel = both(k.vowel, c.after)
			} else {
				n.before = both(k.before, c.after)
			}
			out = append(out, restored(n, mutables)...)
		}
		return out
	}
	return []link{k}
}

// both is the condition that holds where a and b do.
func both(a, b letterSet) letterSet {
	switch {
	case a.letters == nil:
		return b
	case b.letters == nil:
		return a
	case a.not && b.not:
		return letterSet{letters: append(slices.Clip(a.letters), b.letters...), not: true}
	case a.not:
		a, b = b, a
	}
	out := letterSet{letters: []rune{}}
	for _, r := range a.letters {
		if b.has(r) {
			out.letters = append(out.letters, r)
		}
	}
	return out
}

// maxChain is the number of endings that are taken off at most. Longer chains
// are not words.
const maxChain = 12

// stem gives the shortest stem that a chain of endings leaves, the word itself
// where none fits.
func (c *chains) stem(w []rune) []rune {
	for {
		best := w
		c.walk(w, 0, maxChain, &best)
		if !c.repeat || len(best) == len(w) {
			return best
		}
		w = best
	}
}

func (c *chains) walk(w []rune, slot, depth int, best *[]rune) {
	if len(w) == 0 || depth == 0 {
		return
	}
	list := c.slots[slot][w[len(w)-1]]
	for i := range list {
		k := &list[i]
		n := len(w) - len(k.letters)
		if n+len(k.to) < k.left || n < 1 || !slices.Equal(w[n:], k.letters) || !k.before.has(w[n-1]) {
			continue
		}
		v := c.lastVowel(w[:n])
		if v == 0 && c.vowels != nil && !slices.ContainsFunc(k.to, c.isVowel) || k.vowel.letters != nil && v != 0 && !k.vowel.has(v) {
			continue
		}
		rest := w[:n:n]
		rest = append(rest, k.to...)
		if k.accept && len(rest) < len(*best) && c.isStem(rest) {
			*best = rest
		}
		for _, next := range k.next {
			c.walk(rest, next, depth-1, best)
		}
	}
}

// isStem says whether a word may end like this.
func (c *chains) isStem(w []rune) bool {
	last := w[len(w)-1]
	if len(w) < 2 || c.isVowel(last) {
		return len(w) > 2
	}
	before := w[len(w)-2]
	return c.clusters == nil || c.isVowel(before) || slices.Contains(c.clusters, string([]rune{before, last})) != c.barred
}

func (c *chains) isVowel(r rune) bool { return slices.Contains(c.vowels, r) }

// lastVowel gives the last vowel of a stem, 0 if it has none.
func (c *chains) lastVowel(w []rune) rune {
	for i := len(w) - 1; i >= 0; i-- {
		if c.isVowel(w[i]) {
			return w[i]
		}
	}
	return 0
}

// makeChain takes the chain of endings off every term of the word, but of
// words that a whole lemma table knows.
func makeChain(arg string) (part, error) {
	c, err := readChains(arg)
	if err != nil {
		return nil, err
	}
	return stems(func(_ string, r []rune) string { return string(c.stem(r)) }), nil
}
