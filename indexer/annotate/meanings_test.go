package annotate

import (
	"context"
	"strings"
	"testing"

	"communique/corpus"
)

// An acronym that several bodies share stands for the one that the document
// names in full, else for the commoner one.
func TestMeanings(t *testing.T) {
	for _, c := range []struct{ language, title, text, acronym, want string }{
		{"en", "", "The FSB detained two men at the border.", "FSB", "org:fsb"},
		{"en", "FSB meets", "The Financial Stability Board (FSB) met on Monday. The FSB published a report.", "FSB", "org:fsb-stability"},
		{"en", "", "The trial before the ICC goes on.", "ICC", "org:icc"},
		{"en", "", "The International Chamber of Commerce (ICC) held its congress. The ICC has members in many states.", "ICC", "org:icc-commerce"},
		{"en", "", "The Ministry of Finance (NATO) paid the bill for NATO.", "NATO", "org:nato"},
		{"nb", "", "Norge svarte ESA på fredag.", "ESA", "org:efta-surveillance"},
		{"nb", "", "Den europeiske romfartsorganisasjonen sendte opp en satellitt. ESA har kontor i Paris.", "ESA", "org:esa"},
		{"de", "", "Der Astronaut flog für die ESA ins All.", "ESA", "org:esa"},
	} {
		d := &corpus.Annotated{Document: corpus.Document{Title: c.title, Text: c.text}}
		d.Annotations.Language.Code = c.language
		if err := New().Apply(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, m := range d.Annotations.Mentions {
			if m.Type == corpus.Organisation && m.Text == c.acronym {
				found++
				if m.ID != c.want {
					t.Errorf("%s: %q: %s is %s, want %s", c.language, c.text, m.Text, m.ID, c.want)
				}
			}
		}
		if want := strings.Count(c.title+" "+c.text, c.acronym); found != want {
			t.Errorf("%s: %q: %s was found %d times, want %d", c.language, c.text, c.acronym, found, want)
		}
	}
}

// Words of a headline in capitals are no acronyms that look the same.
func TestHeadlineWords(t *testing.T) {
	for _, c := range []struct {
		language, title string
		want            int
	}{
		{"en", "POLICE THANK PEOPLE WHO HELPED FIND MISSING CHILD", 0},
		{"en", "Report of the WHO on measles", 1},
		{"en", "NATO SENDS MORE SHIPS TO BALTIC SEA", 1},
	} {
		d := &corpus.Annotated{Document: corpus.Document{Title: c.title}}
		d.Annotations.Language.Code = c.language
		if err := New().Apply(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, m := range d.Annotations.Mentions {
			if m.Type == corpus.Organisation && (m.ID == "org:who" || m.ID == "org:nato") {
				found++
			}
		}
		if found != c.want {
			t.Errorf("%s: %q: %d acronyms found, want %d: %v", c.language, c.title, found, c.want, d.Annotations.Mentions)
		}
	}
}
