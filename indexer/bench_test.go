package indexer

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"communique/corpus"
	"communique/corpus/sample"
	"communique/corpus/store"
	"communique/indexer/write"
)

// BenchmarkIngest takes the bundled releases in again and again, under new
// ids, until all can be found, everything annotated.
func BenchmarkIngest(b *testing.B) {
	steps, err := Steps()
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	s, err := store.Open(b.Context(), dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	x, err := write.Open(b.Context(), write.Options{Dir: filepath.Join(dir, "index"), Corpus: s.Name(), Generation: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	service := New(s, x, steps, Options{Data: "bench", MaxLag: 10_000})
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- service.Run(ctx) }()
	defer func() { cancel(); <-done }()

	n, bytes, start := 0, int64(0), time.Now()
	for b.Loop() {
		for range 4 {
			batch := make([]corpus.Document, 0, 500)
			for _, d := range sample.Documents() {
				d.ID = fmt.Sprintf("%d-%s", n, d.ID)
				n++
				bytes += int64(len(d.Text))
				batch = append(batch, d)
			}
			if _, err := service.Ingest(ctx, batch); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := service.WaitIndexed(ctx, s.LastSequence()); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(n)/time.Since(start).Seconds(), "documents/s")
	b.ReportMetric(float64(bytes)/time.Since(start).Seconds()/1e6, "MB/s")
}
