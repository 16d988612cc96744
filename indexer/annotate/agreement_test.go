package annotate

import (
	"os"
	"strings"
	"testing"
)

// leastAgreement is the share of spellings that must lead to the person's id.
const leastAgreement = .75

// TestOneIDInEveryScript reads testdata/agreement.tsv: the id, then the name
// in six or more languages of other scripts, each behind its language's code.
func TestOneIDInEveryScript(t *testing.T) {
	b, err := os.ReadFile("testdata/agreement.tsv")
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	by := map[string][2]int{}
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) < 7 {
			t.Fatalf("%s: needs six spellings", cells[0])
		}
		for _, cell := range cells[1:] {
			code, name, _ := strings.Cut(cell, " ")
			l := lexiconFor(code)
			var parts []namePart
			for w := range strings.FieldsSeq(name) {
				parts = append(parts, namePart{text: w, key: l.key(w), particle: commonParticles[l.key(w)]})
			}
			if code == "ka" { // the nominative's ending of surnames that end in a consonant
				last := &parts[len(parts)-1]
				last.text = l.toNominative(last.text, "m")
			}
			q := &person{}
			q.rename(latinNameOf(l, parts), name)
			n := by[code]
			all++
			n[1]++
			if q.id == "person:"+cells[0] {
				right++
				n[0]++
			} else {
				t.Logf("%s %s: %s, want %s", code, name, q.id, cells[0])
			}
			by[code] = n
		}
	}
	t.Logf("%d of %d agree; %v", right, all, by)
	if float64(right) < leastAgreement*float64(all) {
		t.Errorf("%d of %d spellings have the person's id", right, all)
	}
}
