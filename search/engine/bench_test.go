package engine

import (
	"context"
	"math/rand/v2"
	"testing"

	"communique/corpus"
	"communique/search/query"
)

// Questions over 10,000 small documents in five indexes; cmd/measure speed
// has the figures for a corpus of real size.
func BenchmarkSearch(b *testing.B) {
	l := newLibrary(b)
	r := rand.New(rand.NewPCG(1, 1))
	var batch []*corpus.Annotated
	for n := range 10_000 {
		if batch = append(batch, randomDocument(r, n)); len(batch) == 1000 {
			l.put(batch...)
			batch = nil
		}
	}
	for _, c := range []struct{ name, text string }{
		{"browse", ""}, {"word", "zebra"}, {"words", "zebra quartz nimbus"}, {"phrase", `"zebra quartz"`}, {"pattern", "zeb* quarz~"}, {"filter", "topic:budget -country:LV zebra"},
	} {
		for _, full := range []bool{false, true} {
			name := c.name + "/bare"
			q := query.New(c.text)
			q.Size = 10
			if full {
				name = c.name + "/facets"
				q.Facets, q.Histogram = []string{FacetLanguage, FacetCountry, FacetTopic, FacetPerson, FacetOrganisation}, true
			}
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					res, err := l.engine.Search(context.Background(), q)
					if err != nil || res.Total == 0 {
						b.Fatal(res.Total, err)
					}
				}
			})
		}
	}
}

// Reading the columns of a segment.
func BenchmarkColumns(b *testing.B) {
	l := newLibrary(b)
	r := rand.New(rand.NewPCG(1, 1))
	var batch []*corpus.Annotated
	for n := range 5_000 {
		d := randomDocument(r, n)
		d.Annotations.Language.Code = "en"
		batch = append(batch, d)
	}
	l.put(batch...)
	b.ReportAllocs()
	for b.Loop() {
		m := newMemory()
		v, err := m.open(l.list()[0])
		if err != nil || v.docs != 5_000 {
			b.Fatal(err)
		}
		v.close()
	}
}
