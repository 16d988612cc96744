package analysis

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"communique/search/analysis/lemma"
)

// makeLemma gives the dictionary forms of every term; the rules of endings
// then leave alone what a whole table knows. A word whose ending the
// table does not know stays as it is. Without the table, which the generator
// may be about to make, every word stays; a test sees to it that it is there.
func makeLemma(arg string) (part, error) {
	t := lemma.Open(arg)
	return func(w *word) {
		if t == nil || w.known {
			return
		}
		w.each(func(term string) []string {
			if isNumber([]rune(term)) {
				return nil
			}
			lemmas, known := t.Lookup(term)
			w.known = w.known || known && t.Whole()
			return lemmas
		})
	}, nil
}

// makeWords gives the dictionary forms of the words that stand in a whole
// table, and leaves all others to the rules of endings that follow.
func makeWords(arg string) (part, error) {
	t := lemma.Open(arg)
	return func(w *word) {
		if t == nil || w.known {
			return
		}
		w.each(func(term string) []string {
			lemmas, known := t.Lookup(term)
			if !known {
				return nil
			}
			w.known = true
			return lemmas
		})
	}, nil
}

// makeClitics cuts what is written together with a word: prepositions,
// articles and conjunctions in front of it and pronouns behind it, in Arabic
// and Hebrew, endings in Persian. The argument names the lists in
// data/clitics.tsv (front, back, also, and restore: what the last letter becomes
// when an ending is gone, as x=y) and the whole lemma table that says what a
// word is.
//
// A word of the table stays, and is also given without a prefix of the list
// "also" where the rest is a word too. Of another word the longest rest that is a word is taken;
// where there is none it stays, and is also given without its prefix, as a
// name may need.
func makeClitics(arg string) (part, error) {
	c := affixes{front: clitics(arg, "front"), back: clitics(arg, "back"), also: clitics(arg, "also"), restore: map[string]string{}, table: lemma.Open(arg)}
	if len(c.front)+len(c.back) == 0 {
		return nil, fmt.Errorf("clitics.tsv has no clitics of %q", arg)
	}
	longest := func(a, b string) int { return len(b) - len(a) }
	slices.SortStableFunc(c.front, longest)
	slices.SortStableFunc(c.back, longest)
	slices.SortStableFunc(c.also, longest)
	for _, pair := range clitics(arg, "restore") {
		from, to, _ := strings.Cut(pair, "=")
		c.restore[from] = to
	}
	return func(w *word) {
		w.each(func(term string) []string {
			if isNumber([]rune(term)) {
				return nil
			}
			return c.cut(term)
		})
	}, nil
}

type affixes struct {
	front, back []string
	also        []string
	restore     map[string]string
	table       *lemma.Table
}

// minRest is the letters that must be left of a word.
const minRest = 2

func (c *affixes) known(s string) bool {
	if c.table == nil || utf8.RuneCountInString(s) < minRest {
		return false
	}
	_, ok := c.table.Lookup(s)
	return ok
}

func (c *affixes) cut(term string) []string {
	if c.known(term) {
		return c.withShorter(term)
	}
	if rest, ok := c.word(term, append([]string{""}, c.back...)); ok {
		return c.withShorter(rest)
	}
	for _, f := range c.front {
		if rest, ok := strings.CutPrefix(term, f); ok && utf8.RuneCountInString(rest) > minRest {
			return []string{term, rest}
		}
	}
	return nil
}

// withShorter gives a word of the table, and what is left of it without a
// prefix that may be the first letter of the word as well.
func (c *affixes) withShorter(known string) []string {
	for _, f := range c.also {
		if rest, ok := strings.CutPrefix(known, f); ok && c.known(rest) {
			return []string{known, rest}
		}
	}
	return []string{known}
}

// word gives the longest rest of a term without a prefix, one of the backs,
// or both, that is a word of the table.
func (c *affixes) word(term string, backs []string) (string, bool) {
	best := ""
	for i := range len(c.front) + 1 {
		rest := term
		if i > 0 {
			var ok bool
			if rest, ok = strings.CutPrefix(term, c.front[i-1]); !ok {
				continue
			}
		}
		for _, b := range backs {
			stem, ok := strings.CutSuffix(rest, b)
			if !ok || len(stem) <= len(best) {
				continue
			}
			if b == "" && c.known(stem) {
				if stem != term {
					best = stem
				}
				continue
			}
			if _, n := utf8.DecodeLastRuneInString(stem); n < len(stem) {
				if to, ok := c.restore[stem[len(stem)-n:]]; ok && c.known(stem[:len(stem)-n]+to) {
					best = stem[:len(stem)-n] + to
					continue
				}
			}
			if b != "" && c.known(stem) {
				best = stem
			}
		}
	}
	return best, best != ""
}
