package analysis

import (
	"fmt"
	"slices"
	"strings"
)

// makeRoot gives the root of words that are built on three consonants, as
// Maltese verbs are (kiseb, jikseb, ksibna: ksb). The argument names a line
// of data/roots.tsv: the prefixes of verbs, of which the first word may stand
// before a root of two, and the vowels. Words with more or fewer consonants
// stay, without the prefix where a vowel and a double consonant follow it
// (jippreżenta).
func makeRoot(arg string) (part, error) {
	for _, row := range rows("roots.tsv") {
		if row[0] != arg {
			continue
		}
		r := roots{prefixes: []rune(row[1]), vowels: []rune(row[2])}
		return func(w *word) {
			w.each(func(t string) []string { return []string{r.of([]rune(t))} })
		}, nil
	}
	return nil, fmt.Errorf("roots.tsv has no %q", arg)
}

type roots struct{ prefixes, vowels []rune }

func (r roots) vowel(c rune) bool { return slices.Contains(r.vowels, c) }

func (r roots) of(w []rune) string {
	if len(w) < 3 || isNumber(w) {
		return string(w)
	}
	rest := w
	if slices.Contains(r.prefixes, w[0]) && r.vowel(w[1]) {
		long := len(w) > 4 && w[2] == w[3] && !r.vowel(w[2])
		if n := len([]rune(r.consonants(w[1:]))); long || n == 3 || n == 2 && w[0] == r.prefixes[0] {
			rest = w[1:]
		}
	}
	if c := r.consonants(rest); len([]rune(c)) == 3 {
		return c
	}
	if r.vowel(rest[0]) && len(rest) > 4 {
		rest = rest[1:]
	}
	return string(rest)
}

// consonants drops the vowels and the second of doubles.
func (r roots) consonants(w []rune) string {
	var b strings.Builder
	last := rune(0)
	for _, c := range w {
		if !r.vowel(c) && c != last {
			b.WriteRune(c)
		}
		last = c
	}
	return b.String()
}
