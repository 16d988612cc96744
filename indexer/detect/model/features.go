package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words calls f with each word of a text: runs of letters and marks, lowered,
// and whether it began with a capital. Addresses (of pages, of mail) and tags
// are no words. The slice is valid until f returns.
func Words(text string, f func(word []rune, capital bool)) {
	var word [maxWord]rune
	n, capital := 0, false
	flush := func() {
		if n > 0 {
			f(word[:n], capital)
			n, capital = 0, false
		}
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'A' <= c && c <= 'Z':
				if n == 0 {
					capital = true
				}
				c += 'a' - 'A'
			case c == ':' || c == '@' || c == '<':
				if skip := Skip(text[i-1:]); skip > 0 {
					if c != '<' {
						n = 0 // http, the name before the @
					}
					i += skip - 1
				}
				flush()
				continue
			case 'a' <= c && c <= 'z':
			default:
				flush()
				continue
			}
			if n < maxWord {
				word[n] = rune(c)
				n++
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			flush()
			continue
		}
		if n == 0 {
			capital = unicode.IsUpper(r)
		}
		if n < maxWord {
			word[n] = fold(r)
			n++
		}
	}
	flush()
}

// Skip gives the length of the rest of an address, or of a tag, that begins
// at the : or @ or < which s begins with; 0 if there is none.
func Skip(s string) int {
	switch {
	case s[0] == '@', strings.HasPrefix(s, "://"):
		return addressEnd(s)
	case s[0] == '<' && len(s) > 1 && s[1] > ' ':
		return strings.IndexByte(s[:min(len(s), maxTag)], '>') + 1
	}
	return 0
}

// maxTag is the longest tag in bytes; what is longer is a sign in a text.
const maxTag = 400

// addressEnd gives the length of the rest of an address.
func addressEnd(s string) int {
	if i := strings.IndexAny(s, " \t\r\n<>\"'()[]{}|"); i >= 0 {
		return i
	}
	return len(s)
}

// maxWord is where longer words are cut: their beginning says enough.
const maxWord = 32

// fold lowers a letter and takes old spellings for the present ones: a
// Romanian page with cedillas is Romanian.
func fold(r rune) rune {
	switch r {
	case 'Ş', 'ş':
		return 'ș'
	case 'Ţ', 'ţ':
		return 'ț'
	case 'ي', 'ى':
		return 'ی'
	case 'ك':
		return 'ک'
	}
	return unicode.ToLower(r)
}

const (
	seedWord  = 0x9E3779B9
	seedGroup = 0x85EBCA6B
	seedStart = 0xC2B2AE35
)

func mix(h uint32, r rune) uint32 {
	h = (h ^ uint32(r)) * 0x01000193
	return h ^ h>>15
}

// hashWord and hashGroup give the key of a feature.
func hashWord(w []rune) uint32 {
	h := uint32(seedWord)
	for _, r := range w {
		h = mix(h, r)
	}
	return h
}

// Hash gives the key of a word, HashStart that of the beginning of words.
func Hash(w []rune) uint32 { return hashWord(w) }

// HashStarts calls f with the key of each beginning of a word from 4 letters
// on, for comparison with HashStart.
func HashStarts(w []rune, f func(key uint32)) {
	h := uint32(seedStart)
	for i, r := range w {
		if h = mix(h, r); i >= 3 {
			f(h)
		}
	}
}

// HashStart gives the key of the beginning of words.
func HashStart(w []rune) uint32 {
	h := uint32(seedStart)
	for _, r := range w {
		h = mix(h, r)
	}
	return h
}

// Kind is what a feature is.
type Kind uint8

// The kinds of features.
const (
	Word Kind = iota
	Letter
	Group
)

// Features calls f with the key of the word, of each letter that is not
// plain Latin, and of each group of three and of four letters in it; the
// word's borders count as letters.
func Features(w []rune, f func(key uint32, k Kind)) {
	f(hashWord(w), Word)
	for _, r := range w {
		if r >= utf8.RuneSelf {
			f(mix(seedGroup, r), Letter)
		}
	}
	var padded [maxWord + 2]rune
	padded[0] = ' '
	n := copy(padded[1:], w) + 1
	padded[n] = ' '
	n++
	for i := 0; i+3 <= n; i++ {
		h := mix(mix(mix(seedGroup, padded[i]), padded[i+1]), padded[i+2])
		f(h, Group)
		if i+4 <= n {
			f(mix(h, padded[i+3]), Group)
		}
	}
}
