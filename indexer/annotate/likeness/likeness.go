// Package likeness tells by its letters whether a word looks like the name of
// a person, of a place, or like an ordinary word: Oleskiw, Loyola, table. It
// knows no word, only how often runs of two to four letters stand in lists of
// each kind, script by script as the letters have it.
//
// The table grams.bin is made by gen from the given names, surnames and
// places of corpus/lang, the surnames of a census, and the word lists that
// package ordinary is made of; its papers stand beside it. It goes to the
// evidence of the tagger.
package likeness

import (
	_ "embed"
	"unicode/utf8"
)

// Slots is the size of the table of hashed runs of letters.
const Slots = 1 << 16

// Unit is what one natural logarithm counts in the table.
const Unit = 16

// grams holds two rows: by slot, the logarithm of the ratio of persons to
// ordinary words, then of persons to places, in units of 1/Unit.
//
//go:embed grams.bin
var grams []byte

// Each gives the slots of the runs of letters of a folded word, with a sign
// at its beginning. The end of a word is its case ending as often as its own,
// so no sign stands there.
func Each(word string, f func(slot uint32)) {
	var runes [24]rune
	runes[0] = '^'
	n := 1
	for _, r := range word {
		if n == len(runes) {
			break
		}
		runes[n] = r
		n++
	}
	for i := range n {
		h := uint32(2166136261)
		for j := i; j < n && j < i+4; j++ {
			h = (h ^ uint32(runes[j])) * 16777619
			if j > i {
				f((h ^ h>>15) * 0x85EBCA6B >> 16)
			}
		}
	}
}

// Score gives how much more a folded word looks like a person's name than
// like an ordinary word, and than like a place's: the mean over its runs of
// letters in units of 1/Unit of a natural logarithm. Both are 0 for words of
// fewer than two letters.
func Score(word string) (overWords, overPlaces int) {
	if utf8.RuneCountInString(word) < 2 || len(grams) < 2*Slots {
		return 0, 0
	}
	n := 0
	Each(word, func(slot uint32) {
		overWords += int(int8(grams[slot]))
		overPlaces += int(int8(grams[Slots+slot]))
		n++
	})
	return overWords / n, overPlaces / n
}
