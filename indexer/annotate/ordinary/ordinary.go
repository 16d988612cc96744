// Package ordinary knows which words are ordinary words of a language, so
// that a capital alone does not make "Iron Gates" a person. It keeps the
// lower-case dictionary forms of each language in a Bloom filter: about one
// unknown word in a hundred is taken for a known one, no known word is missed.
//
// Data comes from tables/ (made by gen from the word lists of PyPI simplemma,
// MIT; see tables/PAPERS.tsv) and goes to the person and organisation rules.
package ordinary

import (
	"embed"
	"encoding/binary"
	"hash/fnv"
	"sync"
	"unicode/utf8"

	"communique/search/analysis/lemma"
)

//go:embed tables/*.bloom
var tables embed.FS

// Hashes is how many bits a word sets; BitsPerWord how long the filter is.
const (
	Hashes      = 7
	BitsPerWord = 10
)

// Filter is a Bloom filter: eight bytes of length in bits, then the bits.
type Filter []byte

// NewFilter makes an empty filter for n words.
func NewFilter(n int) Filter {
	bits := uint64(n*BitsPerWord + 64)
	f := make(Filter, 8+(bits+7)/8)
	binary.LittleEndian.PutUint64(f, bits)
	return f
}

func (f Filter) each(word string, do func(i uint64, mask byte) bool) bool {
	h := fnv.New64a()
	h.Write([]byte(word))
	sum := h.Sum64()
	a, b := sum>>32, sum&0xffffffff|1
	bits := binary.LittleEndian.Uint64(f)
	for i := range uint64(Hashes) {
		x := (a + i*b + i*i) % bits
		if !do(8+x/8, 1<<(x%8)) {
			return false
		}
	}
	return true
}

// Add puts a word in.
func (f Filter) Add(word string) {
	f.each(word, func(i uint64, mask byte) bool { f[i] |= mask; return true })
}

// Has says whether the word was put in; it errs on the side of yes.
func (f Filter) Has(word string) bool {
	return f.each(word, func(i uint64, mask byte) bool { return f[i]&mask != 0 })
}

// Words knows the ordinary words of one language.
type Words struct {
	filter Filter
	lemmas *lemma.Table
}

var open sync.Map // code -> *Words

// For gives the words of a language, nil where none are known.
func For(code string) *Words {
	if w, ok := open.Load(code); ok {
		return w.(*Words)
	}
	var w *Words
	if b, err := tables.ReadFile("tables/" + code + ".bloom"); err == nil {
		w = &Words{filter: b, lemmas: lemma.Open(code)}
	} else if t := lemma.Open(code); t != nil {
		w = &Words{lemmas: t}
	}
	open.Store(code, w)
	return w
}

// Has says whether a word in lower case is an ordinary word in any of its
// forms. A nil Words knows none.
func (w *Words) Has(word string) bool {
	if w == nil {
		return false
	}
	if w.filter == nil { // no list of words: those of the lemma table
		_, known := w.lemmas.Lookup(word)
		return known
	}
	if w.filter.Has(word) {
		return true
	}
	if w.lemmas == nil {
		return false
	}
	// A rule that cuts much off an unknown word says little: Yeltsin is no
	// form of Turkish yel.
	lemmas, known := w.lemmas.Lookup(word)
	for _, l := range lemmas {
		if l != word && (known || utf8.RuneCountInString(l)+3 >= utf8.RuneCountInString(word)) && w.filter.Has(l) {
			return true
		}
	}
	return false
}

// Surnames knows the surnames of the 1990 census of the United States, in
// small Latin letters without marks (public domain; see tables/PAPERS.tsv).
var Surnames = sync.OnceValue(func() Filter {
	b, err := tables.ReadFile("tables/surnames.bloom")
	if err != nil {
		panic(err) // a broken build
	}
	return b
})

// Sounds knows the keys (search/analysis/names) of given names, and of given
// names and surnames together, of all packs and of the census.
func Sounds() (given, all Filter) { s := sounds(); return s[0], s[1] }

var sounds = sync.OnceValue(func() (s [2]Filter) {
	for i, name := range []string{"given", "all"} {
		b, err := tables.ReadFile("tables/sounds-" + name + ".bloom")
		if err != nil {
			panic(err) // a broken build
		}
		s[i] = b
	}
	return s
})

// Cities knows the names of the world's towns in plain Latin letters, several
// words with one space between: those of 3,000 inhabitants or more, and those
// of 50,000 (GeoNames, CC BY 4.0; see tables/PAPERS.tsv).
func Cities() (all, large Filter) { c := cities(); return c[0], c[1] }

var cities = sync.OnceValue(func() (c [2]Filter) {
	for i, name := range []string{"cities", "cities-large"} {
		b, err := tables.ReadFile("tables/" + name + ".bloom")
		if err != nil {
			panic(err) // a broken build
		}
		c[i] = b
	}
	return c
})
