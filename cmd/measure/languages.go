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

	"communique/corpus/lang"
	"communique/indexer/detect"
)

// measureLanguages scores the detector: `measure languages [DIR [CODE…]]`. DIR
// holds documents per language (xx.jsonl: field text; the name is the
// language); without it the own texts are asked, with their first 5 words, too.
// Documents are scored whole, and by sentences of more than 60 letters;
// languages that share an index count as one, except where it says exact.
func measureLanguages(args []string, out io.Writer) error {
	texts, err := languageTexts(args)
	if err != nil {
		return err
	}
	d, err := detect.New(detect.Options{})
	if err != nil {
		return err
	}
	tab := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tab, "language\tdocuments\tright\texact\tsentences\tright\texact\tinstead")
	var docs, docsRight, sentences, sentencesRight int
	var sure reliability
	for _, l := range texts {
		base, _, _ := strings.Cut(l.code, "-")
		var n, right, exact, sn, sright, sexact int
		instead := map[string]int{}
		for _, t := range l.texts {
			got := d.Detect("", t, "", "").Code
			if n++; sameLanguage(got, l.code) {
				right++
			}
			if got == base {
				exact++
			}
			for _, s := range l.pieces(t) {
				sn++
				got := d.Detect("", s, "", "")
				sure.add(got.Code, got.Confidence, got.Code == base)
				if sameLanguage(got.Code, l.code) {
					sright++
				} else {
					instead[got.Code]++
				}
				if got.Code == base {
					sexact++
				}
			}
		}
		fmt.Fprintf(tab, "%s\t%d\t%.4f\t%.4f\t%d\t%.4f\t%.4f\t%v\n", l.code, n, ratio(right, n), ratio(exact, n), sn, ratio(sright, sn), ratio(sexact, sn), instead)
		docs, docsRight, sentences, sentencesRight = docs+n, docsRight+right, sentences+sn, sentencesRight+sright
	}
	fmt.Fprintf(tab, "all\t%d\t%.4f\t\t%d\t%.4f\n", docs, ratio(docsRight, docs), sentences, ratio(sentencesRight, sentences))
	sure.print(tab)
	return tab.Flush()
}

// languageText is the texts of one language and how they are cut up.
type languageText struct {
	code   string
	texts  []string
	pieces func(text string) []string
}

func languageTexts(args []string) (all []languageText, err error) {
	if len(args) == 0 {
		for _, p := range lang.All() {
			all = append(all, languageText{p.Code, ownTexts(p), func(t string) []string {
				if words := strings.Fields(t); len(words) > 5 {
					return []string{t, strings.Join(words[:5], " ")}
				}
				return []string{t}
			}})
		}
		return all, nil
	}
	files, err := filepath.Glob(filepath.Join(args[0], "*.jsonl"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("languages: no .jsonl in %s", args[0])
	}
	for _, f := range files {
		code := strings.TrimSuffix(filepath.Base(f), ".jsonl")
		if len(args) > 1 && !slices.Contains(args[1:], code) {
			continue
		}
		texts, err := readTexts(f)
		if err != nil {
			return nil, err
		}
		all = append(all, languageText{code, texts, longSentences})
	}
	return all, nil
}

// longSentences are those of more than 60 letters.
func longSentences(text string) (out []string) {
	for line := range strings.Lines(text) {
		for _, s := range strings.SplitAfter(strings.TrimSpace(line), ". ") {
			if utf8.RuneCountInString(s) > 60 {
				out = append(out, s)
			}
		}
	}
	return out
}

// reliability counts how often answers of a confidence are right, to the very
// language. "und" is no answer.
type reliability [len(binFrom)]struct {
	n, right int
	claimed  float64
}

var binFrom = [...]float64{0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99}

func (r *reliability) add(code string, confidence float64, right bool) {
	if code == detect.Undetermined {
		return
	}
	i := len(binFrom) - 1
	for binFrom[i] > confidence {
		i--
	}
	r[i].n++
	r[i].claimed += confidence
	if right {
		r[i].right++
	}
}

func (r *reliability) print(w io.Writer) {
	fmt.Fprintln(w, "confidence from\tanswers\tclaimed\tright")
	for i, b := range r {
		if b.n > 0 {
			fmt.Fprintf(w, "%.2f\t%d\t%.4f\t%.4f\n", binFrom[i], b.n, b.claimed/float64(b.n), ratio(b.right, b.n))
		}
	}
}

// sameLanguage takes languages that share an index for one.
func sameLanguage(got, want string) bool {
	a, b := lang.For(got), lang.For(want)
	return got == want || a != nil && b != nil && a.Index == b.Index
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
