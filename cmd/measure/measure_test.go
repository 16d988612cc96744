package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"communique/corpus/lang"
)

// SCORES.tsv says what the data says now. A figure that falls is a fault; one
// that rises must be written down, so that it cannot fall back unseen.
func TestScoresAreTrue(t *testing.T) {
	root, err := projectRoot()
	if err != nil {
		t.Fatal(err)
	}
	committed, err := readRows(filepath.Join(root, ownFile))
	if err != nil {
		t.Fatal(err)
	}
	table, err := ownTable(lang.All())
	if err != nil {
		t.Fatal(err)
	}
	differ := compareTables(committed, splitRows(string(table)))
	for _, d := range differ {
		t.Error(d)
	}
	if len(differ) > 0 {
		t.Errorf("if this is meant, run: go run ./cmd/measure own -write && go run ./cmd/measure readme -write")
	}
}

// compareTables says in which figures two tables differ, each with the word
// fell, rose or changed.
func compareTables(was, is [][]string) (out []string) {
	if len(was) == 0 || !slices.Equal(was[0], is[0]) {
		return []string{"the headings changed"}
	}
	row := func(table [][]string, code string) []string {
		for _, r := range table[1:] {
			if r[0] == code && len(r) == len(table[0]) {
				return r
			}
		}
		return nil
	}
	for _, r := range was[1:] {
		if row(is, r[0]) == nil {
			out = append(out, r[0]+": the row is gone")
		}
	}
	for _, now := range is[1:] {
		then := row(was, now[0])
		if then == nil {
			out = append(out, now[0]+": the row is new")
			continue
		}
		for i := range now {
			if then[i] == now[i] {
				continue
			}
			how := "changed"
			if a, b := figure(then[i]), figure(now[i]); a > b {
				how = "fell"
			} else if a < b {
				how = "rose"
			}
			out = append(out, now[0]+": "+is[0][i]+" "+how+" from "+then[i]+" to "+now[i])
		}
	}
	return out
}

// figure is the value of a cell: a number, a part `right/of`, or less than
// any for a dash.
func figure(cell string) float64 {
	right, of, _ := strings.Cut(cell, "/")
	a, err := strconv.ParseFloat(right, 64)
	if err != nil {
		return -1
	}
	if b, err := strconv.ParseFloat(of, 64); err == nil {
		return a / b
	}
	return a
}

func splitRows(table string) (out [][]string) {
	for line := range strings.Lines(table) {
		out = append(out, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return out
}

func TestCompareTables(t *testing.T) {
	was := splitRows("code\tf1\tdate\nde\t0.900\t5/6\nfr\t0.800\t-\nxx\t0.100\t-\n")
	is := splitRows("code\tf1\tdate\nde\t0.899\t6/6\nfr\t0.800\t-\nyy\t0.100\t-\n")
	want := []string{"xx: the row is gone", "de: f1 fell from 0.900 to 0.899", "de: date rose from 5/6 to 6/6", "yy: the row is new"}
	if got := compareTables(was, is); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := compareTables(was, was); len(got) != 0 {
		t.Errorf("a table differs from itself: %q", got)
	}
}

func TestReadmeHasTheLanguageTable(t *testing.T) {
	root, err := projectRoot()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, got, _, err := aroundTable(string(text))
	if err != nil {
		t.Fatal(err)
	}
	want, err := languageTable(root)
	if err != nil {
		t.Fatal(err)
	}
	if got == want {
		return
	}
	stands := strings.Split(got, "\n")
	for line := range strings.Lines(want) {
		if line = strings.TrimSuffix(line, "\n"); !slices.Contains(stands, line) {
			t.Errorf("README.md lacks the line\n%s", line)
		}
	}
	t.Error("the language table is old; run: go run ./cmd/measure readme -write")
}

// Words of a line with ! stay apart from its word, and are words themselves.
func TestOwnFamilies(t *testing.T) {
	words := ownFamilies([][]string{{"General", "Generals !Generation"}, {"Generation", "Generationen"}, {"spoilt"}})
	if len(words) != 2 || !slices.Equal(words[0].forms, []string{"General", "Generals"}) || !slices.Equal(words[1].forms, []string{"Generation", "Generationen"}) {
		t.Fatalf("read as %+v", words)
	}
	if related(words[0], words[1], true) {
		t.Error("words that must stay apart are counted")
	}
	// In German a common part is counted neither way, but for words apart.
	a, b := family{lemma: "Minister"}, family{lemma: "Ministerium"}
	if !related(a, b, true) {
		t.Error("Minister and Ministerium have a common part")
	}
	a.apart = []string{"Ministerium"}
	if related(a, b, true) || related(b, a, true) {
		t.Error("Minister !Ministerium must be counted")
	}
}

func TestStemmingNamesItsSource(t *testing.T) {
	papers := [][]string{{"be.lemma", "Lists hunspell-be 0.53 by Mikalai Udodau", "CC-BY-SA-3.0"}, {"nb.lemma", "Lists simplemma 2.0.0 (nb nn)", "MIT"}}
	for parts, want := range map[string]string{
		"lower drop lemma:be":                 "dictionary of hunspell-be 0.53",
		"lower drop lemma:nb also:lv":         "dictionary of simplemma 2.0.0, own endings",
		"lower elision:mt endings:mt root:mt": "own endings, own roots",
		"lower drop":                          "words as they stand",
	} {
		if got := stemming(strings.Fields(parts), papers); got != want {
			t.Errorf("stemming(%q) = %q, want %q", parts, got, want)
		}
	}
}

func TestRoughly(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 99: "99", 104: "100", 105: "110", 9339: "9300", 13782: "14000"} {
		if got := roughly(n); got != want {
			t.Errorf("roughly(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestUsageNamesEveryScorer(t *testing.T) {
	for name := range scorers {
		if !strings.Contains(usage, "\n  "+name+" ") {
			t.Errorf("the usage does not name %s", name)
		}
	}
}
