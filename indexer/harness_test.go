package indexer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/corpus"
	"communique/corpus/store"
	"communique/indexer/write"
	"communique/search/analysis"

	"github.com/blevesearch/bleve/v2"
)

// hinted is a step that believes the language hint; a text that says "panic"
// trips it.
type hinted struct{}

func (hinted) Name() string { return "hinted" }

func (hinted) Apply(_ context.Context, a *corpus.Annotated) error {
	if strings.Contains(a.Document.Text, "panic") {
		panic("tripped")
	}
	if strings.Contains(a.Document.Text, "unusable") {
		return corpus.Errorf(corpus.Invalid, "cannot be used")
	}
	a.Annotations.Language = corpus.DetectedLanguage{Code: a.Document.Language, Confidence: 1}
	return nil
}

// rig is an indexer at work in a folder.
type rig struct {
	t       *testing.T
	dir     string
	options Options
	write   write.Options
	steps   []corpus.Step // after hinted

	store   *store.Store
	index   *write.Index
	service *Service
	stop    func()
}

func newRig(t *testing.T) *rig {
	return &rig{t: t, dir: t.TempDir(), options: Options{Log: quietLog()}, write: write.Options{Generation: "1-a", Grace: time.Millisecond, Log: quietLog()}}
}

func quietLog() *slog.Logger {
	if testing.Verbose() {
		return slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	return slog.New(slog.NewTextHandler(io.Discard, nil))
}

func (r *rig) open() *rig {
	r.t.Helper()
	var err error
	if r.store, err = store.Open(r.t.Context(), r.dir, store.Options{}); err != nil {
		r.t.Fatal(err)
	}
	w := r.write
	w.Dir, w.Corpus, w.LastSequence = filepath.Join(r.dir, "index"), r.store.Name(), r.store.LastSequence()
	if r.index, err = write.Open(r.t.Context(), w); err != nil {
		r.t.Fatal(err)
	}
	r.service = New(r.store, r.index, append(Pipeline{hinted{}}, r.steps...), r.options)
	if err := r.service.LoadCorrections(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.service.Run(ctx) }()
	r.stop = func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			r.t.Errorf("Run ended with %v", err)
		}
		if err := errors.Join(r.index.Close(), r.store.Close()); err != nil {
			r.t.Error(err)
		}
		r.stop = func() {}
	}
	r.t.Cleanup(func() { r.stop() })
	return r
}

func (r *rig) ingest(documents ...corpus.Document) []Outcome {
	r.t.Helper()
	outcomes, err := r.service.Ingest(r.t.Context(), documents)
	if err != nil {
		r.t.Fatal(err)
	}
	return outcomes
}

// settle waits until all that is in the corpus can be found.
func (r *rig) settle() {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), 20*time.Second)
	defer cancel()
	if err := r.service.WaitIndexed(ctx, r.store.LastSequence()); err != nil {
		r.t.Fatal(err)
	}
}

// found lists index/id of every document with a word, by a search of all.
func (r *rig) found(word string) []string {
	r.t.Helper()
	all := []string{}
	for _, m := range r.index.Members() {
		query := bleve.NewTermQuery(word)
		query.SetField(analysis.TextExact)
		request := bleve.NewSearchRequestOptions(query, 100000, 0, false)
		result, err := m.Index.SearchInContext(r.t.Context(), request)
		if errors.Is(err, bleve.ErrorIndexClosed) {
			return nil // found damaged and thrown away since the members were asked for
		}
		if err != nil {
			r.t.Fatal(err)
		}
		for _, h := range result.Hits {
			all = append(all, m.Name+"/"+h.ID)
		}
	}
	slices.Sort(all)
	return all
}

func (r *rig) wantFound(word string, want ...string) {
	r.t.Helper()
	if got := r.found(word); !slices.Equal(got, want) {
		r.t.Errorf("%s finds %q, want %q", word, got, want)
	}
}

// release is a document in one of four languages.
func release(n, edition int) corpus.Document {
	languages := []string{"en", "lv", "de", "qqq"}
	return corpus.Document{
		ID: fmt.Sprintf("d%05d", n), Title: fmt.Sprintf("Release %d", n), Language: languages[(n+edition)%len(languages)],
		Text: fmt.Sprintf("Interpol number n%d edition e%d.", n, edition), Country: "LV", Published: "2019-05-30",
	}
}
