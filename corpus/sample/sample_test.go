package sample

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"communique/corpus/gazetteer"
)

func TestSamples(t *testing.T) {
	docs := Documents()
	languages, countries, years := map[string]int{}, map[string]int{}, map[string]int{}
	groups := map[string]map[string]bool{}
	scripts := map[string]bool{}
	ids := map[string]bool{}
	for _, d := range docs {
		if d.ID == "" || ids[d.ID] || !strings.HasPrefix(d.ID, "sample-") {
			t.Errorf("%q: every sample has an id of its own that begins with sample-", d.ID)
		}
		ids[d.ID] = true
		if d.Title == "" || len(d.Text) < 300 || d.Language == "" || d.Published == "" || d.Ministry == "" || d.Publisher == "" {
			t.Errorf("%s: title, text of 300 bytes or more, language, published, ministry and publisher must be given", d.ID)
		}
		if !norm.NFC.IsNormalString(d.Title + d.Text) {
			t.Errorf("%s is not in NFC", d.ID)
		}
		if !strings.HasSuffix(strings.SplitN(strings.TrimPrefix(d.URL, "https://"), "/", 2)[0], ".example") {
			t.Errorf("%s: %q: samples live under .example", d.ID, d.URL)
		}
		if !gazetteer.IsCountry(d.Country) {
			t.Errorf("%s: %q is no country", d.ID, d.Country)
		}
		languages[d.Language]++
		countries[d.Country]++
		years[string(d.Published)[:4]]++
		group := d.ID[:strings.LastIndexByte(d.ID, '-')]
		if groups[group] == nil {
			groups[group] = map[string]bool{}
		}
		groups[group][d.Language] = true
		for _, r := range d.Text {
			for name, table := range map[string]*unicode.RangeTable{"Latin": unicode.Latin, "Cyrillic": unicode.Cyrillic, "Greek": unicode.Greek, "Georgian": unicode.Georgian, "Armenian": unicode.Armenian,
				"Arabic": unicode.Arabic, "Hebrew": unicode.Hebrew, "Devanagari": unicode.Devanagari, "Han": unicode.Han, "Hiragana": unicode.Hiragana, "Hangul": unicode.Hangul, "Thai": unicode.Thai} {
				if unicode.Is(table, r) {
					scripts[name] = true
				}
			}
		}
	}
	parallel := 0
	for _, l := range groups {
		if len(l) >= 3 {
			parallel += len(l)
		}
	}
	t.Logf("%d releases, %d languages, %d countries, %d years, %d scripts, %d in groups of three or more languages", len(docs), len(languages), len(countries), len(years), len(scripts), parallel)
	if len(docs) < 240 || len(languages) < 30 || len(countries) < 25 || len(years) < 13 || len(scripts) < 12 || parallel < 40 {
		t.Errorf("%d releases, %d languages, %d countries, %d years, %d scripts, %d in groups of three or more languages", len(docs), len(languages), len(countries), len(years), len(scripts), parallel)
	}
}
