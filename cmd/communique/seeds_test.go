package main

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/corpus"
	"communique/search/engine"
)

// seeds is the customer's folder of five documents, beside the checkout.
const seeds = root + "/../shared/seeds"

// expected is what the customer wants of one seed.
type expected struct {
	Language      string                    `json:"language"`
	Title         string                    `json:"title"`
	Boilerplate   []string                  `json:"boilerplate"`
	States        []string                  `json:"states"`
	Former        map[string]string         `json:"former_states"`
	Organisations map[string]string         `json:"organisations"`
	Ministries    map[string]string         `json:"ministries"`
	Regions       []string                  `json:"regions"`
	Persons       map[string]expectedPerson `json:"persons"`
	Dates         map[string]any            `json:"dates"`
	Topics        []string                  `json:"topics"`
}

type expectedPerson struct {
	ID, Name     string
	LocalName    string `json:"local_name"`
	Roles        []string
	Portfolio    string
	State        string
	Organisation string
	Also         []string
}

// annotatedDocument is the answer of GET documents/{id}.
type annotatedDocument struct {
	corpus.Document
	Language corpus.DetectedLanguage `json:"language"`
	Mentions []corpus.Mention        `json:"mentions"`
	Topics   []corpus.TopicScore     `json:"topics"`
}

func TestSeedsComeOutRight(t *testing.T) {
	b, err := os.ReadFile(seeds + "/expected.json")
	if err != nil {
		t.Skipf("the customer's seeds are not here (%v): they belong in ../shared/seeds beside the checkout", err)
	}
	var want map[string]expected
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if code, out, errs := command(t, "", "ingest", "--data", dir, seeds); code != exitOK {
		t.Fatalf("ingest ended with %d:\n%s%s", code, out, errs)
	}
	s := startServer(t, dir)
	s.ready(20 * time.Second)
	for id, w := range want {
		t.Run(id, func(t *testing.T) {
			var d annotatedDocument
			s.get("/api/v1/documents/"+id, &d)
			checkSeed(t, d, w)
		})
	}
	for query, id := range map[string]string{
		"q=Interpol": "seed-002", "organisation=org:coe": "seed-000 seed-002", "person=person:ivica-dacic": "seed-001", "q=Шмид": "seed-004", "q=Schmid": "seed-004",
	} {
		var found engine.Results
		s.get("/api/v1/search?"+query, &found)
		var ids []string
		for _, h := range found.Hits {
			ids = append(ids, h.ID)
		}
		slices.Sort(ids)
		if got := strings.Join(ids, " "); got != id {
			t.Errorf("%s finds %q, want %q", query, got, id)
		}
	}
}

// get reads a call's answer.
func (s *server) get(path string, v any) {
	s.t.Helper()
	answer, err := http.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %s", path, answer.Status)
	}
	if err := json.NewDecoder(answer.Body).Decode(v); err != nil {
		s.t.Fatalf("%s: %v", path, err)
	}
}

func checkSeed(t *testing.T, d annotatedDocument, w expected) {
	if d.Language.Code != w.Language {
		t.Errorf("language %q, want %q", d.Language.Code, w.Language)
	}
	if w.Title != "" && d.Title != w.Title {
		t.Errorf("title %q, want %q", d.Title, w.Title)
	}
	for _, s := range w.Boilerplate {
		if strings.Contains(d.Text, s) || strings.Contains(d.Title, s) {
			t.Errorf("%q is still in the text", s)
		}
	}
	// mentioned finds a mention of the type whose words and the wanted ones
	// contain one another.
	mentioned := func(typ corpus.MentionType, surface string, fits func(corpus.Mention) bool) bool {
		return slices.ContainsFunc(d.Mentions, func(m corpus.Mention) bool {
			return m.Type == typ && (strings.Contains(m.Text, surface) || strings.Contains(surface, m.Text)) && fits(m)
		})
	}
	ids := map[string]bool{}
	names := map[string]bool{}
	for _, m := range d.Mentions {
		if m.Type != corpus.Demonym { // Romanian is no mention of Romania
			ids[m.ID], names[m.Name] = true, true
		}
	}
	states := slices.Clone(w.States)
	for code := range w.Former {
		states = append(states, code)
	}
	for _, code := range states {
		if !ids["state:"+code] {
			t.Errorf("state %s is not found", code)
		}
	}
	for id := range ids {
		if code, ok := strings.CutPrefix(id, "state:"); ok && !slices.Contains(states, code) {
			t.Errorf("state %s is not there", code)
		}
	}
	for _, r := range w.Regions {
		if !names[r] {
			t.Errorf("region %s is not found", r)
		}
	}
	for id, surface := range w.Organisations {
		if !mentioned(corpus.Organisation, surface, func(m corpus.Mention) bool { return m.ID == id }) {
			t.Errorf("organisation %s, %q, is not found", id, surface)
		}
	}
	for state, surface := range w.Ministries {
		id := "org:" + strings.ToLower(state) + "-interior"
		if !mentioned(corpus.Organisation, surface, func(m corpus.Mention) bool { return m.ID == id }) {
			t.Errorf("ministry %s, %q, is not found", id, surface)
		}
	}
	people := map[string]bool{}
	for surface, p := range w.Persons {
		for _, s := range append([]string{surface}, p.Also...) {
			if !mentioned(corpus.Person, s, func(m corpus.Mention) bool { people[m.ID] = true; return fitsPerson(m, p) }) {
				t.Errorf("person %q is not found as wanted: %+v", s, p)
			}
		}
	}
	for _, m := range d.Mentions {
		if m.Type == corpus.Person && !people[m.ID] {
			t.Errorf("%q is no person", m.Text)
		}
	}
	for surface, v := range w.Dates {
		values := []any{v}
		if list, ok := v.([]any); ok {
			values = list
		}
		for _, v := range values {
			if !mentioned(corpus.DateMention, surface, func(m corpus.Mention) bool { return m.Value == v }) {
				t.Errorf("date %q = %v is not found", surface, v)
			}
		}
	}
	for _, id := range w.Topics {
		if !slices.ContainsFunc(d.Topics, func(s corpus.TopicScore) bool { return s.ID == id }) {
			t.Errorf("topic %s is not found: %v", id, d.Topics)
		}
	}
}

func fitsPerson(m corpus.Mention, p expectedPerson) bool {
	if p.ID != "" && m.ID != p.ID || p.Name != "" && m.Name != p.Name || p.LocalName != "" && m.LocalName != p.LocalName {
		return false
	}
	for _, role := range p.Roles {
		if !slices.ContainsFunc(m.Offices, func(o corpus.Office) bool {
			// An executive director is a director.
			return (o.Role == role || strings.HasSuffix(o.Role, "-"+role)) && (p.Organisation == "" || o.Organisation == p.Organisation)
		}) {
			return false
		}
	}
	return slices.ContainsFunc(m.Offices, func(o corpus.Office) bool {
		return (p.Portfolio == "" || o.Portfolio == p.Portfolio) && (p.State == "" || o.State == p.State)
	})
}
