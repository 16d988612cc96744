package store

import (
	"fmt"
	"testing"

	"communique/corpus"
)

func BenchmarkPut(b *testing.B) {
	s, err := Open(b.Context(), b.TempDir(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	n := 0
	batch := make([]corpus.Document, 500)
	for b.Loop() {
		for i := range batch {
			batch[i] = corpus.Document{ID: fmt.Sprint(n), Title: "Title", Text: long, Country: "RO", Source: "bench"}
			n++
		}
		if _, err := s.Put(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "documents/s")
}

// BenchmarkPutAnnotations keeps annotations with two offices each.
func BenchmarkPutAnnotations(b *testing.B) {
	s, batch := annotatedBench(b, 1000)
	n := 0
	for b.Loop() {
		if err := s.PutAnnotations(b.Context(), "g", batch); err != nil {
			b.Fatal(err)
		}
		n += len(batch)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "documents/s")
}

// BenchmarkTenures asks for one office of one state, and for all offices,
// among 40,000 that documents hold down.
func BenchmarkTenures(b *testing.B) {
	s, batch := annotatedBench(b, 20_000)
	if err := s.PutAnnotations(b.Context(), "g", batch); err != nil {
		b.Fatal(err)
	}
	for name, f := range map[string]corpus.OfficeFilter{"one": {State: "LV", Portfolio: "p7"}, "all": {}} {
		b.Run(name, func(b *testing.B) {
			f.Size, f.Evidence = 20, 5
			for b.Loop() {
				if found, _, err := s.Tenures(b.Context(), f); err != nil || len(found) == 0 {
					b.Fatal(err)
				}
			}
		})
	}
}

func annotatedBench(b *testing.B, documents int) (*Store, []AnnotatedRevision) {
	s, err := Open(b.Context(), b.TempDir(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	put := make([]corpus.Document, documents)
	batch := make([]AnnotatedRevision, documents)
	for i := range documents {
		id := fmt.Sprint("d", i)
		put[i] = corpus.Document{ID: id, Text: "Text of " + id}
		a := &corpus.Annotations{}
		for k := range 2 {
			person := fmt.Sprint("person:p", (i*7+k)%5000)
			a.Mentions = append(a.Mentions, corpus.Mention{
				Type: corpus.Person, Field: "text", Text: "Somebody", ID: person, Name: person,
				Offices: []corpus.Office{{Role: "minister", Portfolio: fmt.Sprint("p", i%20), State: []string{"LV", "RO", "DE"}[i%3]}},
			})
		}
		batch[i] = AnnotatedRevision{ID: id, Revision: 1, Published: corpus.DateOfDay(17000 + i%1000), Annotations: a}
	}
	if _, err := s.Put(b.Context(), put); err != nil {
		b.Fatal(err)
	}
	return s, batch
}
