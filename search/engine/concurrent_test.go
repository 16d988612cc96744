package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"communique/corpus"
)

// Questions while documents come, change and go: every answer adds up in
// itself, and at the end all is exact.
func TestWhileWriting(t *testing.T) {
	l := newLibrary(t)
	docs := map[string]*corpus.Annotated{}
	r := rand.New(rand.NewPCG(3, 4))
	for n := 0; n < 600; n += 20 {
		var batch []*corpus.Annotated
		for i := range 20 {
			d := randomDocument(r, n+i)
			docs[d.Document.ID] = d
			batch = append(batch, d)
		}
		l.put(batch...)
	}
	var asking, writing sync.WaitGroup
	done := make(chan struct{})
	writing.Go(func() {
		r := rand.New(rand.NewPCG(5, 6))
		for range 60 {
			n := r.IntN(600)
			var batch []*corpus.Annotated
			for i := range 20 {
				d := randomDocument(r, (n+i)%700)
				docs[d.Document.ID] = d
				batch = append(batch, d)
			}
			l.put(batch...)
			id := fmt.Sprintf("doc-%05d", r.IntN(600))
			if docs[id] != nil {
				delete(docs, id)
				l.remove(id)
			}
		}
	})
	for c := range 6 {
		asking.Go(func() {
			r := rand.New(rand.NewPCG(7, uint64(c)))
			for {
				select {
				case <-done:
					return
				default:
				}
				_, q := randomQuery(r)
				q.Filters.Language, q.Size = nil, 20
				res, err := l.engine.Search(context.Background(), q)
				if err != nil {
					t.Error(err)
					return
				}
				sum := 0
				for _, v := range res.Facets[FacetLanguage] {
					sum += v.Count
				}
				if sum != res.Total {
					t.Errorf("%q: languages add up to %d of %d", q.Text, sum, res.Total)
					return
				}
				if len(res.Hits) > res.Total {
					t.Errorf("%q: %d hits of %d", q.Text, len(res.Hits), res.Total)
				}
			}
		})
	}
	writing.Wait()
	close(done)
	asking.Wait()
	compareWithBruteForce(t, l, docs, r, 40)
	// What is no longer in use is given back.
	l.engine.memory.mu.Lock()
	defer l.engine.memory.mu.Unlock()
	for index, m := range l.engine.memory.members {
		if n, of := len(m.segments), len(l.members); n > 64 {
			t.Errorf("%v keeps columns of %d segments (%d indexes)", index.Name(), n, of)
		}
	}
}
