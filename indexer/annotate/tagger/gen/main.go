// Gen trains the tagger on marked texts: JSON Lines by language, one document
// a line with text, types and gold spans (the format of a development set that
// is not part of the project; the model holds weights of shapes and lists, no
// word of the texts). It also tells how well a model does in languages that it
// was not trained on.
//
//	go run ./indexer/annotate/tagger/gen -dev DIR            writes model.bin
//	go run ./indexer/annotate/tagger/gen -dev DIR -folds 5   cross-validates by language
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"communique/corpus"
	"communique/indexer/annotate"
	"communique/indexer/annotate/tagger"
)

type line struct {
	ID        string   `json:"id"`
	Set       string   `json:"set"`
	Text      string   `json:"text"`
	Types     []string `json:"types"`
	Published string   `json:"published"`
	Gold      []span   `json:"gold"`
	Ignore    []span   `json:"ignore"`
}

type span struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// document is an example with what scoring needs.
type document struct {
	tagger.Example
	language string
	types    []string
}

func main() {
	log.SetFlags(0)
	dir := flag.String("dev", "", "folder with marked texts, LANG.jsonl each")
	out := flag.String("o", "indexer/annotate/tagger/model.bin", "the model to write")
	passes := flag.Int("passes", 5, "passes over the examples")
	folds := flag.Int("folds", 0, "cross-validate in so many parts instead of writing a model")
	boldness := flag.Float64("boldness", 1.2, "margin of names over other words while training")
	decay := flag.Float64("decay", 1e-2, "weight of the squared weights")
	rate := flag.Float64("rate", .05, "of learning")
	by := flag.String("by", "language", "what a part holds: language or document")
	flag.Parse()
	o := tagger.Options{Passes: *passes, Boldness: *boldness, Decay: *decay, Rate: *rate, Seed: 1}
	docs, err := load(*dir)
	if err != nil {
		log.Fatal(err)
	}
	if *folds > 0 {
		validate(docs, *folds, *by, o)
		return
	}
	m := tagger.Train(examples(docs), o)
	if err := os.WriteFile(*out, m.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("%d documents, %d KB", len(docs), len(m.Bytes())>>10)
}

func examples(docs []document) []tagger.Example {
	var out []tagger.Example
	for _, d := range docs {
		out = append(out, d.Example)
	}
	return out
}

func load(dir string) ([]document, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no LANG.jsonl in %q: name the folder with -dev", dir)
	}
	a := annotate.New()
	var docs []document
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		code := strings.TrimSuffix(filepath.Base(name), ".jsonl")
		lang, _, _ := strings.Cut(code, "-")
		in := bufio.NewScanner(f)
		in.Buffer(nil, 64<<20)
		for n := 1; in.Scan(); n++ {
			var x line
			if err := json.Unmarshal(in.Bytes(), &x); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
			d := &corpus.Annotated{}
			d.Document.Text = x.Text
			d.Annotations.Language.Code = lang
			var gold []annotate.GoldSpan
			for _, i := range x.Ignore {
				if i.Type == "" || i.Type == "person" || i.Type == "organisation" {
					gold = append(gold, annotate.GoldSpan{Start: i.Start, End: i.End})
				}
			}
			for _, g := range x.Gold {
				if g.Type == "person" || g.Type == "organisation" {
					gold = append(gold, annotate.GoldSpan{Type: corpus.MentionType(g.Type), Start: g.Start, End: g.End})
				}
			}
			docs = append(docs, document{
				Example:  a.Example(d, gold, slices.Contains(x.Types, "person"), slices.Contains(x.Types, "organisation")),
				language: code, types: x.Types,
			})
		}
		f.Close()
		if err := in.Err(); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// count is right, said and gold spans.
type count struct{ right, said, gold int }

func (c count) f1() float64 {
	if c.right == 0 {
		return 0
	}
	p, r := float64(c.right)/float64(c.said), float64(c.right)/float64(c.gold)
	return 2 * p * r / (p + r)
}

// validate trains on all parts but one and scores that one.
func validate(docs []document, folds int, by string, o tagger.Options) {
	part := make([]int, len(docs))
	r := rand.New(rand.NewPCG(7, 7))
	languages := map[string]int{}
	for i, d := range docs {
		if by == "language" {
			main, _, _ := strings.Cut(d.language, "-")
			if _, ok := languages[main]; !ok {
				languages[main] = len(languages) % folds
			}
			part[i] = languages[main]
			continue
		}
		part[i] = r.IntN(folds)
	}
	total := map[string]*[2]count{}
	for k := range folds {
		var in []tagger.Example
		for i, d := range docs {
			if part[i] != k {
				in = append(in, d.Example)
			}
		}
		m := tagger.Train(in, o)
		var dec tagger.Decoder
		for i := range docs {
			if part[i] != k {
				continue
			}
			d := &docs[i]
			c := total[d.language]
			if c == nil {
				c = &[2]count{}
				total[d.language] = c
			}
			said := spans(m.Decode(&d.Sequence, &dec))
			for t, name := range []string{"person", "organisation"} {
				if slices.Contains(d.types, name) {
					c[t].add(said[t], goldSpans(d.Gold)[t], d.Gold)
				}
			}
		}
	}
	var mean [2]float64
	var n [2]int
	keys := slices.Sorted(func(yield func(string) bool) {
		for k := range total {
			if !yield(k) {
				return
			}
		}
	})
	for _, k := range keys {
		c := total[k]
		fmt.Printf("%-8s person %.3f of %5d   organisation %.3f of %5d\n", k, c[0].f1(), c[0].gold, c[1].f1(), c[1].gold)
		for t := range mean {
			if c[t].gold > 0 {
				mean[t] += c[t].f1()
				n[t]++
			}
		}
	}
	fmt.Printf("mean     person %.3f            organisation %.3f\n", mean[0]/float64(max(n[0], 1)), mean[1]/float64(max(n[1], 1)))
}

// add counts spans that overlap, one to one, in the order of the text.
func (c *count) add(said, gold [][2]int, marks []uint8) {
	c.gold += len(gold)
	used := make([]bool, len(gold))
	for _, s := range said {
		hit, free := false, false
		for i, g := range gold {
			if !used[i] && s[0] < g[1] && g[0] < s[1] {
				used[i], hit = true, true
				break
			}
		}
		for i := s[0]; i < s[1]; i++ {
			free = free || marks[i] == tagger.Any
		}
		if hit {
			c.right++
		}
		if hit || !free {
			c.said++
		}
	}
}

// spans gives the spans of persons and of organisations, from and to in tokens.
func spans(labels []tagger.Label) [2][][2]int {
	var out [2][][2]int
	for i := 0; i < len(labels); {
		b := labels[i]
		if b != tagger.BeginPerson && b != tagger.BeginOrganisation {
			i++
			continue
		}
		to := i + 1
		for to < len(labels) && labels[to] == b+1 {
			to++
		}
		out[cmp.Compare(b, tagger.BeginPerson)] = append(out[cmp.Compare(b, tagger.BeginPerson)], [2]int{i, to})
		i = to
	}
	return out
}

func goldSpans(marks []uint8) [2][][2]int {
	labels := make([]tagger.Label, len(marks))
	for i, g := range marks {
		for l := range tagger.Labels {
			if g == 1<<l {
				labels[i] = l
			}
		}
	}
	return spans(labels)
}
