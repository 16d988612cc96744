package analysis

import (
	"fmt"
	"slices"
	"strings"

	"communique/search/analysis/lemma"
)

// makeLemma gives the dictionary forms of every term; a word whose ending the
// table does not know stays as it is. Without the table, which the generator
// may be about to make, every word stays; a test sees to it that it is there.
func makeLemma(arg string) (part, error) {
	t := lemma.Open(arg)
	return func(w *word) {
		if t == nil {
			return
		}
		w.each(func(term string) []string {
			if isNumber([]rune(term)) {
				return nil
			}
			lemmas, _ := t.Lookup(term)
			return lemmas
		})
	}, nil
}

// makePrefix cuts what is written together in front of a word: prepositions,
// articles and conjunctions of Arabic and Hebrew. The argument names the
// prefixes in data/clitics.tsv and, where there is one, the lemma table that
// says what is a word. A word of the table stays whole and is also given
// without prefix where the rest is a word as well; a word outside the table
// loses the longest prefix that leaves a word of the table, else nothing.
func makePrefix(arg string) (part, error) {
	fronts := clitics(arg, "front")
	if len(fronts) == 0 {
		return nil, fmt.Errorf("clitics.tsv has no fronts of %q", arg)
	}
	slices.SortFunc(fronts, func(a, b string) int { return len(b) - len(a) })
	t := lemma.Open(arg)
	return func(w *word) {
		w.each(func(term string) []string {
			if isNumber([]rune(term)) {
				return nil
			}
			known := false
			if t != nil {
				if _, known = t.Lookup(term); known {
					return nil
				}
			}
			for _, f := range fronts {
				rest, ok := strings.CutPrefix(term, f)
				if !ok || len([]rune(rest)) < 3 {
					continue
				}
				if t == nil {
					return []string{rest}
				}
				if _, known = t.Lookup(rest); known {
					return []string{rest}
				}
			}
			return nil
		})
	}, nil
}
