package main

import (
	"archive/zip"
	"cmp"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pemistahl/lingua-go/serialization"
	"google.golang.org/protobuf/proto"
)

// letters are the letter groups of a language's running text, out of lingua's
// models: for each group of up to five letters within words, how likely its
// last letter is after the others. As they are counted, not smoothed, the
// borders of words can be got back: what does not go on ends.
type letters struct {
	joint [6]map[string]float64 // by number of letters: share of all letters at which the group begins
}

// readLetters reads the models of a language, nil if there are none.
func readLetters(folder, code string) (*letters, error) {
	l := &letters{}
	l.joint[0] = map[string]float64{"": 1}
	for n, name := range []string{1: "unigrams", 2: "bigrams", 3: "trigrams", 4: "quadrigrams", 5: "fivegrams"} {
		if n == 0 {
			continue
		}
		z, err := zip.OpenReader(filepath.Join(folder, code, name+".pb.bin.zip"))
		if err != nil {
			return nil, err
		}
		f, err := z.File[0].Open()
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(f)
		if err != nil {
			return nil, err
		}
		z.Close()
		var m serialization.SerializableLanguageModel
		if err := proto.Unmarshal(b, &m); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		l.joint[n] = map[string]float64{}
		for _, s := range m.NgramSets {
			for _, g := range s.Ngrams {
				_, last := utf8.DecodeLastRuneInString(g)
				l.joint[n][g] = s.Probability * l.joint[n-1][g[:len(g)-last]]
			}
		}
	}
	return l, nil
}

// count gives the shares of groups in all groups, with a space for the border
// of a word, and of words in all words, as far as a chain of groups tells how
// common a word is. lexicon are longer words that the language has.
func (l *letters) count(lexicon []string) (groups, words map[string]float64) {
	var goesOn, comesFrom [5]map[string]float64 // share that has a letter after, before
	for n := 1; n <= 4; n++ {
		goesOn[n], comesFrom[n] = map[string]float64{}, map[string]float64{}
		// In order: sums of the same numbers must not depend on chance.
		for _, g := range slices.Sorted(maps.Keys(l.joint[n+1])) {
			p := l.joint[n+1][g]
			_, first := utf8.DecodeRuneInString(g)
			_, last := utf8.DecodeLastRuneInString(g)
			goesOn[n][g[:len(g)-last]] += p
			comesFrom[n][g[first:]] += p
		}
	}
	begin := func(g string) float64 {
		n := utf8.RuneCountInString(g)
		return max(0, l.joint[n][g]-comesFrom[n][g])
	}
	end := func(g string) float64 {
		n := utf8.RuneCountInString(g)
		return max(0, l.joint[n][g]-goesOn[n][g])
	}
	groups = map[string]float64{}
	add := func(g string, p float64) {
		if p > 1e-8 {
			groups[g] += p
		}
	}
	for n := 1; n <= 4; n++ {
		for g, p := range l.joint[n] {
			switch n {
			case 1:
				add(g, p)
				add(" "+g+" ", begin(g)*end(g)/p)
				continue
			case 2, 3:
				add(" "+g, begin(g))
				add(g+" ", end(g))
			}
			if n == 2 {
				add(" "+g+" ", begin(g)*end(g)/p)
			} else {
				add(g, p)
			}
		}
	}
	// A word: its beginning, letter by letter after the four before, its end.
	words = map[string]float64{}
	estimate := func(w string) {
		if words[w] > 0 {
			return
		}
		r := []rune(w)
		head := min(4, len(r))
		p := begin(string(r[:head]))
		for i := head; i < len(r) && p > 0; i++ {
			before := string(r[i-4 : i])
			p *= l.joint[5][string(r[i-4:i+1])] / l.joint[4][before]
		}
		if p == 0 {
			return
		}
		tail := string(r[max(0, len(r)-4):])
		if p *= end(tail) / l.joint[min(4, len(r))][tail]; p > 1e-8 {
			words[w] = p
		}
	}
	for n := 1; n <= 5; n++ {
		for w := range l.joint[n] {
			estimate(w)
		}
	}
	for _, w := range lexicon {
		if w = strings.ToLower(w); strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0 {
			estimate(w)
		}
	}
	total := 0.0 // words by letter
	for _, g := range slices.Sorted(maps.Keys(l.joint[1])) {
		total += begin(g)
	}
	for w := range words {
		words[w] /= total
	}
	return groups, words
}

// commonest keeps the n commonest.
func commonest(list map[string]float64, n int) map[string]float64 {
	keys := slices.SortedFunc(maps.Keys(list), func(a, b string) int {
		return cmp.Or(cmp.Compare(list[b], list[a]), strings.Compare(a, b))
	})
	out := map[string]float64{}
	for _, k := range keys[:min(n, len(keys))] {
		out[k] = list[k]
	}
	return out
}
