package engine

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"communique/corpus"
	"communique/search/analysis"
)

// library is a set of indexes with the documents in them, as indexer/write
// and corpus/store would keep them.
type library struct {
	t       testing.TB
	dir     string
	mu      sync.RWMutex
	members map[string]bleve.Index
	texts   map[string]corpus.Document
	where   map[string]string // index by document id
	engine  *Engine
}

func newLibrary(t testing.TB) *library {
	l := &library{t: t, dir: t.TempDir(), members: map[string]bleve.Index{}, texts: map[string]corpus.Document{}, where: map[string]string{}}
	l.engine = New(Config{Members: l.list, Texts: l.text})
	t.Cleanup(func() {
		for _, m := range l.members {
			_ = m.Close()
		}
	})
	return l
}

func (l *library) list() (members []Member) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for name, index := range l.members {
		members = append(members, Member{name, index})
	}
	return members
}

func (l *library) text(_ context.Context, ids []string) (map[string]corpus.Document, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	found := map[string]corpus.Document{}
	for _, id := range ids {
		if d, ok := l.texts[id]; ok {
			found[id] = d
		}
	}
	return found, nil
}

func (l *library) member(name string) bleve.Index {
	l.mu.Lock()
	defer l.mu.Unlock()
	if m := l.members[name]; m != nil {
		return m
	}
	mapping, err := analysis.Mapping(name)
	if err != nil {
		l.t.Fatal(err)
	}
	m, err := bleve.NewUsing(filepath.Join(l.dir, name), mapping, scorch.Name, scorch.Name, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	l.members[name] = m
	return m
}

// put writes documents, one batch per index. A document that changed its
// language leaves its old index.
func (l *library) put(docs ...*corpus.Annotated) {
	batches := map[string]*bleve.Batch{}
	batch := func(name string) *bleve.Batch {
		if batches[name] == nil {
			batches[name] = l.member(name).NewBatch()
		}
		return batches[name]
	}
	for _, d := range docs {
		name, value := analysis.NewIndexDocument(d)
		if err := batch(name).Index(d.Document.ID, value); err != nil {
			l.t.Error(err)
		}
		l.mu.Lock()
		old, moved := l.where[d.Document.ID]
		moved = moved && old != name
		l.where[d.Document.ID] = name
		l.texts[d.Document.ID] = d.Document
		l.mu.Unlock()
		if moved {
			batch(old).Delete(d.Document.ID)
		}
	}
	for name, b := range batches {
		if err := l.member(name).Batch(b); err != nil {
			l.t.Error(err)
		}
	}
}

func (l *library) remove(ids ...string) {
	for _, id := range ids {
		l.mu.Lock()
		name := l.where[id]
		delete(l.where, id)
		delete(l.texts, id)
		l.mu.Unlock()
		if err := l.member(name).Delete(id); err != nil {
			l.t.Error(err)
		}
	}
}

// release is a line of testdata/releases.jsonl: a document and what would be
// inferred from it.
type release struct {
	corpus.Document
	Annotations corpus.Annotations `json:"annotations"`
}

func readReleases(t testing.TB) (docs []*corpus.Annotated) {
	f, err := os.Open("testdata/releases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		var r release
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatalf("testdata/releases.jsonl:%d: %v", n, err)
		}
		r.Annotations.Language.Code = r.Language
		docs = append(docs, &corpus.Annotated{Document: r.Document, Annotations: r.Annotations})
	}
	return docs
}
