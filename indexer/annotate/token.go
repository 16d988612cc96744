package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

type tokenKind uint8

const (
	word    tokenKind = iota // letters with their marks; one letter where words are not spaced
	number                   // digits of any script
	punct                    // one rune
	newline                  // one or more line breaks
)

// token is a piece of a field. Offsets are bytes; rune counts runes before it.
type token struct {
	start, end int
	rune       int // code points of the field before start
	runes      int // length in code points
	kind       tokenKind
	space      bool   // white space stands before it
	upper      bool   // first letter is a capital
	allUpper   bool   // two or more letters, all capitals
	uncased    bool   // letters of a script without case
	unspaced   bool   // a letter of Han, Kana, Thai ...: words have no borders there
	key        string // folded: lower case, NFC, apostrophes and dashes made one
	value      int    // of a number; -1 when it is too large
	sentence   bool   // first token of a sentence
}

// text is a field with its tokens.
type text struct {
	s      string
	tokens []token
}

func (t *text) surface(from, to int) string { // tokens from..to-1
	if from >= to {
		return ""
	}
	return t.s[t.tokens[from].start:t.tokens[to-1].end]
}

// unspacedScript holds letters of scripts that write no space between words.
var unspacedScript = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

func isUnspaced(r rune) bool {
	return r >= 0x0E00 && (r == 'ー' || r == '々' || unicode.In(r, unspacedScript...))
}

// scan cuts s into tokens. fold is the script folding of the language (may be
// nil), applied to the keys only.
func scan(s string, fold func(string) string, abbreviations map[string]bool, buf []token) *text {
	t := &text{s: s, tokens: buf[:0]}
	runes := 0
	space, sentence := false, true
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			k := token{start: i, rune: runes, kind: newline, key: "\n"}
			for i < len(s) {
				r, size = utf8.DecodeRuneInString(s[i:])
				if r != '\u2028' && r != '\u2029' && !unicode.IsSpace(r) {
					break
				}
				i += size
				runes++
			}
			k.end, k.runes = i, runes-k.rune
			t.tokens = append(t.tokens, k)
			space, sentence = true, true
			continue
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			space = true
			i += size
			runes++
			continue
		}
		k := token{start: i, rune: runes, space: space, sentence: sentence}
		space = false
		switch {
		case unicode.IsLetter(r):
			k.kind = word
			k.upper = unicode.IsUpper(r) || unicode.IsTitle(r)
			// Georgian letters are small letters to Unicode, but sentences and
			// names are written without capitals.
			k.uncased = !k.upper && (!unicode.IsLower(r) || unicode.Is(unicode.Georgian, r))
			k.unspaced = isUnspaced(r)
			letters, caps, plain := 0, 0, true
			for i < len(s) {
				r, size = utf8.DecodeRuneInString(s[i:])
				if letters > 0 && k.unspaced != isUnspaced(r) && !unicode.Is(unicode.M, r) {
					break
				}
				if unicode.IsLetter(r) {
					if k.unspaced && letters > 0 {
						break
					}
					letters++
					if unicode.IsUpper(r) {
						caps++
					}
				} else if !unicode.Is(unicode.M, r) && r != '\u00ad' && r != '\u200c' && r != '\u200d' && r != 'ʻ' && r != 'ʼ' && r != '·' {
					break
				}
				if r >= 0x80 {
					plain = false
				}
				i += size
				runes++
			}
			k.allUpper = letters > 1 && caps == letters
			k.key = foldKey(s[k.start:i], plain, fold)
			sentence = false
		case unicode.IsDigit(r):
			k.kind = number
			v := 0
			for i < len(s) {
				r, size = utf8.DecodeRuneInString(s[i:])
				if !unicode.IsDigit(r) {
					break
				}
				if v >= 0 {
					v = v*10 + digitValue(r)
					if v > 99_999_999 {
						v = -1
					}
				}
				i += size
				runes++
			}
			k.value = v
			k.key = "0"
			sentence = false
		default:
			k.kind = punct
			i += size
			runes++
			k.key = foldPunct(r)
			switch k.key {
			case ".", "!", "?", "。", "؟", "۔", "।", "…", "：", ";":
				// A dot after a single capital, a number or a known
				// abbreviation does not end the sentence.
				sentence = true
				if k.key == ":" || k.key == ";" {
					sentence = false
				}
				if n := len(t.tokens); k.key == "." && n > 0 && !k.space {
					p := t.tokens[n-1]
					if p.kind == number || p.kind == word && (p.runes == 1 || abbreviations[p.key]) {
						sentence = false
					}
				}
			case "\"", "(", ")", "«", "»", "-", "*", "•", "“", "”", "'":
				// Quotation marks and brackets leave the state as it was; a
				// bullet starts anew.
				if k.key == "•" || k.key == "*" {
					sentence = true
				}
			default:
				sentence = false
			}
		}
		k.end, k.runes = i, runes-k.rune
		t.tokens = append(t.tokens, k)
	}
	return t
}

