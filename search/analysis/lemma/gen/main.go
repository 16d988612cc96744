// Command gen compiles the lemma tables from word-form lists: one folder of
// lists, a word, a tab and its dictionary form on each line.
//
//	go run ./search/analysis/lemma/gen -lists DIR [-only ru,lv]
//
// tables.tsv beside this file says which lists make which table: table,
// index whose folding it is written in, lists, options. simplemma.py writes
// the lists of the package simplemma, hunspell.py those of a Hunspell
// dictionary. The lists themselves are too large for the tree.
package main

import (
	"bufio"
	_ "embed"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"communique/search/analysis"
	"communique/search/analysis/lemma"
)

//go:embed tables.tsv
var tables string

func main() {
	log.SetFlags(0)
	lists := flag.String("lists", "", "folder of the lists")
	only := flag.String("only", "", "tables to make, separated by commas; all if empty")
	out := flag.String("out", "search/analysis/lemma/tables", "folder of the tables")
	flag.Parse()
	for line := range strings.Lines(tables) {
		row := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if *only != "" && !slices.Contains(strings.Split(*only, ","), row[0]) {
			continue
		}
		if err := build(row, *lists, *out); err != nil {
			log.Fatalf("%s: %v", row[0], err)
		}
	}
}

func build(row []string, lists, out string) error {
	name, index, options := row[0], row[1], ""
	if len(row) > 3 {
		options = row[3]
	}
	list := map[string][]string{}
	fold := analysis.Folder(index)
	for _, source := range strings.Fields(row[2]) {
		if err := read(filepath.Join(lists, source+".tsv"), fold, list); err != nil {
			return err
		}
	}
	own(list)
	closure(list)
	b, err := lemma.Build(list, lemma.Options{Whole: strings.Contains(options, "whole")})
	if err != nil {
		return err
	}
	log.Printf("%s: %d words, %d bytes", name, len(list), len(b))
	return os.WriteFile(filepath.Join(out, name+".lemma"), b, 0o644)
}

// read adds a list. What is not one word in the spelling of the index is left
// out.
func read(file string, fold func(string) string, list map[string][]string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Scan() {
		form, dictionary, ok := strings.Cut(s.Text(), "\t")
		if !ok {
			return fmt.Errorf("%s: %q has no tab", file, s.Text())
		}
		w, l := fold(form), fold(dictionary)
		if !letters(w) || !letters(l) {
			continue
		}
		if !slices.Contains(list[w], l) {
			list[w] = append(list[w], l)
		}
	}
	return s.Err()
}

// own makes every dictionary form its own: it is also a form of itself, even
// where the list knows it as a form of another word.
func own(list map[string][]string) {
	for _, lemmas := range list {
		for _, l := range lemmas {
			if !slices.Contains(list[l], l) {
				list[l] = append(list[l], l)
			}
		}
	}
}

// closure follows a dictionary form that the list has as a form of another
// word (Hungarian elnökének, elnöke, elnök): the word is a form of that one
// too.
func closure(list map[string][]string) {
	more := map[string][]string{}
	for w, lemmas := range list {
		for _, l := range lemmas {
			for _, next := range list[l] {
				if !slices.Contains(list[w], next) && !slices.Contains(more[w], next) {
					more[w] = append(more[w], next)
				}
			}
		}
	}
	for w, lemmas := range more {
		slices.Sort(lemmas)
		list[w] = append(list[w], lemmas...)
	}
}

func letters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return false
		}
	}
	return s != ""
}
