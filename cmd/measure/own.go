package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"communique/corpus"
	"communique/corpus/lang"
	"communique/corpus/sample"
	"communique/indexer/annotate"
	"communique/indexer/detect"
	"communique/search/analysis"
)

func init() { scorers["own"] = measureOwn }

// ownFile is the committed table, from the project's root.
const ownFile = "cmd/measure/SCORES.tsv"

// measureOwn scores each language pack on the project's own data: `measure
// own [-write] [-misses LANGUAGE]`. It prints the table, or writes it to
// ownFile, or prints what is not right in one language.
func measureOwn(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("own", flag.ContinueOnError)
	write := flags.Bool("write", false, "write the table to "+ownFile)
	misses := flags.String("misses", "", "print what is not right in a `language` instead")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *misses != "" {
		p := lang.For(*misses)
		if p == nil {
			return fmt.Errorf("own: there is no pack %q", *misses)
		}
		return ownMisses(p, out)
	}
	table, err := ownTable(lang.All())
	if err != nil {
		return err
	}
	if !*write {
		_, err := out.Write(table)
		return err
	}
	root, err := projectRoot()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, ownFile), table, 0o644)
}

// caseTypes are the columns of own cases, in the table's order.
var caseTypes = []string{"person", "organisation", "state", "region", "date", "role", "none"}

