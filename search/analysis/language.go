package analysis

import (
	"slices"
	"strings"
	"sync"

	"communique/corpus/lang"
)

// A spec is an index, the languages it keeps, and the parts that its analyzer
// is composed of: what a language pack declares, or a line of data/neutral.tsv,
// which has the analyzers that belong to no language and those of languages
// that have no pack yet.
type spec struct {
	index     string
	languages []string
	parts     string
}

type specTable struct {
	byIndex    map[string]spec
	byLanguage map[string]string
	indexes    []string // of languages, without the neutral analyzers
}

var specs = sync.OnceValue(func() *specTable {
	t := &specTable{byIndex: map[string]spec{}, byLanguage: map[string]string{}}
	for _, row := range rows("neutral.tsv") {
		t.byIndex[row[0]] = spec{index: row[0], languages: strings.Fields(row[1]), parts: row[2]}
	}
	keeps := map[string][]string{}
	for _, p := range lang.All() {
		keeps[p.Index] = append(append(keeps[p.Index], p.Code), p.Also...)
		if len(p.Analyzer) > 0 {
			t.byIndex[p.Index] = spec{index: p.Index, parts: strings.Join(p.Analyzer, " ")}
		}
		if len(p.Exact) > 0 {
			t.byIndex[exactOf(p.Index)] = spec{index: exactOf(p.Index), parts: strings.Join(p.Exact, " ")}
		}
	}
	for index, s := range t.byIndex {
		if own := keeps[index]; own != nil {
			s.languages = own
			t.byIndex[index] = s
		}
		for _, l := range s.languages {
			t.byLanguage[l] = index
		}
		if len(s.languages) > 0 {
			t.indexes = append(t.indexes, index)
		}
	}
	slices.Sort(t.indexes)
	return t
})

// exactOf names the analyzer of an index's exact fields.
func exactOf(index string) string { return "exact-" + index }

// Parts lists the parts that the analyzer of an index is composed of, in
// their order.
func Parts(index string) []string { return strings.Fields(specs().byIndex[index].parts) }

// Indexes lists the indexes that there can be, Undetermined among them.
func Indexes() []string { return slices.Clone(specs().indexes) }

// indexFor is IndexOf for languages without a pack too; the name of an index
// stands for itself.
func indexFor(language string) string {
	for code := language; code != ""; {
		if i, ok := specs().byLanguage[code]; ok {
			return i
		}
		i := strings.LastIndexByte(code, '-')
		if i < 0 {
			break
		}
		code = code[:i]
	}
	if s, ok := specs().byIndex[language]; ok && len(s.languages) > 0 {
		return language
	}
	return Undetermined
}

// Languages lists the languages of an index.
func Languages(index string) []string {
	return slices.Clone(specs().byIndex[index].languages)
}

// For gives the analyzer of a language or index; the neutral one of unknown
// languages where there is none.
// It is that of a question: a text is found by some terms more, see ForTexts.
func For(language string) *Analyzer { return analyzerFor(indexFor(language)) }

// ForTexts gives the analyzer of the texts of a language or index. It gives
// every term that For gives, at the same positions, and others by which a word
// is found too, as the parts of a compound.
func ForTexts(language string) *Analyzer { return textAnalyzerFor(indexFor(language)) }

// ForExact gives the analyzer of the exact fields: words folded to plain lower
// case, not stemmed.
func ForExact() *Analyzer { return analyzerFor("exact") }

// ForNames gives the analyzer of names: as Exact, and every script in plain
// Latin letters.
func ForNames() *Analyzer { return analyzerFor("names") }

// Terms gives the terms of a text in a language, with the places of their
// words.
func Terms(language, text string) []Token { return For(language).Terms(text) }

// ExactTerms gives the terms of the exact fields.
func ExactTerms(text string) []Token { return ForExact().Terms(text) }

var stops sync.Map // index → func() map[string]bool

// IsStop says whether a term of an index is a function word. They are
// indexed all the same, for phrases; a question of other words need not
// match them. A function word that is cut into several terms, as in Thai, has
// none of its own: the pieces are those of other words too.
func IsStop(index, term string) bool {
	f, ok := stops.Load(index)
	if !ok {
		f, _ = stops.LoadOrStore(index, sync.OnceValue(func() map[string]bool {
			set := map[string]bool{}
			for _, l := range specs().byIndex[index].languages {
				p := lang.For(l)
				if p == nil {
					continue
				}
				for _, w := range p.Words() {
					tokens := For(index).Terms(w)
					if len(tokens) > 0 && tokens[len(tokens)-1].Position > 1 {
						continue
					}
					for _, t := range tokens {
						set[t.Term] = true
					}
				}
			}
			return set
		}))
	}
	return f.(func() map[string]bool)()[term]
}

// Folder gives what the analyzer of an index makes of a single word before
// it looks for the dictionary form: the spelling in which its lemma table
// must be written.
func Folder(index string) func(word string) string {
	s := specs().byIndex[index]
	var sentence []string
	for _, p := range strings.Fields(s.parts) {
		kind, _, _ := strings.Cut(p, ":")
		if kind == "clitics" || kind == "irregular" || kind == "lemma" || kind == "words" || kind == "chain" || kind == "endings" || kind == "stem" {
			break
		}
		sentence = append(sentence, p)
	}
	a, err := newAnalyzer(index, strings.Join(sentence, " "), false)
	if err != nil {
		panic(err) // the same data as analyzerFor
	}
	return func(word string) string {
		tokens := a.Terms(word)
		if len(tokens) != 1 || tokens[0].Start != 0 || tokens[0].End != len(word) {
			return ""
		}
		return tokens[0].Term
	}
}
