// Gen makes grams.bin of package likeness:
//
//	go run ./indexer/annotate/likeness/gen LISTS indexer/annotate/likeness/grams.bin
//
// LISTS is the folder of word lists of indexer/annotate/ordinary/gen.
package main

import (
	"bufio"
	"log"
	"math"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"communique/corpus/lang"
	"communique/indexer/annotate/likeness"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: gen LISTS OUT")
	}
	var persons, places, words tally
	for _, p := range lang.All() {
		for _, list := range []string{"given", "surnames"} {
			for _, n := range p.Column(list) {
				if !strings.HasPrefix(n, "*") {
					persons.add(n)
				}
			}
		}
		for _, list := range []string{"places", "capitals"} {
			for _, n := range p.Column(list) {
				places.add(n)
			}
		}
		for _, r := range p.Rows("states") {
			if len(r) > 2 && r[2] == "name" {
				places.add(r[0])
			}
		}
		each(filepath.Join(os.Args[1], p.Code+".txt"), words.add)
	}
	each(filepath.Join(os.Args[1], "surnames.txt"), persons.add)
	table := make([]byte, 2*likeness.Slots)
	for s := range likeness.Slots {
		table[s] = byte(ratio(&persons, &words, s))
		table[likeness.Slots+s] = byte(ratio(&persons, &places, s))
	}
	if err := os.WriteFile(os.Args[2], table, 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("%d runs in persons, %d in places, %d in words", int(persons.total), int(places.total), int(words.total))
}

func each(name string, f func(string)) {
	b, err := os.ReadFile(name)
	if err != nil {
		return
	}
	s := bufio.NewScanner(strings.NewReader(string(b)))
	for s.Scan() {
		if w := s.Text(); strings.ToLower(w) == w || strings.HasSuffix(name, "surnames.txt") {
			f(w)
		}
	}
}

type tally struct {
	n     [likeness.Slots]float64
	total float64
	seen  map[string]bool
}

func (t *tally) add(name string) {
	if t.seen == nil {
		t.seen = map[string]bool{}
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(norm.NFC.String(name)), func(r rune) bool { return r == ' ' || r == '-' || r == '\'' || r == '’' }) {
		if t.seen[w] {
			continue
		}
		t.seen[w] = true
		likeness.Each(w, func(s uint32) {
			t.n[s]++
			t.total++
		})
	}
}

// ratio is the logarithm of how much more frequent a run is in a than in b,
// drawn to nothing where little is known.
func ratio(a, b *tally, slot int) int8 {
	const prior = 3
	// Both lists are weighed alike: a run's share is what counts.
	x, y := a.n[slot], b.n[slot]*a.total/b.total
	return int8(max(-127, min(127, math.Round(likeness.Unit*math.Log((x+prior)/(y+prior))))))
}
