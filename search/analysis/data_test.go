package analysis

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"
)

// Every list has papers: a source and a licence.
func TestDataHasPapers(t *testing.T) {
	b, err := data.ReadFile("data/papers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var papers struct {
		Sources map[string]struct{ Source, Licence string }
	}
	if err := yaml.Unmarshal(b, &papers); err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	err = fs.WalkDir(data, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".tsv") {
			return err
		}
		name = strings.TrimPrefix(name, "data/")
		found := false
		for pattern, p := range papers.Sources {
			if ok, _ := path.Match(pattern, name); ok {
				used[pattern] = true
				found = found || p.Source != "" && p.Licence != ""
			}
		}
		if !found {
			t.Errorf("data/papers.yaml has no source and licence of %s", name)
		}
		text, err := data.ReadFile("data/" + name)
		if !norm.NFC.IsNormal(text) {
			t.Errorf("%s is not in NFC", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for pattern := range papers.Sources {
		if !used[pattern] {
			t.Errorf("data/papers.yaml names %s, and there is no such list", pattern)
		}
	}
}

// A function word that is cut into pieces does not hide the words that have
// one of its pieces.
func TestPiecesOfFunctionWordsAreNoStops(t *testing.T) {
	const own, gold = "ของ", "ทอง" // of; gold: they share their last piece
	for _, word := range []string{own, gold} {
		for _, k := range For("th").Terms(word) {
			if IsStop("th", k.Term) {
				t.Errorf("%s of %s is a function word", k.Term, word)
			}
		}
	}
	for index, word := range map[string]string{"zh": "的", "de": "der", "ru": "и"} {
		if !IsStop(index, word) {
			t.Errorf("%s: %s is no function word", index, word)
		}
	}
}
