package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"communique/indexer/detect"
)

// measureLanguages scores the detector: `measure languages DIR`. DIR holds
// documents per language (xx.jsonl: field text; the name is the language).
// Documents are scored whole, and by sentences of more than 60 letters;
// languages that share an index count as one.
func measureLanguages(args []string, out io.Writer) error {
	if len(args) == 0 {
		return fmt.Errorf("languages: give the folder of the documents")
	}
	files, err := filepath.Glob(filepath.Join(args[0], "*.jsonl"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("languages: no .jsonl in %s", args[0])
	}
	d, err := detect.New(detect.Options{})
	if err != nil {
		return err
	}
	tab := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tab, "language\tdocuments\tright\tsentences\tright\texact\tinstead")
	var docs, docsRight, sentences, sentencesRight int
	var bins [10]struct{ n, right int }
	for _, f := range files {
		code := strings.TrimSuffix(filepath.Base(f), ".jsonl")
		if len(args) > 1 && !slices.Contains(args[1:], code) {
			continue
		}
		texts, err := readTexts(f)
		if err != nil {
			return err
		}
		var n, right, sn, sright, exact int
		instead := map[string]int{}
		for _, t := range texts {
			if n++; sameLanguage(d.Detect("", t, "", "").Code, code) {
				right++
			}
			for line := range strings.Lines(t) {
				for _, s := range strings.SplitAfter(strings.TrimSpace(line), ". ") {
					if utf8.RuneCountInString(s) <= 60 {
						continue
					}
					sn++
					l := d.Detect("", s, "", "")
					ok := sameLanguage(l.Code, code)
					if ok {
						sright++
					} else {
						instead[l.Code]++
					}
					if base, _, _ := strings.Cut(code, "-"); l.Code == base {
						exact++
					}
					b := &bins[min(int(l.Confidence*10), 9)]
					b.n++
					if ok {
						b.right++
					}
				}
			}
		}
		fmt.Fprintf(tab, "%s\t%d\t%.4f\t%d\t%.4f\t%.4f\t%v\n", code, n, ratio(right, n), sn, ratio(sright, sn), ratio(exact, sn), instead)
		docs, docsRight, sentences, sentencesRight = docs+n, docsRight+right, sentences+sn, sentencesRight+sright
	}
	fmt.Fprintf(tab, "all\t%d\t%.4f\t%d\t%.4f\n", docs, ratio(docsRight, docs), sentences, ratio(sentencesRight, sentences))
	fmt.Fprintln(tab, "confidence\tsentences\tright")
	for i, b := range bins {
		fmt.Fprintf(tab, "%.1f\t%d\t%.4f\n", float64(i)/10, b.n, ratio(b.right, b.n))
	}
	return tab.Flush()
}

// sameLanguage takes languages that share an index for one.
func sameLanguage(got, want string) bool {
	groups := []string{"hr bs sr cnr sr-Latn", "nb nn"}
	if got == want {
		return true
	}
	for _, g := range groups {
		if list := strings.Fields(g); slices.Contains(list, got) && slices.Contains(list, want) {
			return true
		}
	}
	return false
}

func readTexts(file string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	s := bufio.NewScanner(f)
	s.Buffer(nil, 16<<20)
	for s.Scan() {
		var d struct {
			Text string `json:"text"`
		}
		if err := json.Unmarshal(s.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out = append(out, d.Text)
	}
	return out, s.Err()
}
