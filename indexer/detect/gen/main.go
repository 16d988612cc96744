// Command gen compiles the detector's table from word counts.
//
//	go run ./indexer/detect/gen -counts DIR
//
// DIR has a folder per source with a list per language (xx.tsv: word, tab,
// count): udhr, made by udhr.py; wordfreq, by wordfreq.py; lists, the words
// of the lemma lists. Function words come from the language packs.
package main

import (
	"bufio"
	"embed"
	"flag"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"communique/corpus/lang"
	"communique/indexer/detect/model"
)

// Shares of the sources in a language's text. wordfreq has seen much text of
// every kind, the declaration a little of our own; the function words make up
// for a language that wordfreq lacks.
const (
	shareWordfreq  = 0.7
	shareUDHR      = 0.3
	shareFunction  = 0.15
	sharePack      = 0.1
	shareSpellings = 0.5
)

// words are common words of languages of which other sources know too few,
// our own.
//
//go:embed words
var words embed.FS

func main() {
	log.SetFlags(0)
	counts := flag.String("counts", "", "folder of the counts")
	out := flag.String("out", "indexer/detect/data/languages.model", "file of the table")
	flag.Parse()
	files, err := filepath.Glob(filepath.Join(*counts, "udhr", "*.tsv"))
	if err != nil || len(files) == 0 {
		log.Fatalf("no lists in %s/udhr", *counts)
	}
	classes := map[string]model.Counts{}
	for _, f := range files {
		name := filepath.Base(f)
		code := strings.TrimSuffix(name, ".tsv")
		c := model.Counts{Words: map[string]float64{}, Spellings: map[string]float64{}}
		add(c.Words, read(f), shareUDHR)
		if w := read(filepath.Join(*counts, "wordfreq", name)); len(w) > 0 {
			add(c.Words, w, shareWordfreq)
		} else {
			function := pack(code, "words")
			b, _ := words.ReadFile("words/" + code + ".txt") // most have none
			for _, w := range strings.Fields(string(b)) {
				function[w] = 1
			}
			add(c.Words, function, shareFunction)
			spellings := read(filepath.Join(*counts, "lists", name))
			add(c.Spellings, spellings, shareSpellings)
			shared := map[string]float64{}
			for _, s := range siblings[code] {
				from := map[string]float64{}
				add(from, read(filepath.Join(*counts, "wordfreq", s+".tsv")), 1)
				for w, n := range from {
					if spellings[w] > 0 {
						shared[w] = max(shared[w], n)
					}
				}
			}
			add(c.Words, shared, shareWordfreq)
		}
		add(c.Words, pack(code, "families", "heads", "months", "numbers", "organisations", "portfolios", "regions", "roles", "states", "topics", "weekdays"), sharePack)
		classes[code] = c
	}
	b := model.Build(classes)
	log.Printf("%d languages, %d bytes", len(classes), len(b))
	if err := os.WriteFile(*out, b, 0o644); err != nil {
		log.Fatal(err)
	}
}

// siblings lend the frequency of the words that a language shares with them
// to one that has only a list of its words: else they would win by being
// better known.
var siblings = map[string][]string{"gl": {"es", "pt"}}

// pack gives the words of lists of the language packs of a class. Acronyms
// and generated lists say little of a language's words.
func pack(class string, lists ...string) map[string]float64 {
	out := map[string]float64{}
	for _, p := range lang.All() {
		if p.Code != class && p.Index != class {
			continue
		}
		for _, list := range lists {
			for _, row := range p.Rows(list) {
				if list == "families" {
					row[0] = strings.Join(row, " ")
				}
				for _, w := range strings.Fields(row[0]) {
					if w != strings.ToUpper(w) || strings.ToUpper(w) == strings.ToLower(w) {
						out[strings.ToLower(strings.Trim(w, "!{}[]()*"))] = 1
					}
				}
			}
		}
	}
	return out
}

// read gives the counts of a list, none if there is no such file.
func read(file string) map[string]float64 {
	f, err := os.Open(file)
	if err != nil {
		return nil
	}
	defer f.Close()
	out := map[string]float64{}
	s := bufio.NewScanner(f)
	for s.Scan() {
		word, n, _ := strings.Cut(s.Text(), "\t")
		v, err := strconv.ParseFloat(n, 64)
		if err != nil {
			log.Fatalf("%s: %q: %v", file, s.Text(), err)
		}
		out[word] += v
	}
	return out
}

// add mixes a source in with its share of the whole.
func add(to, from map[string]float64, share float64) {
	total := 0.0
	for _, n := range from {
		total += n
	}
	for w, n := range from {
		to[w] += n / total * share
	}
}
