package main

import (
	"net/url"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"communique/corpus"
)

// Ten clients send, send again and search at the same time; in the end the
// counts are exact. Under -race the server is watched too: it is this binary.
func TestConcurrentClientsOverHTTP(t *testing.T) {
	const clients, each, batch = 10, 40, 10
	dir := filepath.Join(t.TempDir(), "data")
	s := startServer(t, dir)
	stop := make(chan struct{})
	var writers, readers sync.WaitGroup
	for client := range clients {
		writers.Go(func() {
			// New, changed (by edition 3 also in language), the same again.
			for _, edition := range []int{0, 1, 3, 3} {
				for first := client * each; first < (client+1)*each; first += batch {
					var documents []corpus.Document
					for n := first; n < first+batch; n++ {
						documents = append(documents, release(n, edition))
					}
					status, answer, err := s.post(t.Context(), documents, "")
					if err != nil || status != 200 {
						t.Errorf("%d %s %v", status, answer.Detail, err)
						return
					}
					for _, item := range answer.Items {
						if item.Error != nil {
							t.Errorf("%s: %s", item.ID, item.Error.Message)
						}
					}
				}
			}
		})
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				case <-time.After(5 * time.Millisecond):
				}
				for _, q := range []string{"Interpol", "minister", "\"border management\"", ""} {
					s.search(url.Values{"q": {q}, "facets": {"language", "country"}})
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	readers.Wait()
	if status, answer, err := s.post(t.Context(), []corpus.Document{release(clients*each, 3)}, "?wait=indexed"); err != nil || status != 200 {
		t.Fatalf("%d %s %v", status, answer.Detail, err)
	}
	want := map[string]bool{}
	for n := range clients*each + 1 {
		want[release(n, 0).ID] = true
	}
	s.wantAll(want, nil, 0)
	everything := s.search(url.Values{"facets": {"language", "country"}})
	if everything.Total != len(want) {
		t.Errorf("%d documents in all, want %d", everything.Total, len(want))
	}
	for field, values := range everything.Facets {
		sum := 0
		for _, v := range values {
			sum += v.Count
		}
		if sum != len(want) {
			t.Errorf("facet %s sums up to %d, want %d: %v", field, sum, len(want), values)
		}
	}
	if old := s.search(url.Values{"q": {"edition1"}}); old.Total != 0 {
		t.Errorf("%d documents are found by the words of an older revision", old.Total)
	}
	if now := s.search(url.Values{"q": {"edition3"}}); now.Total != len(want) {
		t.Errorf("%d documents are found by the words of their newest revision, want %d", now.Total, len(want))
	}
	s.stop()
	if code, out, said := command(t, "", "verify", "--data", dir); code != 0 {
		t.Errorf("verify: %d\n%s%s", code, out, said)
	}
}
