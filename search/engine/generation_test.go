package engine

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"communique/corpus"
	"communique/search/query"
)

// A new generation of indexes takes over while questions run: none fails, and
// the columns of the old one are given back.
func TestNewGenerationTakesOver(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	var docs []*corpus.Annotated
	for n := range 200 {
		docs = append(docs, randomDocument(r, n))
	}
	generation := func() *library {
		l := newLibrary(t)
		l.put(docs...)
		return l
	}
	var current atomic.Pointer[library]
	current.Store(generation())
	e := New(Config{
		Members: func() []Member { return current.Load().list() },
		Texts: func(ctx context.Context, ids []string) (map[string]corpus.Document, error) {
			return current.Load().text(ctx, ids)
		},
	})
	done := make(chan struct{})
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				q := query.New("zebra OR quartz OR topic:budget")
				q.Size, q.Facets = 20, []string{FacetLanguage}
				if _, err := e.Search(context.Background(), q); err != nil {
					t.Error(err)
					return
				}
				res, err := e.Search(context.Background(), query.Query{Size: 5})
				if err != nil || res.Total != len(docs) {
					t.Error(res.Total, err)
					return
				}
			}
		})
	}
	for range 3 {
		next, old := generation(), current.Load()
		current.Store(next)
		old.mu.Lock()
		for name, m := range old.members {
			if err := m.Close(); err != nil {
				t.Error(err)
			}
			delete(old.members, name)
		}
		old.mu.Unlock()
	}
	close(done)
	asking.Wait()
	if _, err := e.Search(context.Background(), query.Query{}); err != nil {
		t.Error(err)
	}
	if got, want := len(e.memory.members), len(current.Load().members); got != want {
		t.Errorf("columns of %d members are kept, there are %d", got, want)
	}
}
