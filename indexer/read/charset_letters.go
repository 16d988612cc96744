package read

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

//go:embed vocabulary/letters.tsv
var lettersTSV string

// oldCharsets are the charsets with one byte a letter, by their names on the
// web, and the languages written in them. Where two share their letters the
// wider one stands for both: windows-1252 for iso-8859-1, windows-1254 for
// iso-8859-9, windows-874 for TIS-620. The first of equals is taken.
var oldCharsets = []struct {
	name  string
	table *charmap.Charmap
	langs []string
}{
	{"windows-1252", charmap.Windows1252, strings.Fields("en de fr es pt it nl da sv nb fi is ca gl sq et")},
	{"windows-1251", charmap.Windows1251, strings.Fields("ru uk bg sr mk be mn")},
	{"koi8-r", charmap.KOI8R, strings.Fields("ru")},
	{"koi8-u", charmap.KOI8U, strings.Fields("uk")},
	{"iso-8859-5", charmap.ISO8859_5, strings.Fields("ru bg sr mk be")},
	{"ibm866", charmap.CodePage866, strings.Fields("ru be")},
	{"windows-1250", charmap.Windows1250, strings.Fields("pl cs sk hu ro sl sq de")},
	{"iso-8859-2", charmap.ISO8859_2, strings.Fields("pl cs sk hu ro sl sq")},
	{"windows-1257", charmap.Windows1257, strings.Fields("lv lt et")},
	{"iso-8859-13", charmap.ISO8859_13, strings.Fields("lv lt et")},
	{"iso-8859-4", charmap.ISO8859_4, strings.Fields("lv lt et")},
	{"windows-1253", charmap.Windows1253, strings.Fields("el")},
	{"iso-8859-7", charmap.ISO8859_7, strings.Fields("el")},
	{"windows-1254", charmap.Windows1254, strings.Fields("tr")},
	{"windows-1255", charmap.Windows1255, strings.Fields("he")},
	{"windows-1256", charmap.Windows1256, strings.Fields("ar fa ur")},
	{"iso-8859-6", charmap.ISO8859_6, strings.Fields("ar")},
	{"windows-874", charmap.Windows874, strings.Fields("th")},
	{"windows-1258", charmap.Windows1258, strings.Fields("vi")},
	{"iso-8859-16", charmap.ISO8859_16, strings.Fields("ro")},
}

// never is the logarithm of the share that a letter gets that a language does not know.
var never = math.Log(0.5 / 10_000)

var letterShares = sync.OnceValue(func() map[string]map[rune]float64 {
	out := map[string]map[rune]float64{}
	for line := range strings.Lines(lettersTSV) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) != 3 {
			continue
		}
		n, err := strconv.Atoi(cells[2])
		r := []rune(cells[1])
		if err != nil || len(r) != 1 {
			continue
		}
		if out[cells[0]] == nil {
			out[cells[0]] = map[rune]float64{}
		}
		out[cells[0]][r[0]] = math.Log(float64(n) / 10_000)
	}
	return out
})

// longestWord in bytes; beyond it stands no word but data. Thai writes whole sentences without a space.
const longestWord = 1000

// foreignWords are the words of a byte string that hold letters beyond ASCII; tags and what stands
// inside them are left out.
func foreignWords(sample []byte) [][]byte {
	var words [][]byte
	start, high, tag := -1, false, false
	for i := 0; i <= len(sample); i++ {
		var c byte = ' '
		if i < len(sample) {
			c = sample[i]
		}
		letter := c >= 0x80 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		switch {
		case c == '<':
			tag = true
		case c == '>':
			tag = false
		}
		if letter && !tag {
			if start < 0 {
				start, high = i, false
			}
			high = high || c >= 0x80
			continue
		}
		if start >= 0 && high && i-start <= longestWord {
			words = append(words, sample[start:i])
			if len(words) >= 600 { // enough to tell, and quick
				return words
			}
		}
		start = -1
	}
	return words
}

