package analysis

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// prefix keeps our analyzers apart from the ones that Bleve brings.
const prefix = "communique-"

// Names of the registered analyzers that are the same in every index.
const (
	ExactAnalyzer = prefix + "exact"
	NamesAnalyzer = prefix + "names"
)

// AnalyzerName gives the name under which the analyzer of an index is
// registered with Bleve.
func AnalyzerName(index string) string {
	if _, ok := specs().byIndex[index]; !ok {
		index = Undetermined
	}
	return prefix + index
}

// TextAnalyzerName gives the name of the analyzer of an index's texts, as
// ForTexts.
func TextAnalyzerName(index string) string { return AnalyzerName(index) + "-text" }

func init() {
	register := func(name, index string, texts bool) {
		err := registry.RegisterAnalyzer(name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return bleveAnalyzer{lazily(index, texts)}, nil
		})
		if err != nil {
			panic(err) // two lines of neutral.tsv name one index
		}
	}
	for index, s := range specs().byIndex {
		register(AnalyzerName(index), index, false)
		if len(s.languages) > 0 {
			register(TextAnalyzerName(index), index, true)
		}
	}
}

// bleveAnalyzer gives Bleve our tokens: all of one text in a few pieces of
// memory, the terms shared with the memo.
type bleveAnalyzer struct{ *Analyzer }

func (a bleveAnalyzer) Analyze(input []byte) analysis.TokenStream {
	text := string(input)
	guess := len(text)/6 + 4
	slab := make([]analysis.Token, 0, guess)
	out := make(analysis.TokenStream, 0, guess)
	a.walk(text, func(start, end, position int, m *memo) {
		if m.bytes == nil { // the text itself
			m.byte[0] = input[start:end:end]
			m.bytes = m.byte[:]
			defer func() { m.bytes = nil }()
		}
		for _, t := range m.bytes {
			if len(slab) == cap(slab) {
				slab = make([]analysis.Token, 0, guess)
			}
			slab = append(slab, analysis.Token{Term: t, Start: start, End: end, Position: position, Type: analysis.AlphaNumeric})
			out = append(out, &slab[len(slab)-1])
		}
	})
	return out
}

// ExactAnalyzerName gives the name of the analyzer of an index's exact
// fields: where an index keeps two alphabets, they are folded to one there
// too.
func ExactAnalyzerName(index string) string {
	if _, ok := specs().byIndex[exactOf(index)]; ok {
		return prefix + exactOf(index)
	}
	return ExactAnalyzer
}
