package gazetteer

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"communique/corpus/lang"
)

// Every body has an id that no organisation has, a kind of heads.tsv and a
// state.
func TestBodies(t *testing.T) {
	international := map[string]bool{}
	for _, o := range table("organisations") {
		international[o.ID] = true
	}
	last := ""
	for _, b := range Bodies() {
		kind, state := b.Fields[1], b.Fields[5]
		if _, ok := Find("head:" + kind); !ok {
			t.Errorf("bodies.tsv: %s: %q is no kind of heads.tsv", b.ID, kind)
		}
		if !IsCountry(state) {
			t.Errorf("bodies.tsv: %s: %q is no state", b.ID, state)
		}
		if international[b.ID] || b.ID == last || !strings.HasPrefix(b.ID, "org:") {
			t.Errorf("bodies.tsv: %s is an id of another body", b.ID)
		}
		last = b.ID
	}
}

// What stands as a name in texts of every language is written in Latin
// letters, is long enough, and is no ordinary word, no given name and no
// place of any language.
func TestNames(t *testing.T) {
	words := map[string]string{}
	for _, p := range lang.All() {
		for _, list := range []string{"words", "given", "surnames", "places", "regions", "topics", "months", "honorifics", "roles"} {
			for _, w := range p.Column(list) {
				words[strings.ToLower(w)] = p.Code + "/" + list
			}
		}
	}
	for _, n := range Names() {
		if _, ok := Find(n.ID); !ok || len(n.Fields) != 1 || !slices.Contains([]string{"name", "acronym"}, n.Fields[0]) {
			t.Errorf("names.tsv: %q: want name, id of a body, name or acronym", n.Name)
		}
		if utf8.RuneCountInString(n.Name) < 3 {
			t.Errorf("names.tsv: %q means other things in other languages; the packs that use it list it", n.Name)
		}
		for _, r := range n.Name {
			if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
				t.Errorf("names.tsv: %q is not in Latin letters; it belongs into the packs of its language", n.Name)
				break
			}
		}
		if where := words[strings.ToLower(n.Name)]; where != "" {
			t.Errorf("names.tsv: %q is a word of %s; the packs that use it as a name list it", n.Name, where)
		}
	}
}
