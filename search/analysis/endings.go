package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Endings are the rules of a stemmer, read from data/endings/<name>.tsv:
//
//	step  ending  replacement  letters left at least  class before
//
// Steps are taken in the order of their names, each once, with the longest
// ending that fits; a step whose name ends in * is repeated until none fits.
// Only the first two columns are needed; the rest default to nothing, 3 and
// any letter. A line whose first column is =X names a class of letters: X in
// an ending stands for each of them in turn, X in the last column for any.
// A line "=jamo" has Hangul taken apart into its letters first: an ending may
// then be the lower part of a syllable (ㄴ다 of 간다).
type endings struct {
	steps []step
	jamo  bool
}

type step struct {
	name   string
	repeat bool
	byLast map[[2]rune][]ending // by the last two letters, 0 before a single one; longest first
}

type ending struct {
	letters, to []rune
	left        int
	after       []rune // nil: any
	not         bool   // after lists what must not stand there
}

func readEndings(name string) (*endings, error) {
	lines := rows("endings/" + name + ".tsv")
	if len(lines) == 0 {
		return nil, fmt.Errorf("no endings/%s.tsv", name)
	}
	sets := map[rune][]rune{}
	out := &endings{}
	for _, l := range lines {
		if l[0] == "=jamo" {
			out.jamo = true
		} else if set, ok := strings.CutPrefix(l[0], "="); ok {
			sets[[]rune(set)[0]] = []rune(strings.ReplaceAll(l[1], " ", ""))
		}
	}
	steps := map[string]*step{}
	for _, l := range lines {
		if strings.HasPrefix(l[0], "=") {
			continue
		}
		for len(l) < 5 {
			l = append(l, "")
		}
		s := steps[l[0]]
		if s == nil {
			s = &step{name: l[0], repeat: strings.HasSuffix(l[0], "*"), byLast: map[[2]rune][]ending{}}
			steps[l[0]] = s
		}
		left := 3
		if l[3] != "" {
			n, err := strconv.Atoi(l[3])
			if err != nil {
				return nil, fmt.Errorf("endings/%s.tsv: %q: %w", name, l[1], err)
			}
			left = n
		}
		var after []rune
		class, not := strings.CutPrefix(l[4], "!")
		for _, r := range class {
			if set, ok := sets[r]; ok {
				after = append(after, set...)
			} else {
				after = append(after, r)
			}
		}
		if out.jamo {
			l[1], l[2] = string(apart(l[1])), string(apart(l[2]))
		}
		for _, e := range expand([]rune(l[1]), sets) {
			last := [2]rune{0, e[len(e)-1]}
			if len(e) > 1 {
				last[0] = e[len(e)-2]
			}
			s.byLast[last] = append(s.byLast[last], ending{e, []rune(l[2]), left, after, not})
		}
	}
	for _, s := range steps {
		for _, list := range s.byLast {
			slices.SortStableFunc(list, func(a, b ending) int {
				return cmp.Or(cmp.Compare(len(b.letters), len(a.letters)), slices.Compare(a.letters, b.letters))
			})
		}
		out.steps = append(out.steps, *s)
	}
	slices.SortFunc(out.steps, func(a, b step) int { return cmp.Compare(a.name, b.name) })
	return out, nil
}

// apart takes Hangul syllables apart; a consonant written alone (ㄴ) is the
// end of a syllable.
func apart(s string) []rune {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if final, ok := finals[r]; ok {
			r = final
		} else if i := r - firstVowel; i >= 0 && i < vowels {
			r = firstV + i
		}
		if i := r - firstSyllable; i >= 0 && i < syllables {
			out = append(out, firstL+i/(vowels*ends), firstV+i%(vowels*ends)/ends)
			if i%ends > 0 {
				out = append(out, firstT+i%ends)
			}
			continue
		}
		out = append(out, r)
	}
	return out
}

