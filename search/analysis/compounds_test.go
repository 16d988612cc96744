package analysis

import (
	"slices"
	"strings"
	"testing"
)

// A text is found by the parts of its compounds, a question asks for the whole
// word; words that only look like compounds stay whole.
func TestCompounds(t *testing.T) {
	for _, c := range []struct{ language, word, parts string }{
		{"de", "Grenzschutzbehörden", "behörde grenzschutz"},
		{"de", "Katastrophenschutzübung", "übung katastrophenschutz"},
		{"de", "Bundesregierung", "regierung bund"},
		{"nl", "veiligheidsdienst", "dienst veiligheid"},
		{"sv", "gränsbevakningsmyndighet", "myndighet gränsbevakning"},
		{"da", "sikkerhedspolitik", "politik sikkerhed"},
		{"nb", "menneskehandel", "handel menneske"},
		{"nn", "grensekontroll", "kontroll grense"},
		{"fi", "turvallisuuspolitiikassa", "politiikka turvallisuus"},
		{"et", "piirivalve", "valve piir"},
		{"hu", "rendőrkapitány", "kapitány rendőr"},
		{"de", "Minister", ""},
		{"de", "Verhandlung", ""},
		{"de", "Polizei", ""},
		{"sv", "regeringen", ""},
		{"nl", "vergadering", ""},
		{"fi", "hallinto", ""},
		{"hu", "miniszter", ""},
	} {
		asked, found := terms(For(c.language).Terms(c.word)), terms(ForTexts(c.language).Terms(c.word))
		if len(found) < len(asked) || !slices.Equal(found[:len(asked)], asked) {
			t.Errorf("%s: %s is asked for by %q and found by %q", c.language, c.word, asked, found)
			continue
		}
		if got := strings.Join(found[len(asked):], " "); got != c.parts {
			t.Errorf("%s: %s is also found by %q, want %q", c.language, c.word, got, c.parts)
		}
	}
}

// The parts stand at the position of their word, so that phrases hold.
func TestCompoundsKeepPositions(t *testing.T) {
	const text = "Die Grenzschutzbehörde tagte, die Bundesregierung auch."
	asked, found := For("de").Terms(text), ForTexts("de").Terms(text)
	for _, a := range asked {
		if !slices.Contains(found, a) {
			t.Errorf("%+v is asked for, the text has only %+v", a, found)
		}
	}
	if last := found[len(found)-1]; last.Position != 6 {
		t.Errorf("the last word stands at %d", last.Position)
	}
}

// The cost of a word is bounded, however it is made.
func TestCompoundsAreBounded(t *testing.T) {
	for name := range map[string]bool{"de": true, "fi": true} {
		c, err := readCompounds(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{strings.Repeat("haus", 12), strings.Repeat("raja", 12), strings.Repeat("x", 48), "", "ä"} {
			if got := c.split(word); len(got) > maxParts {
				t.Errorf("%s: %q has %d parts", name, word, len(got))
			}
		}
	}
}

func TestCompoundDataIsTidy(t *testing.T) {
	links := map[string]bool{}
	for _, row := range rows("compounds.tsv") {
		if len(row) != 3 || !slices.Contains([]string{"links", "lists", "never"}, row[1]) || !slices.IsSorted(strings.Fields(row[2])) {
			t.Errorf("compounds.tsv: %q", row)
		}
		links[row[0]] = true
	}
	for name := range links {
		c, err := readCompounds(name)
		if err != nil {
			t.Error(err)
			continue
		}
		for w, p := range c.parts {
			if !p.head && !p.modifier || p.word == "" || strings.ToLower(w) != w {
				t.Errorf("compounds/%s.gen.tsv: %s %+v", name, w, p)
			}
		}
	}
}
