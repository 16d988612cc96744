package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/corpus"
	"communique/search/engine"
)

func putFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A gazetteer that is put into the folder of a running server is read, finds
// its names in documents of before, and stops when it is taken out.
func TestGazetteersAreReadWhileTheServerRuns(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	own := filepath.Join(dir, gazetteerFolder, "own.jsonl")
	s := startServer(t, dir)
	if status, _, err := s.post(t.Context(), []corpus.Document{
		{ID: "a", Title: "Shares", Text: "The shares of zorvex holdings and of Zorvex Holdings fell in Riga.", Published: "2019-05-30", Language: "en"},
		{ID: "b", Title: "Встреча", Text: "Министры встретились с руководством «Зорвекса» в Риге и обсудили положение.", Published: "2019-05-30", Language: "ru"},
	}, "?wait=indexed"); err != nil || status != 200 {
		t.Fatal(status, err)
	}
	counted := func(want int) {
		t.Helper()
		for end := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
			got := s.counts(engine.FacetOrganisation)["org:nk-1"]
			if got == want {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("%d documents mention org:nk-1, want %d", got, want)
			}
		}
	}
	counted(0)
	putFile(t, own, `{"id":"NK-1","schema":"Company","properties":{"name":["Zorvex Holdings"],"alias":["Зорвекс"],"country":["lv"],"wikidataId":["Q42"]}}`+"\nnonsense\n")
	counted(2)
	var e struct {
		ID, Label, Wikidata string
		OwnID               string `json:"own_id"`
		Aliases             []string
	}
	if s.call("GET", "/api/v1/entities/org:nk-1", nil, &e); e.Label != "Zorvex Holdings" || e.Wikidata != "Q42" || e.OwnID != "NK-1" || len(e.Aliases) != 2 {
		t.Errorf("%+v", e)
	}
	var found struct{ Entities []struct{ ID string } }
	if s.call("GET", "/api/v1/entities?q=zorv&type=organisation", nil, &found); len(found.Entities) != 1 || found.Entities[0].ID != "org:nk-1" {
		t.Errorf("%+v", found)
	}
	if hits := s.search(url.Values{"organisation": {"org:nk-1"}}); hits.Total != 2 || hits.Facets[engine.FacetOrganisation][0].Label == "" {
		t.Errorf("%+v", hits)
	}
	s.stop()
	if !strings.Contains(s.log.String(), `"line":2`) || !strings.Contains(s.log.String(), "is not JSON") {
		t.Errorf("the log does not name the bad line:\n%s", s.log)
	}
	s = startServer(t, dir) // the same list: no other index
	counted(2)
	if err := os.Remove(own); err != nil {
		t.Fatal(err)
	}
	counted(0)
	s.stop()
}

func TestGazetteersAreChecked(t *testing.T) {
	dir := t.TempDir()
	putFile(t, filepath.Join(dir, "own.tsv"), "schema\tname\twikidataId\nPerson\tIvan Testov\tQ42\nPerson\tAnna Testova\t42\n")
	code, out, said := command(t, "", "gazetteers", dir)
	if code != 1 || !strings.HasPrefix(out, "person:ivan-testov\tperson\tIvan Testov\t") || !strings.Contains(said, `own.tsv:3: wikidataId: "42" is none`) {
		t.Errorf("%d %q %q", code, out, said)
	}
	code, out, _ = command(t, `{"id":"x","text":"Ivan Testov came to Riga.","language":"en"}`+"\n", "annotate", "--explain", "--gazetteers", dir)
	if code != 0 || !strings.Contains(out, "gazetteer of one's own: own.tsv") {
		t.Errorf("%d %s", code, out)
	}
	if code, _, said := command(t, "", "gazetteers", filepath.Join(dir, "none")); code != 1 || !strings.Contains(said, "none") {
		t.Errorf("%d %s", code, said)
	}
}

// What one server exports is a gazetteer for another; nobody gets another id.
func TestExportIsAGazetteer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	documents := `{"id":"a","title":"Meeting","text":"The Minister of the Interior of Latvia, Anna Bergmane, met the delegation of Interpol and of the Ministry of the Interior of Romania in Riga.","published":"2019-05-30","language":"en"}` + "\n"
	file := filepath.Join(t.TempDir(), "a.jsonl")
	putFile(t, file, documents)
	if code, out, said := command(t, "", "ingest", "--data", dir, file); code != 0 {
		t.Fatal(code, out, said)
	}
	code, first, said := command(t, "", "export", "--data", dir)
	if code != 0 || !strings.Contains(first, `"id":"person.anna-bergmane","schema":"Person"`) || !strings.Contains(first, `"schema":"Mention"`) || !strings.Contains(first, `"id":"org.ro-interior","schema":"PublicBody"`) {
		t.Fatal(code, said, first)
	}
	putFile(t, filepath.Join(dir, gazetteerFolder, "own.jsonl"), first)
	if code, out, said := command(t, "", "reindex", "--data", dir); code != 0 {
		t.Fatal(code, out, said)
	}
	code, second, said := command(t, "", "export", "--data", dir)
	if code != 0 || ids(second) != ids(first) {
		t.Errorf("%d %s\n%s\n%s", code, said, ids(first), ids(second))
	}
	if code, _, said := command(t, "", "export", "--data", dir, "--format", "xls"); code != 2 || !strings.Contains(said, "ftm") {
		t.Errorf("%d %s", code, said)
	}
}

// ids are the ids of a FollowTheMoney file in order.
func ids(lines string) string {
	var out []string
	for line := range strings.Lines(lines) {
		id, _, _ := strings.Cut(strings.TrimPrefix(line, `{"id":"`), `"`)
		out = append(out, id)
	}
	return strings.Join(out, " ")
}
