package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"communique/api/names"
	"communique/api/profile"
	"communique/corpus"
	"communique/corpus/ftm"
	"communique/search/engine"
)

// merged is what humans said: one person is another, and one has another name.
type merged struct{}

func (merged) Resolve(id string) string {
	if id == "person:schmid" {
		return "person:helga-schmid"
	}
	return id
}

func (merged) NameOf(id string) string {
	if id == "person:s-girgens" {
		return "Sandis Ģirģens"
	}
	return ""
}

const ownList = `{"id":"NK-1","schema":"Person","properties":{"name":["Helga Schmid"],"alias":["Helga Maria Schmid"],"wikidataId":["Q42"]}}
{"id":"P-1","schema":"Position","properties":{"name":["Chief <b>of</b> Tests"],"country":["at"]}}
{"id":"O-1","schema":"Occupancy","properties":{"holder":["NK-1"],"post":["P-1"],"startDate":["2020-01-05"]}}
`

func TestEntityPage(t *testing.T) {
	p := releases()
	own := ftm.Read("own.jsonl", strings.NewReader(ownList))
	p.Catalogue = &names.Catalogue{Searcher: p, Own: func() *ftm.List { return own }, Corrections: merged{}}
	base, _ := start(t, p)

	page := get(t, base+"/entities/person:helga-schmid?ui=ru").page(t)
	offices := page.Find(".offices").Text()
	for _, want := range []string{"Должности по времени", "Заместитель генерального секретаря, Европейский Союз", "19 мая 2016 г.", "Chief <b>of</b> Tests", "Австрия"} {
		if !strings.Contains(offices, want) {
			t.Errorf("offices lack %q: %s", want, offices)
		}
	}
	if got := page.Find(`.offices a[href*="/documents/seed-004"]`).Length(); got != 1 {
		t.Errorf("%d links to the release that says so", got)
	}
	if !strings.Contains(page.Find("main").Text(), "Helga Maria Schmid") || page.Find(`a[href="https://www.wikidata.org/wiki/Q42"]`).Length() != 1 {
		t.Error("what the own list knows is not shown")
	}
	if page.Find(`.names dd[lang="ru"]`).Length() != 1 {
		t.Error("no name as releases write it")
	}
	if strings.Contains(page.Find(".hit").Text(), "Совпало") {
		t.Error("each hit says that it mentions the entity")
	}
	// Who holds offices in a state, in the reader's language.
	page = get(t, base+"/entities/state:LV?ui=lv").page(t)
	if got := page.Find(".office").Text(); !strings.Contains(got, "Sandis Ģirģens") || !strings.Contains(got, "Ministrs (iekšlietas), Latvija") {
		t.Errorf("offices of Latvia: %q", got)
	}
	if got := get(t, base+"/entities/person:schmid"); got.StatusCode != http.StatusFound || got.Header.Get("Location") != "/entities/person:helga-schmid" {
		t.Errorf("a merged entity: %d %s", got.StatusCode, got.Header.Get("Location"))
	}
}

func TestProfile(t *testing.T) {
	base, _ := start(t, releases())
	var p profile.Profile
	if err := json.Unmarshal([]byte(get(t, base+"/api/v1/entities/org:interpol?ui=de").body), &p); err != nil {
		t.Fatal(err)
	}
	if p.Documents != 2 || len(p.Seen) != 2 || p.Seen[0] != (profile.Seen{Language: "ar", Name: "Interpol", Count: 1}) {
		t.Errorf("%+v", p)
	}
	with := func(field string) map[string]int {
		m := map[string]int{}
		for _, v := range p.With[field] {
			m[v.Label] = v.Count
		}
		return m
	}
	// Only what stands in the same releases, itself left out.
	if got := with(engine.FacetOrganisation); len(got) != 2 || got["Europarat"] != 1 || got["Europol"] != 1 {
		t.Errorf("organisations beside it: %v", got)
	}
	if got := with(engine.FacetPerson); len(got) != 1 {
		t.Errorf("persons beside it: %v", got)
	}
	if len(p.Histogram) == 0 || p.Where[engine.FacetCountry][0].Label == "" || p.Type != corpus.Organisation {
		t.Errorf("%+v", p)
	}
}
