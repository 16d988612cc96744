package analysis

import (
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"
)

// Mapping is the bleve mapping of the index with the given name. All indexes
// have the same fields; they differ in the analyzer of title and text.
//
// Nothing is stored and nothing has doc values: texts come from the corpus,
// and the engine builds its columns from the inverted lists of the keyword
// fields, which is faster than reading doc values back and leaves them off
// the disk.
func Mapping(index string) (mapping.IndexMapping, error) {
	own, exact := AnalyzerName(index), ExactAnalyzerName(index)
	m := bleve.NewIndexMapping()
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	m.DefaultAnalyzer = own
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt(Title, textField(Title, own, true), textField(TitleExact, exact, false))
	doc.AddFieldMappingsAt(Text, textField(Text, own, true), textField(TextExact, exact, false))
	doc.AddFieldMappingsAt(Names, textField(Names, NamesAnalyzer, false))
	for _, f := range append([]string{Published, Mentioned}, Keywords...) {
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
	f.IncludeTermVectors = positions
	return f
}

func keywordField(name string) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Name, f.Analyzer = name, keyword.Name
	f.Store, f.DocValues, f.IncludeInAll, f.IncludeTermVectors = false, false, false, false
	f.SkipFreqNorm = true
	return f
}
