package analysis

import (
	"slices"
	"strings"
	"testing"
)

// Traditional and simplified letters of Chinese meet, in the exact field too;
// Japan's own letters stay as they are.
func TestHanVariants(t *testing.T) {
	for _, c := range []struct{ index, one, other string }{
		{"zh", "國際會議在臺灣", "国际会议在台湾"},
		{"zh", "髮", "发"},
		{"zh", "著名", "着名"},
		{"exact-zh", "資訊發展", "资讯发展"},
	} {
		one, other := terms(analyzerFor(c.index).Terms(c.one)), terms(analyzerFor(c.index).Terms(c.other))
		if !slices.Equal(one, other) {
			t.Errorf("%s: %s gives %q, %s %q", c.index, c.one, one, c.other, other)
		}
	}
	if got := strings.Join(terms(Terms("ja", "國際 国際")), " "); got != "國際 国際" {
		t.Errorf("Japanese: %q", got)
	}
	if got := ExactAnalyzerName("zh"); got != prefix+"exact-zh" {
		t.Errorf("the exact field of zh is analyzed as %q", got)
	}
}

// No letter is folded twice: what a letter folds to stays.
func TestHanVariantsEnd(t *testing.T) {
	table := letterTables()["zh"]
	if len(table.rules) < 3000 {
		t.Fatalf("%d letters fold", len(table.rules))
	}
	for from, rules := range table.rules {
		for _, r := range rules {
			if table.touches(r.to) {
				t.Errorf("%c folds to %s, which folds on", from, string(r.to))
			}
		}
	}
}
