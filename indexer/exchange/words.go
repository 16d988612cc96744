package exchange

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"communique/corpus"
	"communique/corpus/lang"
)

// word is a piece of a text: letters and digits, one letter where words are
// not spaced, or one sign. Full stops, hyphens, apostrophes and quotation
// marks only part words.
type word struct {
	start, end int // bytes
	rune       int // code points before it
	runes      int
	key        string
	upper      bool // begins with a capital
	cased      bool // of a script that has capitals
	unspaced   bool
}

var unspacedScripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// words cuts a text. A line break is a word without a key, which no name has.
func words(s string, out []word) []word {
	out = out[:0]
	runes := 0
	var last *word // that the next letter belongs to
	for i, r := range s {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		unspaced := r >= 0x0E00 && unicode.In(r, unspacedScripts...)
		switch {
		case (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)) && !unspaced:
			if last == nil {
				out = append(out, word{start: i, rune: runes, upper: unicode.IsUpper(r) || unicode.IsTitle(r), cased: unicode.IsUpper(r) || unicode.IsLower(r) || unicode.IsTitle(r)})
				last = &out[len(out)-1]
			}
			last.end = i + size
			last.runes++
		case unspaced:
			out = append(out, word{start: i, end: i + size, rune: runes, runes: 1, unspaced: true})
			last = nil
		case r == '\n' || r == '\r':
			out = append(out, word{start: i, end: i + size, rune: runes, runes: 1})
			last = nil
		case isApostrophe(r) || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(".·・\"«»“”„‟", r):
			last = nil
		default:
			out = append(out, word{start: i, end: i + size, rune: runes, runes: 1})
			last = nil
		}
		runes++
	}
	for i := range out {
		w := &out[i]
		if c := s[w.start]; c != '\n' && c != '\r' {
			w.key = fold(s[w.start:w.end])
		}
	}
	return out
}

func isApostrophe(r rune) bool { return strings.ContainsRune("'’‘ʼʻ`´", r) }

// fold is the form in which words are compared.
func fold(s string) string {
	return strings.ReplaceAll(corpus.FoldLatin(norm.NFC.String(s)), "ё", "е")
}

// endings are those that names take in a language, folded.
type endings struct {
	all     map[string]bool
	longest int // bytes
}

var endingsOf sync.Map // code -> *endings

func endingsIn(code string) *endings {
	if e, ok := endingsOf.Load(code); ok {
		return e.(*endings)
	}
	e := &endings{all: map[string]bool{}}
	if p := lang.For(code); p != nil {
		for _, s := range p.Endings() {
			if s = strings.TrimLeft(fold(s), "'’-:"); s != "" {
				e.all[s] = true
				e.longest = max(e.longest, len(s))
			}
		}
	}
	actual, _ := endingsOf.LoadOrStore(code, e)
	return actual.(*endings)
}

// minStem is how many letters must remain of a word without its ending; two
// of Hangul, where a letter is a syllable.
func minStem(key string) int {
	if r, _ := utf8.DecodeRuneInString(key); unicode.Is(unicode.Hangul, r) {
		return 2
	}
	return 3
}

// each gives what is left of a word after each ending.
func (e *endings) each(key string, do func(rest string)) {
	least := 0
	for range minStem(key) {
		if least >= len(key) {
			return
		}
		_, size := utf8.DecodeRuneInString(key[least:])
		least += size
	}
	for i := len(key); i > least && len(key)-i < e.longest; {
		_, size := utf8.DecodeLastRuneInString(key[:i])
		if i -= size; i >= least && e.all[key[i:]] {
			do(key[:i])
		}
	}
}

// stem is a word without the ending of its nominative, which other cases drop:
// Хельга, Хельги. Empty for words without one.
func stem(key string) string {
	for _, e := range nominatives {
		if rest, ok := strings.CutSuffix(key, e); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	return ""
}

// nominatives are endings of names in the nominative, the longer first.
var nominatives = []string{"is", "as", "us", "os", "es", "ος", "ης", "ας", "a", "e", "o", "i", "s", "y", "а", "я", "й", "ь", "о", "е", "α", "η", "ο"}
