package main

import (
	"bufio"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"communique/corpus"
)

// devPages is a folder of real pages beside the checkout.
const devPages = root + "/../shared/dev/pages"

// TestRealPagesAreFoundByTheirTitles takes pages as they came from the web
// and asks for the words of their titles.
func TestRealPagesAreFoundByTheirTitles(t *testing.T) {
	gold, err := os.Open(devPages + "/gold.jsonl")
	if err != nil {
		t.Skipf("the real pages are not here (%v): they belong in ../shared/dev/pages beside the checkout", err)
	}
	defer gold.Close()
	in, data := t.TempDir(), t.TempDir()
	pages, _ := filepath.Glob(devPages + "/*.html.gz")
	for _, p := range pages {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(in, filepath.Base(p)), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if code, out, errs := command(t, "", "ingest", "--data", data, in); code != exitOK {
		t.Fatalf("ingest ended with %d:\n%s%s", code, out, errs)
	}
	ids := map[string]string{}
	for _, p := range pages {
		code, out, errs := command(t, "", "read", filepath.Join(in, filepath.Base(p)))
		var d corpus.Document
		if code != exitOK || json.Unmarshal([]byte(out), &d) != nil {
			t.Fatalf("read %s ended with %d: %s", p, code, errs)
		}
		ids[strings.TrimSuffix(filepath.Base(p), ".html.gz")] = d.ID
	}
	s := startServer(t, data)
	s.ready(20 * time.Second)
	lines := bufio.NewScanner(gold)
	lines.Buffer(nil, 1<<24)
	n := 0
	for lines.Scan() {
		var page struct{ Page, Title string }
		if err := json.Unmarshal(lines.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		n++
		words := strings.Join(strings.FieldsFunc(page.Title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) }), " ")
		found := s.search(url.Values{"q": {words}})
		if len(found.Hits) == 0 || found.Hits[0].ID != ids[page.Page] {
			t.Errorf("%s is not the first hit for %q: %d hits, %+v", page.Page, words, found.Total, found.Query)
		}
	}
	if n < 30 {
		t.Errorf("only %d pages in gold.jsonl", n)
	}
}