// together puts them together again.
func together(w []rune) string {
	out := make([]rune, 0, len(w))
	for _, r := range w {
		if n := len(out); n > 0 {
			l, v, t, last := out[n-1]-firstL, r-firstV, r-firstT, out[n-1]-firstSyllable
			switch {
			case l >= 0 && l < syllables/(vowels*ends) && v >= 0 && v < vowels:
				out[n-1] = firstSyllable + (l*vowels+v)*ends
				continue
			case last >= 0 && last < syllables && last%ends == 0 && t > 0 && t < ends:
				out[n-1] += t
				continue
			}
		}
		out = append(out, r)
	}
	return string(out)
}

// The order of Hangul in Unicode: consonant, vowel, end.
const (
	firstSyllable, firstL, firstV, firstT = 0xAC00, 0x1100, 0x1161, 0x11A7

	firstVowel = 0x314F // of those written alone

	syllables, vowels, ends = 11172, 21, 28
)

// finals are the letters that begin an ending within a syllable.
var finals = map[rune]rune{'ㄴ': 0x11AB, 'ㄹ': 0x11AF, 'ㅁ': 0x11B7, 'ㅂ': 0x11B8, 'ㅆ': 0x11BB}

func expand(pattern []rune, sets map[rune][]rune) [][]rune {
	out := [][]rune{nil}
	for _, r := range pattern {
		set, ok := sets[r]
		if !ok {
			set = []rune{r}
		}
		var more [][]rune
		for _, o := range out {
			for _, c := range set {
				more = append(more, append(slices.Clip(o), c))
			}
		}
		out = more
	}
	return out
}

// stem takes the endings off.
func (e *endings) stem(w []rune) []rune {
	for i := range e.steps {
		s := &e.steps[i]
		for n := 0; ; n++ {
			next, ok := s.take(w)
			if !ok {
				break
			}
			w = next
			if !s.repeat || n > 8 {
				break
			}
		}
	}
	return w
}

func (s *step) take(w []rune) ([]rune, bool) {
	if len(w) == 0 {
		return w, false
	}
	last := [2]rune{0, w[len(w)-1]}
	if len(w) > 1 {
		last[0] = w[len(w)-2]
		if next, ok, found := s.try(w, last); found {
			return next, ok
		}
		last[0] = 0
	}
	next, ok, _ := s.try(w, last)
	return next, ok
}

// try takes the longest ending with these last letters; found is false where
// none fits.
func (s *step) try(w []rune, last [2]rune) (rest []rune, ok, found bool) {
	for _, e := range s.byLast[last] {
		rest := len(w) - len(e.letters)
		if rest < e.left || !slices.Equal(w[rest:], e.letters) {
			continue
		}
		if e.after != nil && (rest == 0 || slices.Contains(e.after, w[rest-1]) == e.not) {
			continue
		}
		if slices.Equal(e.letters, e.to) {
			return w, false, true // a rule that protects what looks like an ending
		}
		if len(e.to) == 0 {
			return w[:rest:rest], true, true
		}
		return append(slices.Clip(w[:rest]), e.to...), true, true
	}
	return w, false, false
}

// makeEndings takes endings off every term of the word.
func makeEndings(arg string) (part, error) {
	e, err := readEndings(arg)
	if err != nil {
		return nil, err
	}
	return stems(func(t string, r []rune) string {
		if e.jamo {
			return together(e.stem(apart(t)))
		}
		return string(e.stem(r))
	}), nil
}

// stems makes a part of a stemmer: it puts the stem in the place of every term
// of a word, but of numbers and of words that a whole lemma table knows.
func stems(stem func(term string, letters []rune) string) part {
	return func(w *word) {
		if w.known {
			return
		}
		w.each(func(t string) []string {
			r := []rune(t)
			if isNumber(r) {
				return nil
			}
			return []string{stem(t, r)}
		})
	}
}

// makeAlso adds to every term what is left of it without its ending: the
// infinitive beside a participle that the dictionary lists as an adjective.
func makeAlso(arg string) (part, error) {
	e, err := readEndings(arg)
	if err != nil {
		return nil, err
	}
	return func(w *word) {
		w.each(func(t string) []string {
			s := ""
			if e.jamo {
				s = together(e.stem(apart(t)))
			} else {
				s = string(e.stem([]rune(t)))
			}
			if s != t {
				return []string{t, s}
			}
			return nil
		})
	}, nil
}