// fit is how well words read in a charset fit a language: the mean logarithm
// of the shares of their letters, and a fine for what words do not have inside.
func fit(words [][]byte, table *charmap.Charmap, shares map[rune]float64) (score float64, letters int) {
	sum := 0.0
	for _, w := range words {
		var prev rune
		for i, c := range w {
			r := table.DecodeByte(c)
			switch {
			case r == encoding.ASCIISub || r == utf8Error || r >= 0x80 && r < 0xa0:
				sum += 2 * never
				letters++
			case unicode.IsLetter(r) || unicode.IsMark(r):
				low := unicode.ToLower(r)
				s, ok := shares[low]
				if !ok {
					s = never
				}
				if r != low && unicode.IsLower(prev) { // aB
					s += never / 3
				} else if r != low && i > 0 && !unicode.IsLetter(prev) {
					s += 0
				} else if r != low {
					s -= 0.7 // capitals are the exception
				}
				sum += s
				letters++
			case c >= 0x80 && i > 0 && i < len(w)-1 && unicode.IsLetter(prev) && unicode.IsLetter(table.DecodeByte(w[i+1])) && r != '’' && r != '·' && !unicode.In(r, unicode.Pd, unicode.Zs):
				sum += never // a sign inside a word
				letters++
			case c >= 0x80 && !unicode.In(r, unicode.Pd, unicode.Zs, unicode.Pf, unicode.Pi) && !strings.ContainsRune("…‚„·¿¡", r):
				sum += never / 2 // a sign at the edge of a word; more where a letter follows
				if i < len(w)-1 && unicode.IsLetter(table.DecodeByte(w[i+1])) {
					sum += never / 2
				}
				letters++
			}
			prev = r
		}
	}
	if letters == 0 {
		return never, 0
	}
	return sum / float64(letters), letters
}

const utf8Error = '\ufffd'

// surelyThai lies between Thai text (about -3.3) and its letters by chance (-4.2).
const surelyThai = -3.8

// guessCharset finds the charset, not UTF-8, that the bytes fit best. letters
// is how many letters the judgement rests on; the name is "" without any.
func guessCharset(sample []byte, lang string) (name string, score float64, letters int) {
	words := foreignWords(sample)
	if s, n := fit(words, charmap.Windows874, letterShares()["th"]); n > 10 && s > surelyThai {
		return "windows-874", s, n // its bytes also pass for Chinese, but Chinese does not pass for it
	}
	if name := eastAsian(sample); name != "" {
		return name, 0, len(sample)
	}
	score = math.Inf(-1)
	for _, c := range oldCharsets {
		for _, l := range c.langs {
			s, n := fit(words, c.table, letterShares()[l])
			if n == 0 {
				continue
			}
			if l == lang {
				s += languageBonus
			}
			if s > score+1e-9 {
				name, score, letters = c.name, s, n
			}
		}
	}
	return name, score, letters
}

// languageBonus is what the page's own word about its language adds to a fit.
const languageBonus = 0.3

// fitOf is the fit of one charset; ok is false where the bytes cannot be that charset.
func fitOf(sample []byte, name, lang string) (score float64, ok bool) {
	switch name {
	case "gbk", "gb18030", "big5", "euc-kr", "euc-jp", "shift_jis", "iso-2022-jp":
		p := pairsOf(sample, name)
		return 0, p.pairs > 0 && p.broken*50 <= p.pairs
	}
	words := foreignWords(sample)
	score = math.Inf(-1)
	for _, c := range oldCharsets {
		if c.name != name {
			continue
		}
		for _, l := range c.langs {
			s, _ := fit(words, c.table, letterShares()[l])
			if l == lang {
				s += languageBonus
			}
			score = max(score, s)
		}
	}
	return score, !math.IsInf(score, -1)
}

// pairs counts the two-byte letters of an East Asian charset in a sample.
type pairs struct {
	pairs, broken int // letters of two bytes; bytes that cannot be
	kana          int // hiragana and katakana
	common        int // the everyday Han signs, or Hangul, that the charset sorts first
	rare          int // the later ones
	low           int // second bytes in the ASCII range
}

