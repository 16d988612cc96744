package ask

import "testing"

func TestNearest(t *testing.T) {
	for s, want := range map[string]string{
		"lang": "language", "langauge": "language", "organization": "organisation", "organisations": "organisation", "states": "state",
		"form": "from", "x": "", "colour": "", "cuontry": "country", "sizes": "size", "qeury": "",
	} {
		if got := Nearest(s, Parameters); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", s, got, want)
		}
	}
}
