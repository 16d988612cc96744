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
