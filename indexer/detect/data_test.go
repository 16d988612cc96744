package detect

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"
)

// TestData: lists are NFC, byte-sorted and without twins, every file has its
// papers, and what lists name exists.
func TestData(t *testing.T) {
	b, err := os.ReadFile("data/papers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var papers struct {
		Sources map[string]struct{ Source, Licence string }
	}
	if err := yaml.Unmarshal(b, &papers); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir("data")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if p := papers.Sources[f.Name()]; f.Name() != "papers.yaml" && (p.Source == "" || p.Licence == "") {
			t.Errorf("data/papers.yaml does not say whose %s is", f.Name())
		}
		if !strings.HasSuffix(f.Name(), ".tsv") {
			continue
		}
		b, err := os.ReadFile("data/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
		if !slices.IsSorted(lines) || len(slices.Compact(slices.Clone(lines))) != len(lines) || !norm.NFC.IsNormalString(string(b)) {
			t.Errorf("data/%s: not byte-sorted, or with twins, or not NFC", f.Name())
		}
	}
	d := detector(t, Options{})
	for _, l := range d.languages {
		if l.served && l.class < 0 {
			t.Errorf("the model has no class of %s", l.code)
		}
	}
	for _, row := range rows("telling.tsv") {
		if i := d.index(row[0]); i < 0 || d.languages[i].code != row[0] || len(d.groups[d.languages[i].group]) < 2 {
			t.Errorf("telling.tsv: %s is alone in its group", row[0])
		}
	}
	for _, row := range rows("aliases.tsv") {
		if d.index(row[0]) != d.index(row[1]) || d.index(row[1]) < 0 {
			t.Errorf("aliases.tsv: %v", row)
		}
	}
}
