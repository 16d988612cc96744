package annotate

import (
	"slices"
	"strings"
	"testing"

	"communique/corpus"
)

// TestStatesByContext reads testdata/states.tsv: language, sentence, the names
// of states in it as text=code in their order. Names that are also those of a
// person, a federal state, a city, a region or an ordinary word stand for the
// state only where it is meant.
func TestStatesByContext(t *testing.T) {
	for _, r := range table(t, "testdata/states.tsv", 3) {
		want := strings.Fields(r[2])
		for i := range want {
			want[i] = strings.ReplaceAll(want[i], "·", " ")
		}
		var got []string
		for _, m := range annotated(r[0], r[1]) {
			if m.Type == corpus.State && m.Kind == "" {
				got = append(got, m.Text+"="+stateCode(m.ID))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %s\n\tgot  %q\n\twant %q", r[0], r[1], got, want)
		}
	}
}
