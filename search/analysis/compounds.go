package analysis

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Words that are written in one, as Grenzschutzbehörde, are indexed by their
// parts too: whoever asks for Behörde or Grenzschutz finds it. A question is
// not cut: whoever asks for Grenzschutzbehörde wants that word, not every
// authority, and the whole word stands in the index as well.

// compounds are the words that compounds of a language are made of, by
// data/compounds/<name>.gen.tsv: a part, h if it heads compounds, m if it
// stands before heads, and the dictionary form of such a modifier where that
// is another (arbeits, arbeit). data/compounds.tsv has the letters that link
// two parts.
type compounds struct {
	parts map[string]compoundPart
	links []string // the empty one first
}

type compoundPart struct {
	head, modifier bool
	word           string // the dictionary form
}

const (
	leastHead     = 4  // letters; shorter ones are too often endings
	leastModifier = 3  // letters
	maxCompound   = 48 // letters; longer words are not looked at
	maxParts      = 8  // terms that a compound adds
	maxNesting    = 3  // compounds in compounds in compounds
	// leastNested is the length from which on a word may be made of three.
	leastNested = leastHead + 2*leastModifier
)

func readCompounds(name string) (*compounds, error) {
	list := rows("compounds/" + name + ".gen.tsv")
	if len(list) == 0 {
		return nil, fmt.Errorf("no compounds/%s.gen.tsv", name)
	}
	c := &compounds{parts: make(map[string]compoundPart, len(list)), links: []string{""}}
	for _, row := range list {
		p := compoundPart{strings.Contains(row[1], "h"), strings.Contains(row[1], "m"), row[0]}
		if len(row) > 2 {
			p.word = row[2]
		}
		c.parts[row[0]] = p
	}
	for _, row := range rows("compounds.tsv") {
		if row[0] == name && row[1] == "links" {
			c.links = append(c.links, strings.Fields(row[2])...)
		}
	}
	return c, nil
}

// A splitter takes one word apart. It remembers which pieces of the word are
// compounds, so that the cost is bounded by the square of the word's length.
type splitter struct {
	*compounds
	word  string
	seen  []piece
	found []string
}

// piece says of word[from:to] whether it is a compound.
type piece struct {
	from, to int
	compound bool
}

// split gives the parts of a word, without it: those of every way to cut it
// into two words of the list, the longest heads first; where there is none,
// into words of which one is a compound itself, with the parts of that.
func (c *compounds) split(word string) []string {
	if n := utf8.RuneCountInString(word); n < leastHead+leastModifier || n > maxCompound {
		return nil
	}
	s := splitter{compounds: c, word: word}
	s.cut(0, len(word), 0)
	return s.found
}

// cut says whether word[from:to] is a compound, and adds its parts.
func (s *splitter) cut(from, to, depth int) bool {
	if to-from < leastHead+leastModifier || depth > maxNesting {
		return false
	}
	for _, p := range s.seen {
		if p.from == from && p.to == to {
			return p.compound
		}
	}
	ok := false
	for _, nested := range []bool{false, true} {
		all := utf8.RuneCountInString(s.word[from:to])
		if nested && all < leastNested {
			break
		}
		letters := -1
		for i := range s.word[from:to] {
			at := from + i
			if letters++; letters < leastModifier {
				continue
			}
			if all-letters < leastHead {
				break
			}
			known := s.parts[s.word[at:to]].head
			if !known && (!nested || !s.cut(at, to, depth+1)) {
				continue
			}
			if front, found := s.front(from, at, depth, nested && known); found {
				ok = true
				s.add(s.word[at:to])
				s.add(front)
			}
		}
		if ok {
			break
		}
	}
	if depth > 0 {
		s.seen = append(s.seen, piece{from, to, ok})
	}
	return ok
}

// front gives the dictionary form of what stands before a head: a word of the
// list, or, with nested, a compound.
func (s *splitter) front(from, to, depth int, nested bool) (string, bool) {
	front := s.word[from:to]
	if p := s.parts[front]; p.modifier || p.head {
		return p.word, true
	}
	for _, link := range s.links {
		if !strings.HasSuffix(front, link) || len(front) == len(link) {
			continue
		}
		word := front[:len(front)-len(link)]
		if s.parts[word].head || nested && s.cut(from, to-len(link), depth+1) {
			return word, true
		}
	}
	return "", false
}

func (s *splitter) add(part string) {
	if len(s.found) < maxParts && part != s.word && !slices.Contains(s.found, part) {
		s.found = append(s.found, part)
	}
}

// makeCompounds adds the parts of each term to the terms of the word.
func makeCompounds(arg string) (part, error) {
	c, err := readCompounds(arg)
	if err != nil {
		return nil, err
	}
	return func(w *word) {
		w.each(func(t string) []string {
			if parts := c.split(t); len(parts) > 0 {
				return append([]string{t}, parts...)
			}
			return nil
		})
	}, nil
}
