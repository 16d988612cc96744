package analysis

import (
	"fmt"
	"slices"
	"strings"
)

// makeRoot gives the root of words that are built on three consonants, as
// Maltese verbs are (kiseb, jikseb, ksibna: ksb). The argument names a line
// of data/roots.tsv: the prefixes of verbs, of which the first word may stand
// before a root of two, and the vowels. Hollow and weak verbs have two
// consonants (bies, jbus: bs). Words with more or fewer stay, without the
// prefix where a vowel and a double consonant follow it (jippreżenta).
func makeRoot(arg string) (part, error) {
	for _, row := range rows("roots.tsv") {
		if row[0] != arg {
			continue
		}
		r := roots{prefixes: []rune(row[1]), vowels: []rune(row[2])}
		return func(w *word) {
			if w.known {
				return
			}
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
	rest := r.bare(w)
	switch c := r.consonants(rest); {
	case len([]rune(c)) == 3:
		return c
	case len([]rune(c)) == 2 && (len(rest) < len(w) || r.hollow(rest)):
		return c
	}
	if r.vowel(rest[0]) && len(rest) > 4 {
		rest = rest[1:]
	}
	return string(rest)
}

// bare takes the prefix of the imperfect off: a consonant before a vowel
// (jikteb) or before the two consonants of a hollow verb (jbus, tbus), with a
// vowel in front of it where three would meet (inberred).
func (r roots) bare(w []rune) []rune {
	p := w
	if r.vowel(w[0]) && len(w) > 4 && slices.Contains(r.prefixes, w[1]) && !r.vowel(w[2]) {
		p = w[1:]
	}
	if !slices.Contains(r.prefixes, p[0]) {
		return w
	}
	n := len([]rune(r.consonants(p[1:])))
	if r.vowel(p[1]) {
		long := len(w) > 4 && p[2] == p[3] && !r.vowel(p[2])
		if long || n == 3 || n == 2 && p[0] == r.prefixes[0] {
			return p[1:]
		}
		return w
	}
	doubled := slices.ContainsFunc(p[1:], r.vowel) && r.doubles(p[1:])
	if n == 2 && len(p) < 6 || n == 3 && (doubled || len(p) < len(w)) {
		return p[1:]
	}
	return w
}

// doubles says whether a word has a double consonant within.
func (r roots) doubles(w []rune) bool {
	for i := 1; i < len(w); i++ {
		if w[i] == w[i-1] && !r.vowel(w[i]) {
			return true
		}
	}
	return false
}

// hollow says whether a word has the shape of verbs with a vowel for their
// second consonant (miet, mut) or third (mexa without its ending, imxi).
func (r roots) hollow(w []rune) bool {
	vowels := 0
	for _, c := range w {
		if r.vowel(c) {
			vowels++
		}
	}
	return len(w) < 5 && vowels > 0
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
