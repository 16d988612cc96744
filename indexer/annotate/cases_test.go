package annotate

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"communique/corpus"
	"communique/corpus/lang"
)

// published is the day on which the sentences of the cases are said.
const published = "2024-04-10"

func annotated(language, text string) []corpus.Mention {
	d := &corpus.Annotated{Document: corpus.Document{Text: text, Published: published}}
	d.Annotations.Language.Code = language
	a := New()
	if err := a.Apply(context.Background(), d); err != nil {
		panic(err)
	}
	return d.Annotations.Mentions
}

// TestCases reads every pack's cases.tsv: type, text, what must be found.
func TestCases(t *testing.T) {
	for _, p := range lang.All() {
		t.Run(p.Code, func(t *testing.T) {
			for i, r := range p.Rows("cases") {
				if len(r) != 3 {
					continue // the pack's own test says so
				}
				if miss := check(p.Code, r[0], r[1], r[2]); miss != "" {
					t.Errorf("%s/cases.tsv:%d: %s: %q: %s", p.Code, i+1, r[0], r[1], miss)
				}
			}
		})
	}
}

// check says what is wrong with the mentions of a case; empty if nothing is.
func check(language, typ, text, want string) string {
	all := annotated(language, text)
	var said []string
	surface, value, _ := strings.Cut(want, "=")
	for _, m := range all {
		said = append(said, fmt.Sprintf("%s %q %s%s", m.Type, m.Text, m.ID, m.Value))
		if typ == "role" && m.Type == corpus.Person {
			for _, o := range m.Offices {
				if o.Role == value && (strings.Contains(m.Text, surface) || strings.Contains(m.Role, surface) || strings.Contains(text, surface)) {
					return ""
				}
			}
		}
		if string(m.Type) != typ && (m.Type != corpus.Demonym || typ != "state") {
			continue
		}
		touches := strings.Contains(m.Text, surface) || strings.Contains(surface, m.Text)
		if touches && (value == "" || typ != "date" && typ != "state" || m.Value == value || m.ID == value || value == "state:"+strings.TrimPrefix(m.ID, "state:")) {
			return ""
		}
	}
	if typ == "role" {
		// An office without its holder is no mention, but it must be read.
		d := &corpus.Annotated{Document: corpus.Document{Text: text, Published: published}}
		d.Annotations.Language.Code = language
		for _, p := range read(d, newScratch()).passages {
			for _, g := range p.groups {
				for _, o := range g.offices {
					if o.Role == value {
						return ""
					}
				}
			}
		}
	}
	if typ == "none" && len(all) == 0 {
		return ""
	}
	return fmt.Sprintf("want %q, found %s", want, strings.Join(said, "; "))
}
