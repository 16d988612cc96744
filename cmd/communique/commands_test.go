package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/corpus/sample"
)

func TestWrongCallsEndWithTwo(t *testing.T) {
	for _, args := range [][]string{
		{"bogus"}, {"search"}, {"search", "--bogus", "x"}, {"search", "--size", "1000", "x"}, {"search", "--size", "x", "x"},
		{"ingest"}, {"version", "x"}, {"key", "add"}, {"health", "--listen", "nowhere"}, {"ingest", "--server", "nowhere", "-"},
		{"version", "--log-level", "loud"}, {"version", "--log-format", "xml"}, {"analyze", "x"},
	} {
		if code, _, said := command(t, "", args...); code != exitUsage || said == "" {
			t.Errorf("%q: %d %q", args, code, said)
		}
	}
}

func TestFlagsComeFromTheEnvironment(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	t.Setenv("COMMUNIQUE_DATA", data)
	if code, _, said := command(t, line(release(1, 0)), "ingest", "-"); code != 0 {
		t.Fatalf("%d %s", code, said)
	}
	if _, err := os.Stat(filepath.Join(data, "corpus.db")); err != nil {
		t.Error(err)
	}
	other := filepath.Join(t.TempDir(), "other")
	if code, out, _ := command(t, "", "search", "--data", other, "--json", "x"); code != 0 || !strings.Contains(out, `"total":0`) {
		t.Errorf("a flag does not win over the environment: %d %s", code, out)
	}
	t.Setenv("COMMUNIQUE_SIZE", "many")
	if code, _, said := command(t, "", "search", "x"); code != exitUsage || !strings.Contains(said, "COMMUNIQUE_SIZE") {
		t.Errorf("%d %s", code, said)
	}
	_, help, _ := command(t, "", "serve", "--help")
	if !strings.Contains(help, "COMMUNIQUE_LISTEN") {
		t.Errorf("the help does not name the variable:\n%s", help)
	}
}

func TestAnnotatePrintsALineForALine(t *testing.T) {
	in := `{"id":"a","title":"Sēde","text":"Iekšlietu ministrs tikās ar Interpola pārstāvjiem Rīgā 2019. gada 30. maijā."}` + "\nnot json\n" + line(release(3, 0)) + "\n"
	code, out, said := command(t, in, "annotate")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || len(lines) != 3 {
		t.Fatalf("%d %s%s", code, out, said)
	}
	var first map[string]json.RawMessage
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil || len(first) != 4 {
		t.Errorf("%v %s", err, lines[0])
	}
	for _, want := range []string{`{"id":"a","language":{"code":"lv",`, `"id":"org:interpol"`, `"value":"2019-05-30"`} {
		if !strings.Contains(lines[0], want) {
			t.Errorf("%s does not stand in %s", want, lines[0])
		}
	}
	if !strings.HasPrefix(lines[1], `{"id":"","error":{"message":"`) || !strings.Contains(lines[1], `"line":2`) {
		t.Error(lines[1])
	}
	if !strings.HasPrefix(lines[2], `{"id":"r00003",`) {
		t.Error(lines[2])
	}
}

func TestBackupRestoreReindexVerify(t *testing.T) {
	dir := t.TempDir()
	var in bytes.Buffer
	for n := range 200 {
		fmt.Fprintln(&in, line(release(n, 0)))
	}
	must := func(want string, args ...string) {
		t.Helper()
		code, out, said := command(t, in.String(), args...)
		if code != 0 || !strings.Contains(out+said, want) {
			t.Fatalf("%q: %d, want %q\n%s%s", args, code, want, out, said)
		}
	}
	one, two, file := filepath.Join(dir, "one"), filepath.Join(dir, "two"), filepath.Join(dir, "backup.db")
	must("200 new", "ingest", "--data", one, "-")
	must("200 unchanged", "ingest", "--data", one, "-")
	must("200 documents", "verify", "--data", one)
	must("holds the corpus", "backup", "--data", one, file)
	must("in "+two, "restore", "--data", two, file)
	must("200 documents", "verify", "--data", two)
	must("200 documents in a new index", "reindex", "--data", two)
	must("200 documents", "verify", "--data", two)
	must("1 documents", "search", "--data", two, "number17")
	if code, _, said := command(t, "", "restore", "--data", two, file); code != exitFailed || !strings.Contains(said, "--replace") {
		t.Errorf("restoring over a corpus: %d %s", code, said)
	}
	must("in "+two, "restore", "--data", two, "--replace", file)

	// Damage that only reading finds is named, and gone after the next start.
	segments, err := filepath.Glob(filepath.Join(one, "index", "*", "en", "store", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("no segments: %v", err)
	}
	for _, path := range segments {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b[len(b)/2] ^= 0x10
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, said := command(t, "", "verify", "--data", one); code != exitFailed || !strings.Contains(said, "damaged indexes: [en]") {
		t.Errorf("verify of a damaged index: %d %s", code, said)
	}
	s := startServer(t, one)
	want := map[string]bool{}
	for n := range 200 {
		want[release(n, 0).ID] = true
	}
	s.wantAll(want, nil, 15*time.Second)
	time.Sleep(500 * time.Millisecond) // the repair may begin after the first answer
	s.wantAll(want, nil, 15*time.Second)
	s.stop()
	must("200 documents", "verify", "--data", one)
}

func TestReadPrintsDocuments(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.html")
	html := `<html lang="en"><head><title>Ministers met</title></head><body><article><h1>Ministers met</h1><p>` +
		strings.Repeat("The ministers met in Riga and spoke about the border. ", 10) + `</p></article></body></html>`
	if err := os.WriteFile(page, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, said := command(t, "", "read", page)
	if code != 0 || !strings.Contains(out, `"title":"Ministers met"`) || !strings.Contains(out, "spoke about the border") {
		t.Errorf("%d %s%s", code, out, said)
	}
	if code, _, said := command(t, "", "read", page+".gone"); code != exitFailed || !strings.Contains(said, "page.html.gone") {
		t.Errorf("%d %s", code, said)
	}
}

func TestCtrlCEndsCleanly(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var out, said bytes.Buffer
	ended := make(chan int)
	go func() {
		ended <- run(ctx, []string{"serve", "--data", filepath.Join(t.TempDir(), "data"), "--listen", "127.0.0.1:0"}, strings.NewReader(""), &out, &said)
	}()
	time.Sleep(500 * time.Millisecond)
	cancel()
	select {
	case code := <-ended:
		if code != 0 {
			t.Errorf("%d %s", code, said.String())
		}
	case <-time.After(10 * time.Second):
		t.Fatal("does not end")
	}
}

func TestDemoServesTheBundledReleases(t *testing.T) {
	s := startServing(t, "demo", filepath.Join(t.TempDir(), "data"))
	deadline := time.Now().Add(30 * time.Second)
	for s.search(nil).Total < len(sample.Documents()) {
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d releases are found", s.search(nil).Total, len(sample.Documents()))
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.stop()
}
