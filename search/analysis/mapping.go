package analysis

import (
	"bytes"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
)

// Mapping is the bleve mapping of the index with the given name. All indexes
// have the same fields; they differ in the analyzer of title and text.
//
// Nothing is stored and nothing has doc values: texts come from the corpus,
// and the engine builds its columns from the inverted lists of the keyword
// fields, which is faster than reading doc values back and leaves them off
// the disk. Of the places of words only their positions are kept (see indexed),
// and the unstemmed fields only say which documents have a word: together this
// halves the index.
func Mapping(index string) (mapping.IndexMapping, error) {
	own, exact := indexedName(index), ExactAnalyzerName(index)
	m := bleve.NewIndexMapping()
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	m.DefaultAnalyzer = own
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt(Title, textField(Title, own, true), textField(TitleExact, exact, false))
	doc.AddFieldMappingsAt(Text, textField(Text, own, true), textField(TextExact, exact, false))
	doc.AddFieldMappingsAt(Names, textField(Names, NamesAnalyzer, false))
	for _, f := range append([]string{Published, Mentioned, NameKeys, ForeignIndexes}, Keywords...) {
		doc.AddFieldMappingsAt(f, keywordField(f))
	}
	m.DefaultMapping = doc
	if err := m.Validate(); err != nil {
		return nil, fmt.Errorf("mapping of index %s: %w", index, err)
	}
	return m, nil
}

func textField(name, analyzer string, positions bool) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Name, f.Analyzer = name, analyzer
	f.Store, f.DocValues, f.IncludeInAll = false, false, false
	f.IncludeTermVectors, f.SkipFreqNorm = positions, !positions
	return f
}

func keywordField(name string) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Name, f.Analyzer = name, keyword.Name
	f.Store, f.DocValues, f.IncludeInAll, f.IncludeTermVectors = false, false, false, false
	f.SkipFreqNorm = true
	return f
}

// indexed is the analyzer of a language as the index keeps it. Of the places
// of words it keeps only positions: bytes take two thirds of a place, phrases
// do not need them, and snippets are marked on the text itself. Function words
// leave a gap: a phrase then takes any word in their place. They are two
// tokens of five, and TextExact has them for the question that asks for
// nothing else.
type indexed struct {
	analysis.Analyzer
	index string
}

func (a indexed) Analyze(input []byte) analysis.TokenStream {
	if bytes.Contains(input, []byte(markBytes)) {
		return analyzePassages(input, a.index, func(index string, piece []byte) analysis.TokenStream {
			if index == a.index {
				return withoutStops(index, a.Analyzer.Analyze(piece))
			}
			return withoutStops(index, bleveAnalyzer{ForTexts(index)}.Analyze(piece))
		})
	}
	return withoutStops(a.index, a.Analyzer.Analyze(input))
}

func withoutStops(index string, tokens analysis.TokenStream) analysis.TokenStream {
	kept := tokens[:0]
	for _, t := range tokens {
		if IsStop(index, string(t.Term)) {
			continue
		}
		t.Start, t.End = 0, 0
		kept = append(kept, t)
	}
	return kept
}

func indexedName(index string) string { return AnalyzerName(index) + "-indexed" }

func init() {
	for _, index := range Indexes() {
		err := registry.RegisterAnalyzer(indexedName(index), func(_ map[string]any, cache *registry.Cache) (analysis.Analyzer, error) {
			own, err := cache.AnalyzerNamed(TextAnalyzerName(index))
			return indexed{own, index}, err
		})
		if err != nil {
			panic(err) // Indexes names one twice
		}
	}
}
