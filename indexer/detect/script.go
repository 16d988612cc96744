package detect

import (
	"unicode"
	"unicode/utf8"

	"communique/indexer/detect/model"
)

// A script is a writing system as far as it narrows the choice of language.
type script uint8

const (
	none script = iota
	latin
	cyrillic
	arabic
	hebrew
	greek
	georgian
	armenian
	devanagari
	hanScript
	kana
	hangul
	thai
	foreign // a script of no language that we know
	scripts
)

// names are ISO 15924, as in languages.tsv.
var names = [scripts]string{"", "Latn", "Cyrl", "Arab", "Hebr", "Grek", "Geor", "Armn", "Deva", "Hani", "Jpan", "Hang", "Thai", ""}

func scriptOf(r rune) script {
	switch {
	case r < 0x41 || r > 0x5A && r < 0x61 || r > 0x7A && r < 0xAA:
		return none
	case r < 0x250:
		if unicode.IsLetter(r) {
			return latin
		}
		return none
	}
	switch {
	case !unicode.IsLetter(r):
		return none
	case r >= 0x400 && r < 0x530:
		return cyrillic
	case unicode.Is(unicode.Han, r):
		return hanScript
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		return kana
	case unicode.Is(unicode.Hangul, r):
		return hangul
	case unicode.Is(unicode.Arabic, r):
		return arabic
	case unicode.Is(unicode.Thai, r):
		return thai
	case unicode.Is(unicode.Greek, r):
		return greek
	case unicode.Is(unicode.Hebrew, r):
		return hebrew
	case unicode.Is(unicode.Georgian, r):
		return georgian
	case unicode.Is(unicode.Armenian, r):
		return armenian
	case unicode.Is(unicode.Devanagari, r):
		return devanagari
	case unicode.Is(unicode.Latin, r):
		return latin
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	case unicode.Is(unicode.Lm, r):
		return none
	}
	return foreign
}

// tally counts letters by script; addresses are no text.
type tally [scripts]int

func (t *tally) add(text string) {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if c == ':' || c == '@' || c == '<' {
				if skip := model.Skip(text[i:]); skip > 0 {
					i += skip
					continue
				}
			}
			if c |= 0x20; 'a' <= c && c <= 'z' {
				t[latin]++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		t[scriptOf(r)]++
		i += n
	}
	t[none] = 0
}

// plus adds another tally.
func (t *tally) plus(other *tally) {
	for i, n := range other {
		t[i] += n
	}
}

// weight gives letters their due: a Han letter is a word, a syllable of
// Hangul or Kana half of one.
func (t *tally) weight(s script) int {
	switch s {
	case hanScript:
		return 4 * t[s]
	case hangul, kana:
		return 2 * t[s]
	}
	return t[s]
}

// main gives the script of most of the text and its weight. Kana among Han
// letters make the text Japanese.
func (t *tally) main() (script, int) {
	best := none
	for s := latin; s < scripts; s++ {
		if t.weight(s) > t.weight(best) {
			best = s
		}
	}
	if best == hanScript || best == kana {
		if best = hanScript; t[kana]*12 > t[hanScript] {
			best = kana
		}
		return best, t.weight(hanScript) + t.weight(kana)
	}
	return best, t.weight(best)
}
