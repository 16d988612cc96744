// Command gen makes the tables of package ordinary:
//
//	python3 indexer/annotate/ordinary/gen/words.py SIMPLEMMA LISTS
//	go run ./indexer/annotate/ordinary/gen LISTS indexer/annotate/ordinary/tables
//
// LISTS holds one file per language, a word a line.
package main

import (
	"bufio"
	"log"
	"os"
	"path/filepath"
	"strings"

	"communique/corpus/lang"
	"communique/indexer/annotate/ordinary"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: gen LISTS TABLES")
	}
	for _, p := range lang.All() {
		b, err := os.ReadFile(filepath.Join(os.Args[1], p.Code+".txt"))
		if err != nil {
			continue
		}
		f := ordinary.NewFilter(strings.Count(string(b), "\n") + 1)
		s := bufio.NewScanner(strings.NewReader(string(b)))
		for s.Scan() {
			f.Add(strings.ToLower(s.Text()))
		}
		if err := os.WriteFile(filepath.Join(os.Args[2], p.Code+".bloom"), f, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
