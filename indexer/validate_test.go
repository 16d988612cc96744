package indexer

import (
	"strings"
	"testing"

	"communique/corpus"
)

func TestValidate(t *testing.T) {
	for _, c := range []struct {
		name string
		in   corpus.Document
		want string // words of the error; empty: accepted
	}{
		{"plain", corpus.Document{Text: "x"}, ""},
		{"empty", corpus.Document{ID: "a", Title: "t", Text: " \n"}, "text is empty"},
		{"50 MB", corpus.Document{Text: strings.Repeat("x", 50<<20)}, "the limit is 16777216"},
		{"not UTF-8", corpus.Document{Text: "caf\xe9"}, "text is not valid UTF-8"},
		{"title not UTF-8", corpus.Document{Title: "caf\xe9", Text: "x"}, "title is not valid UTF-8"},
		{"long id", corpus.Document{ID: strings.Repeat("x", 513), Text: "x"}, "id has 513 bytes"},
		{"control in id", corpus.Document{ID: "a\nb", Text: "x"}, "control characters"},
		{"unknown country", corpus.Document{Text: "x", Country: "ZZ"}, `country "ZZ" is not known`},
		{"a country's name", corpus.Document{Text: "x", Country: "Romania"}, "two letters"},
		{"a continent", corpus.Document{Text: "x", Country: "150"}, "two letters"},
		{"lower case", corpus.Document{Text: "x", Country: "ro"}, ""},
		{"Kosovo", corpus.Document{Text: "x", Country: "XK"}, ""},
		{"the Union", corpus.Document{Text: "x", Country: "EU"}, ""},
		{"impossible date", corpus.Document{Text: "x", Published: "2019-02-30"}, `"2019-02-30" is not a date`},
		{"a time", corpus.Document{Text: "x", Published: "2019-02-28T10:00:00+02:00"}, ""},
	} {
		d := c.in
		err := Validate(&d)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		case c.want != "" && corpus.FaultOf(err) == corpus.Internal:
			t.Errorf("%s: the fault is ours", c.name)
		}
	}
	d := corpus.Document{Text: "x", Country: " uk", Published: "2019-02-28T10:00:00Z", URL: "https://x.example/a?utm_source=b"}
	if err := Validate(&d); err != nil || d.Country != "GB" || d.Published != "2019-02-28" || d.ID == "" {
		t.Errorf("%+v, %v", d, err)
	}
}
