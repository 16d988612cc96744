package gazetteer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// organisationKinds are what an organisation of the table may be.
var organisationKinds = []string{
	"agency", "armed-group", "bank", "commission", "committee", "confederation", "court", "forum", "foundation", "fund", "institute", "mission", "ngo",
	"office", "organisation", "parliament", "party", "programme",
}

// Every organisation has a label of its own, a known kind, years that follow
// each other and a well-formed Wikidata id; no acronym that all languages
// share means two of them.
func TestOrganisations(t *testing.T) {
	item := regexp.MustCompile(`^Q[1-9][0-9]*$`)
	id := regexp.MustCompile(`^org:[a-z0-9]+(-[a-z0-9]+)*$`)
	labels, acronyms, items := map[string]string{}, map[string]string{}, map[string]string{}
	once := func(m map[string]string, what, key, owner string) {
		if other, ok := m[key]; ok {
			t.Errorf("organisations.tsv: %s %q is that of %s and of %s", what, key, other, owner)
		}
		m[key] = owner
	}
	all := table("organisations")
	for _, o := range all {
		if !id.MatchString(o.ID) || len(o.Fields) != 5 {
			t.Errorf("organisations.tsv: %q: want id, label, acronyms, kind, Wikidata id, founded, ended", o.ID)
			continue
		}
		once(labels, "label", o.Name, o.ID)
		if o.Fields[0] != "" {
			for _, a := range strings.Split(o.Fields[0], "|") {
				once(acronyms, "acronym", a, o.ID)
			}
		}
		if !slices.Contains(organisationKinds, o.Fields[1]) {
			t.Errorf("%s: kind %q is not one of %v", o.ID, o.Fields[1], organisationKinds)
		}
		if q := o.Fields[2]; q != "" {
			once(items, "Wikidata id", q, o.ID)
			if !item.MatchString(q) {
				t.Errorf("%s: %q is no Wikidata id", o.ID, q)
			}
		}
		founded, ended := o.Fields[3], o.Fields[4]
		for _, y := range []string{founded, ended} {
			if n, err := strconv.Atoi(y); y != "" && (err != nil || n < 1000 || n > 2100) {
				t.Errorf("%s: %q is no year", o.ID, y)
			}
		}
		if ended != "" && founded > ended {
			t.Errorf("%s: founded %s, ended %s", o.ID, founded, ended)
		}
	}
	if len(all) < 600 {
		t.Errorf("%d organisations, want at least 600", len(all))
	}
}
