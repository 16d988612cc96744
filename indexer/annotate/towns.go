package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/indexer/annotate/ordinary"
)

// What is known of a word as the name of a town, in any language's text: the
// lists are in Latin letters, other alphabets are transliterated.
const (
	townSmall  uint32 = 1 << iota // 3,000 inhabitants or more
	townLarge                     // 50,000 or more
	townCase                      // an inflected form of one
	townOfMore                    // one word of a name of several
)

// towns notes which words name towns.
func (p *passage) towns(a []atoms) {
	for i := range a {
		switch a[i].shape {
		case shapeTitle, shapeCaps, shapeMixed, shapeUncased, shapeForeign:
		default:
			continue
		}
		if r := p.letter(i); unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Hangul) {
			continue // no vowels or other syllables: nothing would fit
		}
		for words := 3; words >= 1; words-- {
			t := p.town(i, i+words)
			if t == 0 {
				continue
			}
			for j := i; j < i+words; j++ {
				if words > 1 {
					a[j].town |= townOfMore
				}
				a[j].town |= t
			}
			break
		}
	}
}

// town says whether tokens from..to-1 name a town: 0 for no.
func (p *passage) town(from, to int) uint32 {
	t := p.tokens
	if to > len(t) {
		return 0
	}
	var name strings.Builder
	for i := from; i < to; i++ {
		if t[i].kind != word || t[i].unspaced || i > from && !t[i].space {
			return 0
		}
		if i > from {
			name.WriteByte(' ')
		}
		if i < to-1 {
			name.WriteString(p.latinKey(t[i].key))
		}
	}
	all, large := ordinary.Cities()
	head, last := name.String(), t[to-1].key
	found := uint32(0)
	size := func(s string) uint32 {
		switch {
		case !all.Has(s):
			return 0
		case large.Has(s):
			return townLarge
		}
		return townSmall
	}
	p.l.eachRest(last, func(rest string, _ uint32) {
		if found != 0 {
			return
		}
		if len(rest) == len(last) {
			found = size(head + p.latinKey(rest))
			return
		}
		// Inflected: what is left, with a vowel that the nominative may have.
		const shortest, longestEnding = 4, 4
		n := utf8.RuneCountInString(rest)
		if n < shortest || utf8.RuneCountInString(last)-n > longestEnding {
			return
		}
		key := p.latinKey(rest)
		for _, v := range [...]string{"", "a", "e", "o", "i"} {
			if s := size(head + key + v); s != 0 {
				found = s | townCase
				return
			}
		}
	})
	return found
}