func pairsOf(sample []byte, name string) pairs {
	var p pairs
	for i := 0; i < len(sample); i++ {
		c := sample[i]
		if c < 0x80 {
			continue
		}
		if name == "shift_jis" && c >= 0xa1 && c <= 0xdf { // half-width katakana, one byte
			p.pairs++
			p.rare++
			continue
		}
		if i+1 >= len(sample) {
			break
		}
		d := sample[i+1]
		if name == "euc-jp" && c == 0x8f && i+2 < len(sample) { // three bytes
			p.pairs++
			p.rare++
			i += 2
			continue
		}
		if name == "gb18030" && c >= 0x81 && d >= 0x30 && d <= 0x39 && i+3 < len(sample) { // four bytes
			p.pairs++
			i += 3
			continue
		}
		ok := false
		switch name {
		case "shift_jis":
			ok = (c >= 0x81 && c <= 0x9f || c >= 0xe0 && c <= 0xfc) && (d >= 0x40 && d <= 0x7e || d >= 0x80 && d <= 0xfc)
			if c == 0x82 && d >= 0x9f && d <= 0xf1 || c == 0x83 && d >= 0x40 && d <= 0x96 {
				p.kana++
			} else if c >= 0x88 && c <= 0x97 {
				p.common++
			} else if c > 0x97 {
				p.rare++
			}
		case "euc-jp":
			ok = (c == 0x8e || c >= 0xa1 && c <= 0xfe) && d >= 0xa1 && d <= 0xfe
			if c == 0xa4 || c == 0xa5 {
				p.kana++
			} else if c >= 0xb0 && c <= 0xcf {
				p.common++
			} else if c > 0xcf {
				p.rare++
			}
		case "big5":
			ok = c >= 0x81 && c <= 0xfe && (d >= 0x40 && d <= 0x7e || d >= 0xa1 && d <= 0xfe)
			if c >= 0xa4 && c <= 0xc6 {
				p.common++
			} else if c > 0xc6 {
				p.rare++
			}
		case "euc-kr":
			ok = c >= 0x81 && c <= 0xfe && (d >= 0xa1 && d <= 0xfe || c <= 0xc6 && (d >= 0x41 && d <= 0x5a || d >= 0x61 && d <= 0x7a || d >= 0x81))
			if c >= 0xb0 && c <= 0xc8 && d >= 0xa1 {
				p.common++
			} else if c > 0xc8 || c < 0xa1 {
				p.rare++
			}
		default: // gbk, gb18030
			ok = c >= 0x81 && c <= 0xfe && d >= 0x40 && d != 0x7f && d <= 0xfe
			if c >= 0xb0 && c <= 0xd7 && d >= 0xa1 {
				p.common++
			} else if c > 0xd7 || c < 0xa1 || d < 0xa1 && c >= 0xa8 {
				p.rare++
			}
		}
		if !ok {
			p.broken++
			continue
		}
		if d < 0x80 {
			p.low++
		}
		p.pairs++
		i++
	}
	return p
}

// eastAsian recognises the charsets of Chinese, Japanese and Korean: their
// bytes must come in pairs, and most pairs must be everyday signs.
func eastAsian(sample []byte) string {
	sound := func(p pairs) bool { return p.pairs >= 2 && p.broken*50 <= p.pairs }
	best, bestShare := "", 0.0
	for _, name := range []string{"euc-jp", "shift_jis", "euc-kr", "gb18030", "big5"} {
		p := pairsOf(sample, name)
		if !sound(p) {
			continue
		}
		signs := float64(p.kana + p.common + p.rare)
		if signs == 0 {
			continue
		}
		share := (float64(p.kana) + float64(p.common)) / signs
		switch name {
		case "euc-jp", "shift_jis":
			if float64(p.kana) < 0.15*signs {
				continue
			}
			share += 0.2 // kana are proof enough
		case "gb18030":
			if p.low*10 > p.pairs {
				continue
			}
			share -= 0.02
		case "euc-kr":
			if share < 0.85 || p.low*10 > p.pairs {
				continue
			}
			share += 0.05
		case "big5":
			share -= 0.05
		}
		if share > bestShare {
			best, bestShare = name, share
		}
	}
	if bestShare < 0.7 {
		return ""
	}
	return best
}