// ownTable has a line of headings and a row per pack: words of families.tsv;
// precision, recall and F1 of their forms; texts, and the share of them in
// the right language; and of each type of case how many come out right. A
// dash stands where there is nothing to score.
func ownTable(packs []*lang.Pack) ([]byte, error) {
	detector, err := detect.New(detect.Options{})
	if err != nil {
		return nil, err
	}
	annotator := annotate.New()
	var b bytes.Buffer
	fmt.Fprintf(&b, "code\tfamilies\tprecision\trecall\tf1\ttexts\tdetected\t%s\n", strings.Join(caseTypes, "\t"))
	for _, p := range packs {
		words := ownFamilies(p.Rows("families"))
		fmt.Fprintf(&b, "%s\t%d", p.Code, len(words))
		if c := conflate(p.Code, words); len(words) > 0 {
			fmt.Fprintf(&b, "\t%.3f\t%.3f\t%.3f", c.precision, c.recall, c.f1)
		} else {
			b.WriteString("\t-\t-\t-")
		}
		right, texts := 0, ownTexts(p)
		for _, t := range texts {
			if sameLanguage(detector.Detect("", t, "", "").Code, p.Code) {
				right++
			}
		}
		if len(texts) > 0 {
			fmt.Fprintf(&b, "\t%d\t%.3f", len(texts), ratio(right, len(texts)))
		} else {
			b.WriteString("\t0\t-")
		}
		scores, err := ownCases(annotator, p)
		if err != nil {
			return nil, err
		}
		for _, t := range caseTypes {
			if s := scores[t]; s.of > 0 {
				fmt.Fprintf(&b, "\t%d/%d", s.right, s.of)
			} else {
				b.WriteString("\t-")
			}
		}
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}

// ownMisses prints what takes from a pack's figures: forms that share no term
// with their dictionary form, words that share one with another, texts in
// another language, cases that come out wrong.
func ownMisses(p *lang.Pack, out io.Writer) error {
	terms := func(form string) (all []string) {
		for _, t := range analysis.Terms(p.Code, form) {
			all = append(all, t.Term)
		}
		return all
	}
	words := ownFamilies(p.Rows("families"))
	for i, w := range words {
		own := terms(w.lemma)
		for _, f := range w.forms {
			if t := terms(f); !share(own, t) {
				fmt.Fprintf(out, "form apart\t%s %v\t%s %v\n", w.lemma, own, f, t)
			}
		}
		for _, other := range words[:i] {
			if t := terms(other.lemma); share(own, t) && !related(w, other, slices.Contains(compounding, p.Code)) {
				fmt.Fprintf(out, "words together\t%s %v\t%s %v\n", w.lemma, own, other.lemma, t)
			}
		}
	}
	detector, err := detect.New(detect.Options{})
	if err != nil {
		return err
	}
	for _, t := range ownTexts(p) {
		if l := detector.Detect("", t, "", ""); !sameLanguage(l.Code, p.Code) {
			fmt.Fprintf(out, "text taken for %s (guess %s, %.2f)\t%s\n", l.Code, l.Guess, l.Confidence, t)
		}
	}
	annotator := annotate.New()
	for _, r := range p.Rows("cases") {
		if len(r) != 3 {
			continue
		}
		ok, err := ownCase(annotator, p, r[0], r[1], r[2])
		if err != nil {
			return err
		}
		if !ok {
			fmt.Fprintf(out, "case\t%s\n", strings.Join(r, "\t"))
		}
	}
	return nil
}

// ownFamilies reads families.tsv: the dictionary form is a form too, and a
// word with an exclamation mark is another word, which must stay apart.
func ownFamilies(rows [][]string) []family {
	var out []family
	at := map[string]int{}
	word := func(lemma string) *family {
		i, ok := at[lemma]
		if !ok {
			i = len(out)
			at[lemma] = i
			out = append(out, family{lemma: lemma, forms: []string{lemma}})
		}
		return &out[i]
	}
	for _, r := range rows {
		if len(r) != 2 {
			continue // the pack's own test says so
		}
		for _, form := range strings.Fields(r[1]) {
			if other, ok := strings.CutPrefix(form, "!"); ok {
				w := word(r[0])
				w.apart = append(w.apart, other)
				word(other)
			} else if w := word(r[0]); !slices.Contains(w.forms, form) {
				w.forms = append(w.forms, form)
			}
		}
	}
	return out
}

// minLetters is how long an own text must be for its language to show.
const minLetters = 20

// ownTexts are the sentences of the pack's cases and the paragraphs of the
// sample releases in its language.
func ownTexts(p *lang.Pack) []string {
	var out []string
	add := func(text string) {
		letters := 0
		for _, r := range text {
			if unicode.IsLetter(r) {
				letters++
			}
		}
		if letters >= minLetters && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for _, r := range p.Rows("cases") {
		if len(r) == 3 {
			add(r[1])
		}
	}
	for _, d := range sample.Documents() {
		if d.Language != p.Code {
			continue
		}
		for line := range strings.Lines(d.Text) {
			add(strings.TrimSpace(line))
		}
	}
	return out
}

// score is how many came out right, of how many.
type score struct{ right, of int }

// casesPublished is the day on which the sentences of the cases are said.
const casesPublished = "2024-04-10"

// ownCases scores a pack's cases.tsv by type.
func ownCases(a *annotate.Annotator, p *lang.Pack) (map[string]score, error) {
	scores := map[string]score{}
	for _, r := range p.Rows("cases") {
		if len(r) != 3 {
			continue
		}
		s := scores[r[0]]
		s.of++
		ok, err := ownCase(a, p, r[0], r[1], r[2])
		if err != nil {
			return nil, err
		}
		if ok {
			s.right++
		}
		scores[r[0]] = s
	}
	return scores, nil
}

// ownCase says whether the text's mentions have what is wanted. An office
// shows only with its holder; where the sentence names none, an invented
// person is put behind the office.
func ownCase(a *annotate.Annotator, p *lang.Pack, typ, text, want string) (bool, error) {
	mentions, err := mentionsOf(a, p.Code, text)
	if err != nil {
		return false, err
	}
	surface, value, _ := strings.Cut(want, "=")
	switch typ {
	case "none":
		return len(mentions) == 0, nil
	case "role":
		if slices.ContainsFunc(mentions, func(m corpus.Mention) bool { return hasRole(m, value) }) {
			return true, nil
		}
		holder := invented(p)
		mentions, err = mentionsOf(a, p.Code, strings.Replace(text, surface, surface+" "+holder, 1))
		return slices.ContainsFunc(mentions, func(m corpus.Mention) bool { return hasRole(m, value) }), err
	}
	return slices.ContainsFunc(mentions, func(m corpus.Mention) bool {
		if !ofType(m, typ) || !strings.Contains(m.Text, surface) && !strings.Contains(surface, m.Text) {
			return false
		}
		return value == "" || typ != "date" && typ != "state" || m.Value == value || m.ID == value
	}), nil
}

// ofType says whether a mention answers a case of a type: a demonym points to
// a state.
func ofType(m corpus.Mention, typ string) bool {
	return string(m.Type) == typ || m.Type == corpus.Demonym && typ == string(corpus.State)
}

func mentionsOf(a *annotate.Annotator, language, text string) ([]corpus.Mention, error) {
	d := &corpus.Annotated{Document: corpus.Document{Text: text, Published: casesPublished}}
	d.Annotations.Language.Code = language
	err := a.Apply(context.Background(), d)
	return d.Annotations.Mentions, err
}

func hasRole(m corpus.Mention, role string) bool {
	return slices.ContainsFunc(m.Offices, func(o corpus.Office) bool { return o.Role == role })
}

// invented is a person of the pack's own names.
func invented(p *lang.Pack) string {
	name := func(list string) string {
		for _, n := range p.Column(list) {
			if !strings.HasPrefix(n, "*") {
				return n
			}
		}
		return ""
	}
	return strings.TrimSpace(name("given") + " " + name("surnames"))
}
