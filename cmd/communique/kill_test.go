package main

import (
	"context"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/corpus"
)

// A server is killed twenty times while documents come in. What it had
// acknowledged is found after each restart, within seconds, each once.
func TestKilledTwentyTimesLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	const documents, kills, batch = 5000, 20, 25
	dir := filepath.Join(t.TempDir(), "data")
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	acknowledged, sent := map[string]bool{}, map[string]bool{}
	next, edition := 0, 0
	for kill := range kills {
		s := startServer(t, dir)
		s.wantAll(acknowledged, sent, 15*time.Second)
		life := time.Duration(50+random.IntN(900)) * time.Millisecond
		// Each life takes about its part of the documents; the moment of
		// its end is anywhere in a batch, a commit, a cycle of the index.
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			for ctx.Err() == nil {
				var documentsNow []corpus.Document
				for range batch {
					documentsNow = append(documentsNow, release(next, edition))
					sent[release(next, edition).ID] = true
					if next++; next == documents {
						next, edition = 0, edition+1 // round again: revisions
					}
				}
				status, answer, err := s.post(ctx, documentsNow, "")
				if err != nil {
					return // killed: nothing is known of this batch
				}
				if status != 200 {
					t.Errorf("status %d: %s", status, answer.Detail)
					return
				}
				for _, item := range answer.Items {
					acknowledged[item.ID] = true
				}
				time.Sleep(time.Duration(random.IntN(60)) * time.Millisecond)
			}
		}()
		time.Sleep(life)
		s.kill()
		cancel()
		<-ended
		t.Logf("life %d: %d acknowledged, edition %d", kill+1, len(acknowledged), edition)
	}
	s := startServer(t, dir)
	for len(acknowledged) < documents { // what is left of the 5,000
		var rest []corpus.Document
		for n := range documents {
			if d := release(n, edition); !acknowledged[d.ID] && len(rest) < 500 {
				rest = append(rest, d)
			}
		}
		_, answer, err := s.post(t.Context(), rest, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range answer.Items {
			acknowledged[item.ID] = true
		}
	}
	s.wantAll(acknowledged, nil, 30*time.Second)
	for range 50 { // by a word of its own, in whatever language
		id := release(random.IntN(documents), 0).ID
		number := strings.TrimLeft(id, "r0")
		if found := s.search(url.Values{"q": {"number" + number}}); id != "r00000" && (found.Total != 1 || found.Hits[0].ID != id) {
			t.Errorf("number%s finds %d documents, want %s", number, found.Total, id)
		}
	}
	s.stop()
	if code, out, said := command(t, "", "verify", "--data", dir); code != 0 {
		t.Errorf("verify: %d\n%s%s", code, out, said)
	}
}
