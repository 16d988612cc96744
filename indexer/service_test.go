package indexer

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"communique/corpus"
	"communique/corpus/store"
	"communique/indexer/write"
)

func TestWhatIsIngestedIsFound(t *testing.T) {
	r := newRig(t).open()
	outcomes := r.ingest(
		corpus.Document{ID: "a", Text: "Interpol alpha", Language: "en"},
		corpus.Document{ID: "bad"},
		corpus.Document{ID: "b", Text: "Interpol beta", Language: "lv"},
		corpus.Document{ID: "c", Text: "Interpol panic", Language: "lv"},
		corpus.Document{ID: "d", Text: "Interpol unusable", Language: "lv"},
	)
	if outcomes[1].Err == nil || outcomes[0].Err != nil || outcomes[2].Sequence != 2 {
		t.Errorf("%+v", outcomes)
	}
	r.settle()
	// What a step fails on was acknowledged: it is found all the same.
	r.wantFound("interpol", "en/a", "lv/b", "und/c", "und/d")

	stored, err := r.store.Get(t.Context(), "a")
	if err != nil || stored.Annotations == nil || stored.Annotations.Language.Code != "en" {
		t.Errorf("annotations in the corpus: %+v, %v", stored.Annotations, err)
	}
	// b turns out to be German; a goes; and all is as it was after a restart.
	r.ingest(corpus.Document{ID: "b", Text: "Interpol gamma", Language: "de"})
	if _, err := r.service.Delete(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	r.settle()
	r.wantFound("interpol", "de/b", "und/c", "und/d")
	r.stop()
	r.open()
	r.wantFound("interpol", "de/b", "und/c", "und/d")
	if lag, err := r.service.LagTime(t.Context()); lag != 0 || err != nil || r.service.Lag() != 0 {
		t.Errorf("lag %v, %v", lag, err)
	}
}

// The corpus grows while nobody follows: the index catches up by itself.
func TestTheIndexCatchesUp(t *testing.T) {
	r := newRig(t)
	r.options.Cycle = 7
	r.open()
	r.ingest(release(0, 0))
	r.settle()
	r.stop()
	s, err := store.Open(t.Context(), r.dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 40 {
		if _, err := s.Put(t.Context(), []corpus.Document{release(n, 1), release(n, 2)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Delete(t.Context(), release(3, 0).ID); err != nil {
		t.Fatal(err)
	}
	s.Close()
	r.open()
	r.settle()
	if got := r.found("interpol"); len(got) != 39 {
		t.Errorf("%d documents, want 39: %q", len(got), got)
	}
	if got := r.found("e1"); len(got) != 0 {
		t.Errorf("older revisions are found: %q", got)
	}
}

func TestADamagedIndexIsBuiltAnewByItself(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, dir string){
		"folder gone": func(t *testing.T, dir string) { os.RemoveAll(dir) },
		"a byte changed": func(t *testing.T, dir string) {
			files, _ := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
			for _, f := range files {
				b, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				b[len(b)/3] ^= 1
				if err := os.WriteFile(f, b, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.options.Cycle = 10
			r.open()
			var all []corpus.Document
			for n := range 60 {
				all = append(all, release(n, 0))
			}
			r.ingest(all...)
			r.settle()
			want := r.found("interpol")
			if len(want) != 60 {
				t.Fatalf("%d documents at first", len(want))
			}
			r.stop()
			damage(t, filepath.Join(r.dir, "index", "1-a", "lv"))
			r.open()
			r.ingest(release(100, 0), release(101, 0)) // life goes on
			deadline := time.Now().Add(10 * time.Second)
			for len(r.found("interpol")) != 62 || len(r.index.Current().Missing()) > 0 {
				if time.Now().After(deadline) {
					t.Fatalf("%d documents found, missing %q", len(r.found("interpol")), r.index.Current().Missing())
				}
				time.Sleep(10 * time.Millisecond)
			}
		})
	}
}

func TestNewDataMakesANewIndexWhileQueriesRun(t *testing.T) {
	r := newRig(t).open()
	var all []corpus.Document
	for n := range 300 {
		all = append(all, release(n, 0))
	}
	r.ingest(all...)
	r.settle()
	r.stop()

	r.write.Generation, r.options.Data, r.options.Cycle = "1-b", "b", 20
	r.write.Grace = time.Second
	r.open()
	for n := 300; r.index.Current().Name() != "1-b"; n++ {
		if got := len(r.found("interpol")); got < n {
			t.Fatalf("%d documents are found while building, want %d", got, n)
		}
		r.ingest(release(n, 0))
		r.settle()
		if n == 1000 {
			t.Fatal("never switched")
		}
	}
	r.settle()
	stats, err := r.store.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := len(r.found("interpol")); got != stats.Documents {
		t.Errorf("%d documents are found after the switch, want %d", got, stats.Documents)
	}
	stored, err := r.store.Get(t.Context(), release(5, 0).ID)
	if err != nil || stored.Generation != "b" {
		t.Errorf("annotations are of data %q, %v", stored.Generation, err)
	}
}

func TestConcurrentClients(t *testing.T) {
	r := newRig(t)
	r.options.Cycle, r.options.MaxLag = 50, 100
	r.open()
	const clients, each = 10, 30
	ctx, stop := context.WithCancel(t.Context())
	var writers, readers sync.WaitGroup
	for c := range clients {
		writers.Go(func() {
			// Each document comes three times: new, changed to another
			// language, the same again.
			for _, edition := range []int{0, 1, 1} {
				for n := c * each; n < (c+1)*each; n += 5 {
					var batch []corpus.Document
					for i := range 5 {
						batch = append(batch, release(n+i, edition))
					}
					if _, err := r.service.Ingest(ctx, batch); err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
		readers.Go(func() {
			for ctx.Err() == nil {
				r.found("interpol")
				time.Sleep(time.Millisecond)
			}
		})
	}
	writers.Wait()
	r.settle()
	stop()
	readers.Wait()
	got := r.found("interpol")
	seen := map[string]bool{}
	for _, path := range got {
		_, id, _ := strings.Cut(path, "/")
		seen[id] = true
	}
	if len(got) != clients*each || len(seen) != clients*each {
		t.Errorf("%d hits of %d documents, want %d", len(got), len(seen), clients*each)
	}
	if old := r.found("e0"); len(old) > 0 {
		t.Errorf("older revisions are found: %q", old)
	}
	stats, err := r.store.Stats(t.Context())
	if err != nil || stats.Documents != clients*each || stats.Revisions != 2*clients*each {
		t.Errorf("%+v, %v", stats, err)
	}
}

func TestIngestHoldsBackWhenTheIndexIsFarBehind(t *testing.T) {
	r := newRig(t)
	r.options.MaxLag, r.options.Patience = 10, 50*time.Millisecond
	r.open()
	r.stop()
	// The same folder, with nobody following.
	var err error
	if r.store, err = store.Open(t.Context(), r.dir, store.Options{}); err != nil {
		t.Fatal(err)
	}
	defer r.store.Close()
	w := r.write
	w.Dir, w.Corpus, w.LastSequence = filepath.Join(r.dir, "index"), r.store.Name(), 0
	if r.index, err = write.Open(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	defer r.index.Close()
	s := New(r.store, r.index, nil, r.options)
	n := 0
	for ; err == nil; n++ {
		_, err = s.Ingest(t.Context(), []corpus.Document{release(n, 0)})
	}
	if n != 12 || corpus.FaultOf(err) != corpus.Busy || !strings.Contains(err.Error(), "11 documents behind") {
		t.Errorf("call %d: %v", n, err)
	}
}

func TestIngestAllReportsEachItem(t *testing.T) {
	r := newRig(t).open()
	items := func(yield func(Item, error) bool) {
		for n := range 1200 {
			item := Item{Document: release(n, 0), File: "x.jsonl", Line: n + 1}
			var err error
			switch {
			case n == 7:
				err = fmt.Errorf("x.jsonl:8: is not JSON")
			case n == 8:
				item.Document.Country = "ZZ"
			case n == 9:
				item.Document.ID = release(10, 0).ID // its text differs: a revision
			}
			if !yield(item, err) {
				return
			}
		}
	}
	var refused []string
	report, err := r.service.IngestAll(t.Context(), items, func(items []Item, outcomes []Outcome, _ Report) {
		for i, o := range outcomes {
			if o.Err != nil {
				refused = append(refused, fmt.Sprintf("%s:%d %s", items[i].File, items[i].Line, o.Err))
			}
		}
	})
	if err != nil || report.Created != 1197 || report.Updated != 1 || report.Rejected != 2 || report.Total() != 1200 {
		t.Errorf("%+v, %v", report, err)
	}
	if len(refused) != 2 || !strings.HasPrefix(refused[1], "x.jsonl:9 country \"ZZ\"") {
		t.Errorf("%q", refused)
	}
	r.settle()
	if got := len(r.found("interpol")); got != 1197 {
		t.Errorf("%d documents found", got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.service.IngestAll(ctx, items, nil); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}
