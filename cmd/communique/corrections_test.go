package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"testing"

	"communique/corpus"
	"communique/search/engine"
)

// call sends a request to the API and reads the answer into to, which may be
// nil.
func (s *server) call(method, path string, body, to any) (status int) {
	s.t.Helper()
	var sent bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&sent).Encode(body); err != nil {
			s.t.Fatal(err)
		}
	}
	request, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, &sent)
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if to != nil {
		if err := json.Unmarshal(text, to); err != nil {
			s.t.Fatalf("%s %s: %s %s", method, path, answer.Status, text)
		}
	}
	return answer.StatusCode
}

// counts is the number of documents by value of a facet.
func (s *server) counts(field string) map[string]int {
	s.t.Helper()
	counts := map[string]int{}
	for _, v := range s.search(url.Values{"facets": {field}, "facet_size": {"100"}}).Facets[field] {
		counts[v.Value] = v.Count
	}
	return counts
}

type offices struct {
	Total   int
	Offices []struct {
		corpus.Tenure
		Label string
	}
}

// A correction outlives the process, goes into a backup, and is undone.
func TestCorrectionsAndOfficesEndToEnd(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := startServer(t, dir)
	text := func(name string) string {
		return "The Minister of the Interior of Latvia, " + name + ", met the delegation of Interpol in Riga. Minister " + name + " thanked the police."
	}
	if status, _, err := s.post(t.Context(), []corpus.Document{
		{ID: "a", Title: "Meeting in Riga", Text: text("Anna Bergmane"), Published: "2019-05-30", Language: "en"},
		{ID: "b", Title: "Meeting in Riga again", Text: text("Anna Bergmane"), Published: "2019-07-01", Language: "en"},
		{ID: "c", Title: "Visit of the minister", Text: text("Peter Anders Holm"), Published: "2020-02-01", Language: "en"},
	}, "?wait=indexed"); err != nil || status != 200 {
		t.Fatal(status, err)
	}
	var o offices
	s.call("GET", "/api/v1/offices?state=LV&portfolio=interior&role=minister&ui=lv", nil, &o)
	if o.Total != 2 || o.Offices[0].Person != "person:peter-anders-holm" || o.Offices[1].Documents != 2 ||
		o.Offices[1].First != "2019-05-30" || o.Offices[1].Last != "2019-07-01" || o.Offices[1].Label != "Ministrs (iekšlietas), Latvija" {
		t.Fatalf("offices: %+v", o)
	}
	s.call("GET", "/api/v1/offices?state=LV&portfolio=interior&at=2019-06", nil, &o)
	if o.Total != 1 || o.Offices[0].Person != "person:anna-bergmane" {
		t.Errorf("in June 2019: %+v", o)
	}

	var c corpus.Correction
	for _, one := range []map[string]string{
		{"kind": "merge", "entity": "person:peter-anders-holm", "into": "person:anna-bergmane"},
		{"kind": "reject", "entity": "org:interpol", "document": "b"},
	} {
		if status := s.call("POST", "/api/v1/corrections?wait=indexed", one, &c); status != http.StatusCreated || c.Who != "this machine" {
			t.Fatalf("%d %+v", status, c)
		}
	}
	wantCorrected := func(s *server) {
		t.Helper()
		persons, organisations := s.counts(engine.FacetPerson), s.counts(engine.FacetOrganisation)
		if persons["person:anna-bergmane"] != 3 || persons["person:peter-anders-holm"] != 0 || organisations["org:interpol"] != 2 {
			t.Errorf("counts: %v %v", persons, organisations)
		}
	}
	wantCorrected(s)
	s.kill()
	s = startServer(t, dir)
	wantCorrected(s)
	var e struct{ ID, Label string }
	if s.call("GET", "/api/v1/entities/person:peter-anders-holm", nil, &e); e.ID != "person:anna-bergmane" || e.Label != "Anna Bergmane" {
		t.Errorf("the merged entity: %+v", e)
	}
	// A new index follows them, too.
	backup := filepath.Join(t.TempDir(), "backup.db")
	if code, out, said := command(t, "", "backup", "--data", dir, backup); code != 0 {
		t.Fatal(code, out, said)
	}
	s.stop()
	restored := filepath.Join(t.TempDir(), "restored")
	if code, out, said := command(t, "", "restore", "--data", restored, backup); code != 0 {
		t.Fatal(code, out, said)
	}
	s = startServer(t, restored)
	s.wantAll(map[string]bool{"a": true, "b": true, "c": true}, nil, 20e9)
	wantCorrected(s)

	for _, path := range []string{"/api/v1/corrections/1?wait=indexed", "/api/v1/corrections/2?wait=indexed"} {
		if status := s.call("DELETE", path, nil, nil); status != http.StatusNoContent {
			t.Errorf("%s: %d", path, status)
		}
	}
	if persons := s.counts(engine.FacetPerson); persons["person:anna-bergmane"] != 2 || persons["person:peter-anders-holm"] != 1 || s.counts(engine.FacetOrganisation)["org:interpol"] != 3 {
		t.Errorf("after undoing: %v", persons)
	}
	var list struct{ Corrections []corpus.Correction }
	if s.call("GET", "/api/v1/corrections?all=true", nil, &list); len(list.Corrections) != 2 || list.Corrections[0].UndoneBy != "this machine" {
		t.Errorf("on record: %+v", list)
	}
	s.stop()
}
