package web

import (
	"testing"

	"communique/corpus"
)

// Whatever the marks are, the pieces put together are the text.
func FuzzRuns(f *testing.F) {
	f.Add("Шмид встретилась", 0, 4, 2, 9)
	f.Add("a", -1, 5, 1, 0)
	f.Fuzz(func(t *testing.T, s string, a, b, c, d int) {
		s = string([]rune(s))
		got := ""
		for _, r := range runs(s, [][2]int{{a, b}, {c, d}}) {
			got += r.Text
		}
		if got != s {
			t.Errorf("runs of %q give %q", s, got)
		}
		fr := frame{p: &Pages{texts: &texts{}}, text: &text{}}
		if got := plain(fr.pieces(s, []corpus.Mention{{Type: "date", Start: a, End: b}, {Type: "date", Start: c, End: d}})); got != s {
			t.Errorf("pieces of %q give %q", s, got)
		}
	})
}

func TestOnlyTheWebIsLinked(t *testing.T) {
	for s, want := range map[string]bool{
		"https://example.org/a": true, "http://example.org": true, "HTTPS://EXAMPLE.ORG": true, "javascript:alert(1)": false, "JaVaScRiPt:alert(1)": false,
		" javascript:alert(1)": false, "data:text/html,x": false, "//example.org": false, "/local": false, "": false, "ftp://example.org": false,
		"https://user:pw@example.org": false, "https:alert(1)": false, "\x01javascript:alert(1)": false,
	} {
		if got := outside(s) != ""; got != want {
			t.Errorf("outside(%q) = %v", s, got)
		}
	}
}
