package api

import (
	"encoding/json"
	"strings"
	"testing"

	"communique/corpus/ftm"
)

// What is exported is read back as a gazetteer with the same ids.
func TestExportRoundTrip(t *testing.T) {
	base, _ := start(t, releases())
	a := get(t, base+"/api/v1/export?format=ftm&organisation=org:interpol")
	if a.StatusCode != 200 || a.Header.Get("Content-Type") != "application/x-ndjson" {
		t.Fatalf("%d %v\n%s", a.StatusCode, a.Header, a.body)
	}
	l := ftm.Read("export.jsonl", strings.NewReader(a.body))
	if l.Bad != 0 {
		t.Errorf("%v", l.Problems)
	}
	for _, id := range []string{"org:interpol", "org:coe", "org:europol", "person:s-girgens"} {
		if _, ok := l.Find(id); !ok {
			t.Errorf("%s is missing from\n%s", id, a.body)
		}
	}
	if _, ok := l.Find("person:helga-schmid"); ok {
		t.Error("a person whom the search does not find is exported")
	}
	if n, _ := l.Find("person:s-girgens"); len(n.Offices) != 1 || n.Offices[0].Title != "minister (interior), Latvia" {
		t.Errorf("%+v", n)
	}
}

func TestWebAnnotations(t *testing.T) {
	base, _ := start(t, releases())
	a := get(t, base+"/api/v1/documents/seed-004/annotations")
	var page struct {
		Context string `json:"@context"`
		Items   []struct {
			ID, Motivation string
			Body           []struct{ Type, Purpose, Source, Value string }
			Target         struct {
				Source, Language string
				Selector         []struct {
					Type, Exact, Prefix, Suffix string
					Start, End                  int
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(a.body), &page); err != nil || page.Context == "" || !strings.HasPrefix(a.Header.Get("Content-Type"), "application/ld+json") {
		t.Fatal(err, a.Header, a.body)
	}
	var doc struct{ Text, Title string }
	if err := json.Unmarshal([]byte(get(t, base+"/api/v1/documents/seed-004").body), &doc); err != nil {
		t.Fatal(err)
	}
	text := []rune(doc.Text)
	seen := map[string]bool{}
	for _, i := range page.Items {
		position, quote := i.Target.Selector[0], i.Target.Selector[1]
		if string(text[position.Start:position.End]) != quote.Exact || !strings.Contains(doc.Text, quote.Prefix+quote.Exact+quote.Suffix) || quote.Prefix+quote.Suffix == "" {
			t.Errorf("%+v is not where it is said to be", i)
		}
		if i.Target.Source != base+"/api/v1/documents/seed-004#/text" || i.Target.Language != "ru" || seen[i.ID] {
			t.Errorf("%+v", i)
		}
		seen[i.ID] = true
		if i.Motivation == "identifying" && !strings.HasPrefix(i.Body[0].Source, base+"/entities/") || i.Motivation == "tagging" && i.Body[0].Value != "2016-05-18" {
			t.Errorf("%+v", i)
		}
	}
	if len(page.Items) != 4 {
		t.Errorf("%d annotations", len(page.Items))
	}
}
