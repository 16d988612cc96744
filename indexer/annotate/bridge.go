package annotate

import (
	"cmp"
	"hash/fnv"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"communique/corpus"
	"communique/corpus/lang"
	"communique/search/analysis/names"
)

// spelt are the Latin spellings of names as the packs' twins.tsv list them, by
// folded local spelling: what no rule of letters gives (Майкл, Μάικλ, מייקל:
// Michael). A list serves every language of its script.
var spelt = sync.OnceValue(func() *nameTable {
	m := map[string]string{}
	for _, p := range lang.All() {
		for _, r := range p.Rows("twins") {
			if k := foldKey(r[0], false, nil); len(r) == 2 && m[k] == "" {
				m[k] = r[1]
			}
		}
	}
	t := newNameTable(m)
	return &t
})

// latinIndex finds the listed Latin names that sound like a word of another
// script: by the consonants of search/analysis/names, compared by its measure.
type latinIndex struct {
	names []latinEntry
	sound []soundOfName // ordered by key

	mu    sync.Mutex
	known map[soundQuestion]string // answers given, at most mostKnown
}

type soundQuestion struct {
	word string
	near uint64
}

// mostKnown bounds the answers that are kept: names come again and again.
const mostKnown = 1 << 13

// latinEntry is a name and which packs list it: a bit a pack, in their order.
type latinEntry struct {
	name  string
	packs uint64
}

type soundOfName struct {
	key  uint32 // hash of a consonant key
	name uint32 // place in names
}

// latinKeys is how many readings of a Latin name are indexed, the likeliest
// first: the rest are far-fetched.
const latinKeys = 3

var (
	latinGiven    = sync.OnceValue(func() *latinIndex { return newLatinIndex("given") })
	latinSurnames = sync.OnceValue(func() *latinIndex { return newLatinIndex("surnames") })
)

func newLatinIndex(list string) *latinIndex {
	packs := map[string]uint64{}
	for i, p := range lang.All() {
		if p.Inherits != "" {
			continue // its names were counted
		}
		seen := map[string]bool{}
		for _, n := range p.Column(list) {
			if n != "" && !strings.HasPrefix(n, "*") && isLatin(n) && utf8.RuneCountInString(n) > 2 && !strings.ContainsAny(n, " -") && !seen[n] {
				seen[n] = true
				packs[n] |= 1 << (i % 64)
			}
		}
	}
	x := &latinIndex{}
	for _, n := range sortedKeys(packs) {
		for i, k := range names.Keys(strings.ToLower(n)) {
			if i == latinKeys {
				break
			}
			x.sound = append(x.sound, soundOfName{soundHash(k), uint32(len(x.names))})
		}
		x.names = append(x.names, latinEntry{strings.Clone(n), packs[n]})
	}
	slices.SortFunc(x.sound, func(a, b soundOfName) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.name, b.name)) })
	return x
}

func soundHash(key string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(key))
	return h.Sum32()
}

// packsOf are the packs that list a name.
func (x *latinIndex) packsOf(name string) uint64 {
	i, ok := slices.BinarySearchFunc(x.names, name, func(e latinEntry, n string) int { return strings.Compare(e.name, n) })
	if !ok {
		return 0
	}
	return x.names[i].packs
}

// find is the listed name that a word stands for, empty where none is close,
// or two different ones are as close. near are packs whose names come first:
// those of the given name's country.
func (x *latinIndex) find(word string, near uint64) string {
	q := soundQuestion{strings.Clone(word), near}
	x.mu.Lock()
	name, ok := x.known[q]
	x.mu.Unlock()
	if ok {
		return name
	}
	name = x.look(word, near)
	x.mu.Lock()
	if x.known == nil || len(x.known) >= mostKnown {
		x.known = map[soundQuestion]string{}
	}
	x.known[q] = name
	x.mu.Unlock()
	return name
}

func (x *latinIndex) look(word string, near uint64) string {
	const (
		perPack = .004 // a name of many countries before a rare one
		most    = 6
		isNear  = .03
		margin  = .002
	)
	w := names.Read(strings.ToLower(word))
	var best, second latinEntry
	top, next := 0.0, 0.0
	seen := map[uint32]bool{}
	for _, k := range w.Keys() {
		h := soundHash(k)
		at, _ := slices.BinarySearchFunc(x.sound, h, func(s soundOfName, h uint32) int { return cmp.Compare(s.key, h) })
		for ; at < len(x.sound) && x.sound[at].key == h; at++ {
			n := x.sound[at].name
			if seen[n] {
				continue
			}
			seen[n] = true
			e := x.names[n]
			o := names.Read(strings.ToLower(e.name))
			if !w.Same(o) {
				continue
			}
			s := w.Similar(o) + perPack*float64(min(bits.OnesCount64(e.packs), most))
			if e.packs&near != 0 {
				s += isNear
			}
			switch {
			case s > top && corpus.FoldLatin(e.name) == corpus.FoldLatin(best.name):
				best, top = e, s
			case s > top:
				second, next = best, top
				best, top = e, s
			case s > next && corpus.FoldLatin(e.name) != corpus.FoldLatin(best.name):
				second, next = e, s
			}
		}
	}
	if best.name == "" || second.name != "" && top-next < margin {
		return ""
	}
	return best.name
}

// latinParticles are the particles of names of Latin alphabets.
var latinParticles = sync.OnceValue(func() []string {
	var out []string
	for p := range commonParticles {
		if isLatin(p) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
})

// particleIn is the Latin particle that a word of another script writes.
func particleIn(word string) string {
	if utf8.RuneCountInString(word) > 4 {
		return ""
	}
	w, best, top := names.Read(strings.ToLower(word)), "", .8
	for _, p := range latinParticles() {
		if s := w.Similar(names.Read(p)); s > top {
			best, top = p, s
		}
	}
	return best
}

// foreign gives the Latin spellings of the parts of a name that is written in
// another script but belongs to a language of the Latin one: Хельга Шмид is
// Helga Schmid in every language. Nil where the surname is one of the text's
// own language, or neither given name nor surname is a listed Latin one.
func (l *lexicon) foreign(parts []namePart) []string {
	last := len(parts) - 1
	if last < 1 || isLatin(parts[last].text) {
		return nil
	}
	listed := func(n namePart) string {
		if s, ok := spelt().get(foldKey(n.text, false, nil)); ok {
			return s
		}
		return twin(n.text)
	}
	// A surname of the language's own needs a given name that is none.
	if l.ownSurname(l.key(parts[last].text)) && (listed(parts[0]) == "" || listed(parts[last]) == "" && l.given.has(l.key(parts[0].text))) {
		return nil
	}
	out := make([]string, len(parts))
	found := 0
	for i, n := range parts {
		switch {
		case n.initial || isLatin(n.text):
			out[i] = ""
			continue
		case i == last:
			if out[i] = listed(n); out[i] == "" {
				out[i] = latinSurnames().find(n.text, latinGiven().packsOf(out[0]))
			}
		case i > 0 && (n.particle || utf8.RuneCountInString(n.text) <= 4):
			if out[i] = listed(n); out[i] == "" {
				out[i] = particleIn(n.text)
			}
			continue
		default:
			if out[i] = listed(n); out[i] == "" {
				out[i] = latinGiven().find(n.text, 0)
			}
		}
		if out[i] != "" {
			found++
		}
	}
	if found == 0 || out[last] == "" && (parts[0].initial || out[0] == "" || l.given.has(l.key(parts[0].text))) {
		return nil
	}
	return out
}
