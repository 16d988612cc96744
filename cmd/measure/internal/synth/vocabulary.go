package synth

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"unicode"

	"communique/corpus/lang"
)

// vocabularySize is the number of different words of a language: as many as
// some two million words of real text have.
const vocabularySize = 60_000

// vocabulary is the words of one language, the commonest first.
type vocabulary struct {
	code                                                  string
	words                                                 []string
	common                                                int // function words, at the head of words
	weight                                                []float64
	given, surnames, roles, states, organisations, months []string
}

// newVocabulary takes what the pack has and makes up the rest. A language
// without a pack is spelt like English.
func newVocabulary(code string, seed uint64) *vocabulary {
	r := rand.New(rand.NewPCG(seed, hash(code)))
	p := lang.For(code)
	if p == nil {
		p = lang.For("en")
	}
	v := &vocabulary{code: code, given: names(p.Column("given")), surnames: names(p.Column("surnames")), roles: p.Column("roles"),
		states: names(p.Column("states")), organisations: names(p.Column("organisations")), months: p.Column("months")}
	seen := map[string]bool{}
	add := func(word string) {
		if word = strings.TrimSpace(word); word != "" && !seen[word] {
			seen[word] = true
			v.words = append(v.words, word)
		}
	}
	for _, w := range p.Words() {
		add(w)
	}
	v.common = len(v.words)
	var models []string
	for _, list := range [][]string{p.Words(), p.Column("topics"), p.Column("portfolios"), v.roles, v.states, v.given, v.surnames} {
		for _, entry := range list {
			models = append(models, strings.FieldsFunc(strings.ToLower(entry), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) })...)
		}
	}
	for _, list := range [][]string{p.Column("topics"), p.Column("portfolios")} {
		for _, entry := range list {
			for _, w := range strings.Fields(entry) {
				add(w)
			}
		}
	}
	c := newChain(models)
	for tries := 0; len(v.words) < vocabularySize && tries < 20*vocabularySize; tries++ {
		add(c.word(r))
	}
	total := 0.0
	v.weight = make([]float64, len(v.words))
	for i := range v.weight {
		total += 1 / math.Pow(float64(i)+2.7, 1.05) // Zipf and Mandelbrot
		v.weight[i] = total
	}
	return v
}

// word draws a word by its frequency.
func (v *vocabulary) word(r *rand.Rand) string {
	x := r.Float64() * v.weight[len(v.weight)-1]
	return v.words[sort.SearchFloat64s(v.weight, x)]
}

// names keeps entries that can stand in a sentence: no patterns.
func names(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" || strings.ContainsAny(s, "*|<>=+") })
}

// chain spells words by what letter follows which two.
type chain struct{ next map[[2]rune][]rune }

func newChain(words []string) *chain {
	c := &chain{next: map[[2]rune][]rune{}}
	for _, w := range words {
		at := [2]rune{}
		for _, r := range w {
			c.next[at] = append(c.next[at], r)
			at = [2]rune{at[1], r}
		}
		c.next[at] = append(c.next[at], 0)
	}
	return c
}

func (c *chain) word(r *rand.Rand) string {
	var b strings.Builder
	at := [2]rune{}
	for n := 0; n < 16; n++ {
		next := c.next[at]
		if len(next) == 0 {
			break
		}
		letter := next[r.IntN(len(next))]
		if letter == 0 {
			break
		}
		b.WriteRune(letter)
		at = [2]rune{at[1], letter}
	}
	if b.Len() < 3 {
		return ""
	}
	return b.String()
}

func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
