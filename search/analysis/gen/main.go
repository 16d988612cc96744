// Command gen makes the lists of search/analysis/data that come from elsewhere
// (*.gen.tsv; data/papers.yaml names their sources and licences):
//
//	npm pack opencc@1.4.2 && tar xzf opencc-1.4.2.tgz
//	go run ./search/analysis/gen -opencc package/data/dictionary
//	go run ./search/analysis/gen -lists DIR
//
// letters/zh.gen.tsv folds traditional Chinese letters to simplified ones: the
// first of the candidates that OpenCC's TSCharacters.txt gives, followed to
// its end. Where one simplified letter stands for several traditional ones
// they all meet in it, so the list is not fit for converting text back.
//
// compounds/<index>.gen.tsv are the words that compounds are made of, found
// in the word-form lists that the lemma tables are made of (DIR, see
// ../lemma/gen); data/compounds.tsv says which.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

func main() {
	log.SetFlags(0)
	opencc := flag.String("opencc", "", "folder of OpenCC's dictionaries: make the letters of Chinese")
	lists := flag.String("lists", "", "folder of the word-form lists: make the parts of compounds")
	only := flag.String("only", "", "indexes to make the parts of compounds for, separated by commas; all if empty")
	out := flag.String("out", "search/analysis/data", "folder to write to")
	flag.Parse()
	if *opencc != "" {
		simpler, err := read(filepath.Join(*opencc, "TSCharacters.txt"))
		if err != nil {
			log.Fatal(err)
		}
		write(filepath.Join(*out, "letters", "zh.gen.tsv"), lines(simpler))
	}
	if *lists == "" {
		return
	}
	var rows [][]string
	b, err := os.ReadFile(filepath.Join(*out, "compounds.tsv"))
	if err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		rows = append(rows, strings.Split(strings.TrimRight(line, "\n"), "\t"))
	}
	for i, row := range rows {
		if i > 0 && rows[i-1][0] == row[0] || *only != "" && !slices.Contains(strings.Split(*only, ","), row[0]) {
			continue
		}
		c := newCompounder(row[0], rows)
		if err := c.read(*lists); err != nil {
			log.Fatal(err)
		}
		write(filepath.Join(*out, "compounds", row[0]+".gen.tsv"), c.lines())
	}
}

func write(file string, lines []string) {
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("%s: %d lines", file, len(lines))
}

// read gives the first candidate of each letter that has another one.
func read(file string) (map[string]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	simpler := map[string]string{}
	s := bufio.NewScanner(f)
	for s.Scan() {
		if strings.HasPrefix(s.Text(), "#") || s.Text() == "" {
			continue
		}
		from, candidates, ok := strings.Cut(s.Text(), "\t")
		if !ok {
			return nil, fmt.Errorf("%s: %q has no tab", file, s.Text())
		}
		to, _, _ := strings.Cut(candidates, " ")
		from, to = norm.NFKC.String(from), norm.NFKC.String(to)
		if from != to && len([]rune(from)) == 1 && len([]rune(to)) == 1 {
			simpler[from] = to
		}
	}
	return simpler, s.Err()
}

// lines groups the letters by what they fold to.
func lines(simpler map[string]string) []string {
	groups := map[string][]string{}
	for from, to := range simpler {
		for range 4 {
			next, ok := simpler[to]
			if !ok || next == from {
				break
			}
			to = next
		}
		groups[to] = append(groups[to], from)
	}
	var out []string
	for to, from := range groups {
		slices.Sort(from)
		out = append(out, "zh\t"+strings.Join(from, " ")+"\t"+to)
	}
	slices.Sort(out)
	return out
}
