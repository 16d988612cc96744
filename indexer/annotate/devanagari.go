package annotate

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// romanize writes a Hindi name in Latin letters as Indian papers do: without
// marks, and without the short a that every consonant has in writing and many
// have no more in speech. Which of them fall is told by the rule of Ohala
// ("Aspects of Hindi Phonology", 1983): the last one, and from the end of the
// word each that stands between a vowel and a consonant before it and a
// consonant and a vowel behind.
func romanize(s string) string {
	type letter struct {
		consonants []string // spoken before the vowel
		vowel      string   // empty: none
		short      bool     // the vowel is the unwritten a
		nasal      bool
		next       rune // first letter of the next syllable, for the nasal
	}
	joined := false
	runes := []rune(norm.NFC.String(s))
	word := make([]letter, 0, len(runes))
	spoken := make([]string, 0, len(runes)) // the consonants of all syllables
	for i, r := range runes {
		last := len(word) - 1
		switch {
		case r == '\u094d':
			if last >= 0 {
				word[last].vowel, word[last].short = "", false
				joined = true
			}
			continue
		case r == '\u093c': // the dot below
			if last >= 0 {
				if c := word[last].consonants; len(c) > 0 && dotted[c[len(c)-1]] != "" {
					c[len(c)-1] = dotted[c[len(c)-1]]
				}
			}
			continue
		case r == '\u0901' || r == '\u0902':
			if last >= 0 {
				word[last].nasal = true
				if i+1 < len(runes) {
					word[last].next = runes[i+1]
				}
			}
			continue
		}
		if v, ok := vowelSigns[r]; ok {
			if last >= 0 {
				word[last].vowel, word[last].short = v, false
			}
			joined = false
			continue
		}
		if v, ok := vowelLetters[r]; ok {
			word = append(word, letter{vowel: v})
			joined = false
			continue
		}
		c := commonLetters[r]
		if c == "" || !unicode.IsLetter(r) {
			joined = false
			continue
		}
		if joined && last >= 0 {
			// Nothing stands behind those of the last syllable.
			spoken = append(spoken, c)
			word[last].consonants = spoken[len(spoken)-1-len(word[last].consonants):]
			word[last].vowel, word[last].short = "a", true
		} else {
			spoken = append(spoken, c)
			word = append(word, letter{consonants: spoken[len(spoken)-1 : len(spoken) : len(spoken)], vowel: "a", short: true})
		}
		joined = false
	}
	for i := len(word) - 1; i > 0; i-- {
		w := &word[i]
		if n := len(w.consonants); i == len(word)-1 && w.short && !w.nasal && n > 1 {
			if !strings.ContainsAny(w.consonants[n-1][:1], "rylvnm") {
				w.vowel = "" // यशवन्त Yashvant, but इन्द्र Indra
			}
			continue
		}
		if !w.short || w.nasal || len(w.consonants) != 1 || word[i-1].vowel == "" {
			continue
		}
		if i == len(word)-1 || len(word[i+1].consonants) == 1 && word[i+1].vowel != "" && !word[i-1].nasal {
			w.vowel = ""
		}
	}
	var b strings.Builder
	for _, w := range word {
		c := strings.Join(w.consonants, "")
		switch {
		case strings.HasPrefix(c, "jn"):
			c = "gy" + c[2:]
		case c == "chchh":
			c = "chh"
		}
		b.WriteString(c)
		b.WriteString(w.vowel)
		if w.nasal {
			switch {
			case strings.ContainsRune("पफबभम", w.next):
				b.WriteByte('m')
			case w.next == 'ह':
				b.WriteString("ng") // सिंह Singh
			default:
				b.WriteByte('n')
			}
		}
	}
	return b.String()
}

var (
	vowelSigns = map[rune]string{'ा': "a", 'ि': "i", 'ी': "i", 'ु': "u", 'ू': "u", 'ृ': "ri", 'े': "e", 'ै': "ai", 'ो': "o", 'ौ': "au", 'ॉ': "o", 'ॅ': "e"}
	// vowelLetters are the vowels that begin a syllable.
	vowelLetters = map[rune]string{'अ': "a", 'आ': "a", 'इ': "i", 'ई': "i", 'उ': "u", 'ऊ': "u", 'ऋ': "ri", 'ए': "e", 'ऐ': "ai", 'ओ': "o", 'औ': "au", 'ऑ': "o", 'ऍ': "e"}
	// dotted are the sounds of consonants with a dot below.
	dotted = map[string]string{"j": "z", "ph": "f", "d": "r", "dh": "rh", "k": "q", "g": "gh"}
)
