package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"communique/search/analysis"
)

// measureLemmas scores how well analyzers bring the forms of a word together
// and keep different words apart: `measure lemmas DIR [LANGUAGE...]`. DIR
// holds a table per language (xx.tsv: form, lemma, UPOS, count, with a line
// of headings). A pair of forms of one word that share a term is right, a
// pair of different words that share one is wrong.
func measureLemmas(args []string, out io.Writer) error {
	if len(args) == 0 {
		return fmt.Errorf("lemmas: give the folder of the tables")
	}
	files, err := filepath.Glob(filepath.Join(args[0], "*.tsv"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("lemmas: no .tsv in %s", args[0])
	}
	tab := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tab, "language\tindex\twords\tprecision\trecall\tF1\tby dictionary form")
	var mean conflation
	n := 0
	for _, f := range files {
		code := strings.TrimSuffix(filepath.Base(f), ".tsv")
		if len(args) > 1 && !slices.Contains(args[1:], code) {
			continue
		}
		words, err := readFamilies(f)
		if err != nil {
			return err
		}
		c := conflate(code, words)
		fmt.Fprintf(tab, "%s\t%s\t%d\t%.3f\t%.3f\t%.3f\t%.3f\n", code, analysis.IndexOf(code), len(words), c.precision, c.recall, c.f1, c.query)
		mean.precision += c.precision
		mean.recall += c.recall
		mean.f1 += c.f1
		mean.query += c.query
		n++
	}
	fmt.Fprintf(tab, "mean\t\t%d\t%.3f\t%.3f\t%.3f\t%.3f\n", n, mean.precision/float64(n), mean.recall/float64(n), mean.f1/float64(n), mean.query/float64(n))
	return tab.Flush()
}

// A family is a word: its dictionary form and the forms that stand in text.
// apart are dictionary forms of words that look related and must not share a
// term with it.
type family struct {
	lemma, pos string
	forms      []string
	apart      []string
}

func readFamilies(file string) ([]family, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []family
	at := map[string]int{}
	s := bufio.NewScanner(f)
	for first := true; s.Scan(); first = false {
		row := strings.Split(s.Text(), "\t")
		if first || len(row) < 3 {
			continue
		}
		key := row[1] + "\t" + row[2]
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, family{lemma: row[1], pos: row[2]})
		}
		if !slices.Contains(out[i].forms, row[0]) {
			out[i].forms = append(out[i].forms, row[0])
		}
	}
	return out, s.Err()
}

// conflation is the score of a language; query is the part of forms that a
// question in the dictionary form reaches.
type conflation struct{ precision, recall, f1, query float64 }

// compounding are the languages that write compounds in one word: there a
// common part is neither right nor wrong.
var compounding = strings.Fields("de nl da sv nb nn is fi et hu")

func conflate(code string, words []family) conflation {
	a := analysis.For(code)
	termsOf := func(form string) []string {
		var terms []string
		for _, t := range a.Terms(form) {
			if !slices.Contains(terms, t.Term) {
				terms = append(terms, t.Term)
			}
		}
		return terms
	}
	type entry struct {
		word int
		form string
	}
	byTerm := map[string][]entry{}
	same, together, reached, all := 0, 0, 0, 0
	terms := make([][][]string, len(words))
	for i, w := range words {
		query := termsOf(w.lemma)
		for _, f := range w.forms {
			t := termsOf(f)
			terms[i] = append(terms[i], t)
			for _, x := range t {
				byTerm[x] = append(byTerm[x], entry{i, f})
			}
			all++
			if share(query, t) {
				reached++
			}
		}
		for j := range terms[i] {
			for k := range j {
				same++
				if share(terms[i][j], terms[i][k]) {
					together++
				}
			}
		}
	}
	type pair struct{ a, b entry }
	wrong := map[pair]bool{}
	for _, entries := range byTerm {
		for j, x := range entries {
			for _, y := range entries[:j] {
				if x.word != y.word && x.form != y.form && !related(words[x.word], words[y.word], slices.Contains(compounding, code)) {
					wrong[pair{y, x}] = true
				}
			}
		}
	}
	var c conflation
	c.precision = ratio(together, together+len(wrong))
	c.recall = ratio(together, same)
	if c.precision+c.recall > 0 {
		c.f1 = 2 * c.precision * c.recall / (c.precision + c.recall)
	}
	c.query = ratio(reached, all)
	return c
}

// related says whether two words are counted neither way.
func related(a, b family, compounds bool) bool {
	if slices.Contains(a.apart, b.lemma) || slices.Contains(b.apart, a.lemma) {
		return false
	}
	if a.lemma == b.lemma || slices.Contains(a.forms, b.lemma) || slices.Contains(b.forms, a.lemma) {
		return true
	}
	x, y := strings.ToLower(a.lemma), strings.ToLower(b.lemma)
	return compounds && (strings.Contains(x, y) || strings.Contains(y, x))
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
