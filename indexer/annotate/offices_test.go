package annotate

import (
	"strings"
	"testing"

	"communique/corpus"
)

// TestOffices reads testdata/offices.tsv: language, sentence, the offices of
// the persons in it in their order, role/portfolio/state or
// organisation/status, each empty where it is not known.
func TestOffices(t *testing.T) {
	for _, r := range table(t, "testdata/offices.tsv", 3) {
		var got []string
		for _, m := range annotated(r[0], r[1]) {
			if m.Type != corpus.Person {
				continue
			}
			for _, o := range m.Offices {
				where := o.State
				if o.Organisation != "" {
					where = strings.TrimPrefix(o.Organisation, "org:")
				}
				got = append(got, strings.TrimRight(o.Role+"/"+o.Portfolio+"/"+where+"/"+string(o.Status), "/"))
			}
		}
		if g := strings.Join(got, " "); g != r[2] {
			t.Errorf("%s: %s\n\tgot  %s\n\twant %s", r[0], r[1], g, r[2])
		}
	}
}
