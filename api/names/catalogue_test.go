package names_test

import (
	"context"
	"testing"

	"communique/api/internal/fake"
	"communique/api/names"
	"communique/corpus"
)

func TestEntitiesAreFoundByNameInAnyLanguage(t *testing.T) {
	p := fake.New(fake.Releases()...)
	for _, c := range []struct {
		name string
		typ  corpus.MentionType
		want string
	}{
		{"Interpol", "", "org:interpol"}, {"interp", corpus.Organisation, "org:interpol"}, {"Romania", "", "state:RO"},
		{"Rumänien", "", "state:RO"}, {"rumanien", corpus.State, "state:RO"}, {"Румыния", "", "state:RO"},
		{"Ivica Dac", "", "person:ivica-dacic"}, {"dacic", corpus.Person, "person:ivica-dacic"},
		{"Western Balkans", corpus.Region, "region:western-balkans"},
	} {
		found, err := p.Entities(context.Background(), c.name, c.typ, "en", 5)
		if err != nil || len(found) == 0 || found[0].ID != c.want {
			t.Errorf("%q: %+v %v, want %s first", c.name, found, err, c.want)
		}
	}
	found, err := p.Entities(context.Background(), "Rumänien", corpus.Person, "en", 5)
	if err != nil || len(found) != 0 {
		t.Errorf("a state is no person: %v", found)
	}
}

func TestEntity(t *testing.T) {
	p := fake.New(fake.Releases()...)
	for id, want := range map[string]string{
		"state:RO": "Rumänien", "person:helga-schmid": "Helga Schmid", "person:nobody": "", "state:ZZ": "", "nonsense": "", "": "",
	} {
		e, err := p.Entity(context.Background(), id, "de")
		switch {
		case want == "" && corpus.FaultOf(err) != corpus.NotFound:
			t.Errorf("%q: %v, want NotFound", id, err)
		case want != "" && (err != nil || e.Label != want):
			t.Errorf("%q: %+v %v", id, e, err)
		}
	}
	named := &names.Catalogue{Searcher: p, Person: func(string, string) (string, bool) { return "Ivica Dačić", true }}
	if e, err := named.Entity(context.Background(), "person:ivica-dacic", "en"); err != nil || e.Label != "Ivica Dačić" {
		t.Errorf("%+v %v", e, err)
	}
}
