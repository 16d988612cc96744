package analysis

import (
	"unicode"
	"unicode/utf8"
)

// A class is what a rune means for the borders of words: the properties of
// UAX #29, folded to those that matter to an index.
type class uint8

const (
	other   class = iota
	letter        // alphabets, abjads and Hangul: words are written apart
	digit         // Nd
	mark          // belongs to the letter before it: Extend, Format, ZWJ
	mid           // an apostrophe: part of a word when letters stand on both sides
	quote         // the double quote, part of a word between Hebrew letters only
	point         // part of a number between digits, of an acronym between single letters
	colon         // part of a word where the analyzer says so (Swedish EU:s)
	han           // Han letters: words are not written apart
	hira          // Hiragana
	kata          // Katakana
	complex       // Thai, Lao, Khmer, Burmese: words are not written apart
)

// classes holds the class of every rune below its length; most text never
// leaves it.
var classes = func() (t [0x3100]class) {
	for r := range t {
		t[r] = classify(rune(r))
	}
	return t
}()

func classOf(r rune) class {
	if r < rune(len(classes)) {
		return classes[r]
	}
	return classify(r)
}

func classify(r rune) class {
	switch r {
	case '\'', '’', '‘', '`', '´', '·', '\u0387', '\u05F3', '\u2027', '\uFF07', '՚':
		return mid
	case '"', '\u05F4':
		return quote
	case '.', ',', '\u066B', '\u066C', '．':
		return point
	case ':':
		return colon
	case 'ー', 'ｰ', 'ヽ', 'ヾ':
		return kata
	case '々', '〇':
		return han
	case '՛', '՜', '՞': // Armenian stress, exclamation and question stand inside the word
		return mark
	case '\u200B': // zero width space: a border by purpose
		return other
	}
	switch {
	case r < 0x80:
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
			return letter
		case '0' <= r && r <= '9':
			return digit
		}
		return other
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Mc, r), unicode.Is(unicode.Me, r), unicode.Is(unicode.Cf, r):
		return mark
	case unicode.Is(unicode.Nd, r):
		return digit
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Hiragana, r):
		return hira
	case unicode.Is(unicode.Katakana, r):
		return kata
	case unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && unicode.IsLetter(r):
		return complex
	case unicode.IsLetter(r), unicode.Is(unicode.Nl, r):
		return letter
	}
	return other
}

// A run is a piece of text between two borders: a word, a number, or a
// stretch of letters of a script that writes words together.
type run struct {
	start, end int // bytes
	class      class
}

// segmenter cuts text at the default word borders of UAX #29, with three
// changes that an index needs: words are cut at full stops (S.Ģirģena is an
// initial and a surname, gov.lv two words) unless single letters make an
// acronym (U.S.A.); dates in digits are cut at their points, so that the
// year alone finds them; scripts without spaces are given as whole runs, to
// be cut by the analyzer.
type segmenter struct {
	text  string
	pos   int
	colon bool // keep EU:s and EU:n in one piece
	part  int  // where the next part of a date in digits begins
}

func (s *segmenter) at(i int) (class, int) {
	if i >= len(s.text) {
		return other, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return classes[c], 1
	}
	r, n := utf8.DecodeRuneInString(s.text[i:])
	return classOf(r), n
}

// next gives the next run; ok is false at the end of the text.
func (s *segmenter) next() (r run, ok bool) {
	for s.pos < len(s.text) {
		c, n := s.at(s.pos)
		switch c {
		case letter:
			return s.word(), true
		case digit:
			return s.number(), true
		case han, hira, kata, complex:
			return s.together(c), true
		}
		s.pos += n
	}
	return run{}, false
}

// word reads letters, digits and marks, and apostrophes between letters.
func (s *segmenter) word() run {
	start := s.pos
	if end := s.acronym(); end > 0 {
		s.pos = end
		return run{start, end, letter}
	}
	s.pos = s.letters(start)
	return run{start, s.pos, letter}
}

// letters gives the end of the word that goes on at i.
func (s *segmenter) letters(i int) int {
	last := other
	for i < len(s.text) {
		c, n := s.at(i)
		switch c {
		case letter, digit, mark:
			if c != mark {
				last = c
			}
			i += n
			continue
		case mid, quote, colon:
			next, _ := s.at(i + n)
			if last != letter || next != letter || c == colon && !s.colon || c == quote && !s.hebrew(i, n) {
				return i
			}
			i += n
			continue
		}
		return i
	}
	return i
}

// hebrew says whether the quote of n bytes at i stands before a Hebrew
// letter, as in צה"ל.
func (s *segmenter) hebrew(i, n int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[i+n:])
	return unicode.Is(unicode.Hebrew, r)
}

// acronym gives the end of single letters with points between them, at least
// two of them; 0 if there is none here.
func (s *segmenter) acronym() int {
	i, letters, end := s.pos, 0, 0
	for {
		c, n := s.at(i)
		if c != letter {
			break
		}
		i += n
		for c, n = s.at(i); c == mark; c, n = s.at(i) {
			i += n
		}
		letters++
		end = i
		if i >= len(s.text) || s.text[i] != '.' {
			if c == letter || c == digit || c == mid {
				return 0
			}
			break
		}
		i++
	}
	if letters < 2 {
		return 0
	}
	return end
}

// number reads digits with points and commas between them, and letters that
// follow without a gap (20th, 5G). A date in digits gives its first part
// only; the rest is read next.
func (s *segmenter) number() run {
	start, points, first := s.pos, 0, 0
	i := start
	for i < len(s.text) {
		c, n := s.at(i)
		if c == digit || c == mark {
			i += n
			continue
		}
		if c == letter {
			if points > 0 {
				break
			}
			i = s.letters(i)
			break
		}
		if next, _ := s.at(i + n); c != point || next != digit {
			break
		}
		if points++; points == 1 {
			first = i
		}
		i += n
	}
	if points > 0 && s.text[first] == '.' && (points > 1 && first-start <= 2 || start == s.part && start > 0) {
		i = first
		s.part = first + 1
	}
	s.pos = i
	return run{start, i, digit}
}

// together reads a run of a script that writes its words together.
func (s *segmenter) together(kind class) run {
	start := s.pos
	for s.pos < len(s.text) {
		c, n := s.at(s.pos)
		if c != kind && c != mark && (kind == complex || c != han && c != hira && c != kata) {
			break
		}
		s.pos += n
	}
	return run{start, s.pos, kind}
}
