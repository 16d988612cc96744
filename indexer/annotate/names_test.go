package annotate

import (
	"testing"

	"communique/corpus"
)

// TestNominatives reads testdata/nominatives.tsv: language, sentence, and the
// name in the nominative of the one person in it, in the sentence's script.
// Nine in ten of all languages' must be right, and four in six of each.
func TestNominatives(t *testing.T) {
	right, all := map[string]int{}, map[string]int{}
	total, sum := 0, 0
	for _, r := range table(t, "testdata/nominatives.tsv", 3) {
		got := ""
		for _, m := range annotated(r[0], r[1]) {
			if m.Type == corpus.Person && got == "" {
				if got = m.LocalName; got == "" {
					got = m.Name
				}
			}
		}
		all[r[0]]++
		total++
		if got == r[2] {
			right[r[0]]++
			sum++
		} else {
			t.Logf("%s: %s: got %q, want %q", r[0], r[1], got, r[2])
		}
	}
	if sum*10 < total*9 {
		t.Errorf("%d of %d names are in the nominative, want nine in ten", sum, total)
	}
	if len(all) < 25 {
		t.Errorf("names in %d languages, want 25", len(all))
	}
	for code, n := range all {
		if n < 6 || right[code]*6 < n*4 {
			t.Errorf("%s: %d of %d names are in the nominative", code, right[code], n)
		}
	}
}
