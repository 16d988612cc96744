package names

import (
	"slices"
	"strings"
)

// Word is a token that was read once and may be compared with many. It does
// not change.
type Word struct {
	alphabet *alphabet
	readings []reading
	keys     []string
}

// reading is one way to say a token.
type reading struct {
	key        string
	form       string // what is compared
	coarse     string // form with e as i and o as u
	full       string // coarse with every j as i, as Arabic and Hebrew write it
	consonants string // form without vowels
	// silent: an h at the start is not read; soft: there is a j. Both give
	// way to the vowel after them, but not one for the other: Hansen, Jansen.
	silent, soft bool
}

// Read reads a token. Words of scripts without an alphabet have no readings
// and are like nothing.
func Read(token string) *Word {
	w := &Word{alphabet: alphabetOf(token)}
	if w.alphabet == nil {
		return w
	}
	for _, neutral := range w.alphabet.read(token) {
		r := reading{key: keyOf(neutral, w.alphabet.single), form: formOf(neutral), silent: strings.HasPrefix(neutral, "ʰ"), soft: neutral[0] == 'j'}
		r.coarse, r.full = coarse(r.form), coarse(formOf(strings.ReplaceAll(neutral, "j", "i")))
		r.consonants = withoutVowels(r.form)
		if r.key == "" || r.form == "" || slices.Contains(w.readings, r) {
			continue
		}
		w.readings = append(w.readings, r)
		if !slices.Contains(w.keys, r.key) {
			w.keys = append(w.keys, r.key)
		}
	}
	return w
}

// Keys gives the consonant keys of a token, at most twelve, the likeliest
// first. The slice must not be changed.
func (w *Word) Keys() []string { return w.keys }

// Keys gives the consonant keys of a token, at most twelve: those of
// Read(token), without what readings are compared by.
func Keys(token string) []string {
	a := alphabetOf(token)
	if a == nil {
		return nil
	}
	var keys []string
	for _, neutral := range a.read(token) {
		if key := keyOf(neutral, a.single); key != "" && !slices.Contains(keys, key) && formOf(neutral) != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// classes of consonants, by neutral letter.
var classes = map[rune]byte{
	'p': 'P', 'b': 'P', 'f': 'F', 'v': 'F', 't': 'T', 'd': 'T', 'k': 'K', 'g': 'K', 'h': 'K',
	's': 'S', 'š': 'S', 'z': 'S', 'ž': 'S', 'c': 'S', 'č': 'S', 'ǆ': 'S', 'l': 'L', 'm': 'M', 'n': 'N', 'r': 'R',
}

// keyOf drops vowels and writes neighbours of one class once, unless each
// letter is a sound.
func keyOf(neutral string, single bool) string {
	b := make([]byte, 0, len(neutral))
	last := byte(0)
	for i, r := range strings.TrimPrefix(neutral, "ʰ") {
		c := classes[r]
		if c == 0 && i == 0 {
			b = append(b, 'A')
		}
		if c != 0 && (c != last || single) {
			b = append(b, c)
		}
		last = c
	}
	if string(b) == "A" {
		return ""
	}
	return string(b)
}

// plain are the letters of forms. Transcriptions mix up g and h (Гансен for
// Hansen), f and v.
var plain = map[rune]byte{
	'a': 'a', 'e': 'e', 'i': 'i', 'o': 'o', 'u': 'u', 'b': 'b', 'p': 'p', 'f': 'v', 'v': 'v', 't': 't', 'd': 'd', 'k': 'k', 'g': 'g', 'h': 'g',
	's': 's', 'š': 's', 'z': 'z', 'ž': 'z', 'ǆ': 'z', 'c': 'c', 'č': 'c', 'l': 'l', 'm': 'm', 'n': 'n', 'r': 'r', 'j': 'j',
}

// formOf writes neutral letters plainly: j counts only after a vowel, as i.
func formOf(neutral string) string {
	b := make([]byte, 0, len(neutral))
	for _, r := range neutral {
		c := plain[r]
		if c == 'j' {
			if len(b) == 0 || !isVowel(b[len(b)-1]) {
				continue
			}
			c = 'i'
		}
		if c == 0 || len(b) > 0 && b[len(b)-1] == c {
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

func isVowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }

// coarse mixes up the vowels that transcriptions do: Mohammed, Muhammad.
func coarse(form string) string {
	b := make([]byte, 0, len(form))
	for i := range len(form) {
		c := form[i]
		switch c {
		case 'e':
			c = 'i'
		case 'o':
			c = 'u'
		}
		if len(b) == 0 || b[len(b)-1] != c || !isVowel(c) {
			b = append(b, c)
		}
	}
	return string(b)
}

func withoutVowels(form string) string {
	b := make([]byte, 0, len(form))
	for i := range len(form) {
		if !isVowel(form[i]) {
			b = append(b, form[i])
		}
	}
	return string(b)
}
