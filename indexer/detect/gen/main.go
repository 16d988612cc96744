// Command gen compiles the detector's table from word counts and letter
// groups.
//
//	go run ./indexer/detect/gen -counts DIR [-lingua DIR]
//
// counts has a folder udhr with a list per language (xx.tsv: word, tab,
// count), made by udhr.py. lingua is the folder language-models of the module
// lingua-go, by default that of the module cache. All other words come from
// the language packs. It takes some two minutes.
//
// Word frequencies (wordfreq, CC BY-SA 4.0) and lists of word forms (simplemma)
// were tried and left out: they made it no better.
package main

import (
	"bufio"
	"embed"
	"flag"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"communique/corpus/lang"
	"communique/indexer/detect/model"
)

// Shares of the sources in a language's text: running text, of which the
// letters are known; the declaration, a little of our own kind; the function
// words, which make up for a language of which nothing else is known; the
// other lists of the packs.
const (
	shareLetters  = 0.7
	shareUDHR     = 0.3
	shareFunction = 0.15
	sharePack     = 0.1
	// Of the letter groups, beside those of the words.
	shareGroups = 0.8
	shareLent   = 0.4
)

// keepWords is how many words of running text are guessed from their letters.
const keepWords = 20000

// words are common words of languages of which other sources know too few,
// our own.
//
//go:embed words
var words embed.FS

func main() {
	log.SetFlags(0)
	counts := flag.String("counts", "", "folder of the counts")
	lingua := flag.String("lingua", "", "folder of lingua's models")
	out := flag.String("out", "indexer/detect/data/languages.model", "file of the table")
	flag.Parse()
	if *lingua == "" {
		dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/pemistahl/lingua-go").Output()
		if err != nil {
			log.Fatalf("where is lingua-go? %v", err)
		}
		*lingua = filepath.Join(strings.TrimSpace(string(dir)), "language-models")
	}
	files, err := filepath.Glob(filepath.Join(*counts, "udhr", "*.tsv"))
	if err != nil || len(files) == 0 {
		log.Fatalf("no lists in %s/udhr", *counts)
	}
	g := &generator{*lingua}
	classes := map[string]model.Counts{}
	var mu sync.Mutex
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range files {
		group.Go(func() error {
			code := strings.TrimSuffix(filepath.Base(f), ".tsv")
			c, err := g.class(code, read(f))
			mu.Lock()
			defer mu.Unlock()
			classes[code] = c
			return err
		})
	}
	if err := group.Wait(); err != nil {
		log.Fatal(err)
	}
	b := model.Build(classes)
	log.Printf("%d languages, %d bytes", len(classes), len(b))
	if err := os.WriteFile(*out, b, 0o644); err != nil {
		log.Fatal(err)
	}
}

type generator struct{ lingua string }

// class gathers what is known of a class.
func (g *generator) class(code string, udhr map[string]float64) (model.Counts, error) {
	c := model.Counts{Words: map[string]float64{}, Groups: map[string]float64{}}
	add(c.Words, udhr, shareUDHR)
	s := sources[code]
	// Words of which lingua's text says how common they are.
	var lexicon []string
	for w := range udhr {
		lexicon = append(lexicon, w)
	}
	for w := range pack(code, "common", "families", "heads", "months", "numbers", "organisations", "portfolios", "regions", "roles", "states", "topics", "weekdays", "words") {
		lexicon = append(lexicon, w)
	}
	from, share := s.letters, shareGroups
	if len(from) == 0 { // relatives lend what it surely shares with them
		from, share = s.lenders, shareLent
	}
	c.ShareGroups = share
	known := 0.0
	for _, l := range from {
		groups, words, err := g.text(l, lexicon)
		if err != nil {
			return c, err
		}
		n := float64(len(from))
		add(c.Groups, s.written(groups), 1)
		if len(s.letters) == 0 {
			for w := range words {
				if !slices.Contains(lexicon, w) {
					delete(words, w)
				}
			}
		}
		written := s.written(words)
		for _, w := range slices.Sorted(maps.Keys(written)) {
			c.Words[w] += written[w] / n * shareLetters
			known += written[w] / n
		}
	}
	if len(from) > 0 && s.writing == nil {
		c.Unseen = shareLetters * max(0, 1-known) / (1 + shareFunction + sharePack)
	}
	function := pack(code, "words")
	b, _ := words.ReadFile("words/" + code + ".txt") // most have none
	for _, w := range strings.Fields(string(b)) {
		function[w] = 1
	}
	add(c.Words, function, shareFunction)
	add(c.Words, pack(code, "families", "heads", "months", "numbers", "organisations", "portfolios", "regions", "roles", "states", "topics", "weekdays"), sharePack)
	return c, nil
}

// text gives the letter groups and the commonest words of lingua's text.
func (g *generator) text(code string, lexicon []string) (groups, words map[string]float64, err error) {
	l, err := readLetters(g.lingua, code)
	if err != nil {
		return nil, nil, err
	}
	groups, words = l.count(lexicon)
	return groups, commonest(words, keepWords), nil
}

// pack gives the words of lists of a language's pack. Acronyms
// and generated lists say little of a language's words.
func pack(class string, lists ...string) map[string]float64 {
	out := map[string]float64{}
	for _, p := range lang.All() {
		if p.Code != class {
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
	words := slices.Sorted(maps.Keys(from))
	for _, w := range words {
		total += from[w]
	}
	for _, w := range words {
		to[w] += from[w] / total * share
	}
}
