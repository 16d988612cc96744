package api

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"communique/api/internal/fake"
	"communique/api/parts"
	"communique/corpus"
	"communique/corpus/store"
)

// start serves a small program on a port of its own until the test ends;
// change, if any, alters the Config.
func start(t *testing.T, p *fake.Program, change ...func(*Config)) (url string, s *Server) {
	t.Helper()
	kept := keep(t, p)
	cfg := Config{
		Searcher: p, Documents: p, Catalogue: p, Ingester: p, Tenures: kept, Corrections: kept, Log: slog.New(slog.DiscardHandler), Version: "test",
		Stats: func() parts.Stats {
			return parts.Stats{
				Documents: map[string]int{"lv": 2, "xx-typed": 1}, IndexBytes: map[string]int64{"lv": 4096},
				LastSequence: 12, IndexedSequence: 9, LagSeconds: 1.5, DiskFree: 50 << 30,
			}
		},
	}
	for _, f := range change {
		f(&cfg)
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	return "http://" + l.Addr().String(), s
}

// kept is the real corpus, for offices and corrections; the index that would
// follow a correction is left out.
type kept struct{ *store.Store }

func keep(t *testing.T, p *fake.Program) kept {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, d := range p.All() {
		if _, err := s.Put(t.Context(), []corpus.Document{d.Document}); err != nil {
			t.Fatal(err)
		}
		a := d.Annotations
		if err := s.PutAnnotations(t.Context(), "", []store.AnnotatedRevision{{ID: d.Document.ID, Revision: 1, Published: d.Document.Published, Annotations: &a}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.AddCorrection(t.Context(), corpus.Correction{Kind: corpus.Rename, Entity: "person:nobody", Name: "No Body", Who: "test"}); err != nil {
		t.Fatal(err)
	}
	return kept{s}
}

func (k kept) Correct(ctx context.Context, c corpus.Correction) (corpus.Correction, error) {
	return k.AddCorrection(ctx, c)
}

func (k kept) WaitCorrected(context.Context, int64) error { return nil }

func releases() *fake.Program { return fake.New(fake.Releases()...) }

// answer is a response read to its end.
type answer struct {
	*http.Response
	body string
}

func (a answer) problem(t *testing.T) problem {
	t.Helper()
	var p problem
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Fatalf("not a problem document: %v\n%s", err, a.body)
	}
	if got := a.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("Content-Type of a problem is %q", got)
	}
	if p.Status != a.StatusCode || p.Title == "" || p.Detail == "" || p.RequestID == "" {
		t.Errorf("incomplete problem %+v", p)
	}
	return p
}

func (a answer) page(t *testing.T) *goquery.Document {
	t.Helper()
	if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
		t.Fatalf("not a page: %d %s\n%s", a.StatusCode, a.Header.Get("Content-Type"), a.body)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// ask sends a request; headers are pairs of name and value.
func ask(t *testing.T, method, url, body string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res, string(b)}
}

func get(t *testing.T, url string, headers ...string) answer {
	t.Helper()
	return ask(t, http.MethodGet, url, "", headers...)
}