// digitValue is the value of a decimal digit of any script: Unicode keeps the
// ten digits of each script together, the zero at a multiple that Nd tells.
func digitValue(r rune) int {
	if r <= '9' {
		return int(r - '0')
	}
	z := r
	for unicode.IsDigit(z-1) && r-z < 9 {
		z--
	}
	return int(r - z)
}

// virama joins two consonants of Devanagari.
const virama = "\u094d"

// nasals writes the nasal before a consonant of its own class as a dot, as
// most texts do: हिन्दी and हिंदी are one word, and so are मुम्बई and मुंबई.
var nasals = func() *strings.Replacer {
	var pairs []string
	for nasal, class := range map[string]string{"ङ": "कखगघ", "ञ": "चछजझ", "ण": "टठडढ", "न": "तथदध", "म": "पफबभ"} {
		for _, r := range class {
			pairs = append(pairs, nasal+virama+string(r), "\u0902"+string(r))
		}
	}
	return strings.NewReplacer(pairs...)
}()

func foldPunct(r rune) string {
	switch r {
	case '‐', '‑', '‒', '–', '—', '―', '−', '－', '~', '〜', '～':
		return "-"
	case '’', 'ʼ', '`', '´', '‘', 'ʻ', '＇', '′':
		return "'"
	case '„', '“', '”', '«', '»', '"', '‟', '″', '「', '」', '『', '』', '《', '》', '＂':
		return "\""
	case '（':
		return "("
	case '）':
		return ")"
	case '，', '、', '،':
		return ","
	case '．', '॰':
		return "."
	case '/', '／':
		return "/"
	}
	if r < utf8.RuneSelf {
		return ascii[r : r+1]
	}
	return string(r)
}

// ascii are the signs below 128, each at its place.
var ascii = func() string {
	var b [utf8.RuneSelf]byte
	for i := range b {
		b[i] = byte(i)
	}
	return string(b[:])
}()

// foldKey is the form in which words are compared.
func foldKey(s string, plain bool, fold func(string) string) string {
	if plain {
		return strings.ToLower(s)
	}
	s = norm.NFC.String(s)
	s = strings.Map(func(r rune) rune { return keyFold(unicode.ToLower(r)) }, s)
	if strings.Contains(s, virama) {
		s = nasals.Replace(s)
	}
	if fold != nil {
		s = fold(s)
	}
	return s
}

// keyFold makes one of letters that texts write either way: Romanian cedilla
// and comma, Turkish dotted and dotless i, soft hyphens and joiners, Arabic,
// Persian and Urdu kaf, yeh and heh, Arabic alef and vowel marks, Russian ё,
// Greek with and without accents, Devanagari with and without the dot below
// and with either sign for a nasal vowel.
func keyFold(r rune) rune {
	if r < 0x80 {
		return r
	}
	if int(r) < len(lowFolds) {
		return lowFolds[r]
	}
	switch r {
	case '\u200c', '\u200d': // joiners
		return drop
	}
	return r
}

// lowFolds are the folds of the letters that most texts are written in.
var lowFolds = func() (to [0xA00]rune) {
	for r := range to {
		to[r] = rune(r)
	}
	for r, f := range keyFolds {
		if int(r) < len(to) {
			to[r] = f
		}
	}
	return to
}()

const drop = -1

var keyFolds = map[rune]rune{
	'ş': 'ș', 'ţ': 'ț', 'ı': 'i', '\u0307': drop, '\u00ad': drop, '\u200c': drop, '\u200d': drop, 'ʼ': 'ʻ',
	'ك': 'ک', 'ي': 'ی', 'ى': 'ی', 'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ة': 'ه', 'ۀ': 'ه', 'ё': 'е', 'ـ': drop,
	'\u064b': drop, '\u064c': drop, '\u064d': drop, '\u064e': drop, '\u064f': drop, '\u0650': drop, '\u0651': drop, '\u0652': drop,
	'ہ': 'ه', 'ۂ': 'ه', 'ۃ': 'ه', '\u0670': drop, '\u0654': drop, '\u093c': drop, 'ँ': 'ं',
	'ά': 'α', 'έ': 'ε', 'ή': 'η', 'ί': 'ι', 'ό': 'ο', 'ύ': 'υ', 'ώ': 'ω', 'ς': 'σ',
}
