package analysis

import "unicode/utf8"

// A joiner cuts a run of a script that writes its words together.
type joiner func(text string, r run, emit func(start, end int))

// bigrams gives every two neighbouring letters (with their marks), a single
// letter alone.
func bigrams(text string, r run, emit func(start, end int)) {
	before, start := -1, r.start
	for start < r.end {
		end := cluster(text, start, r.end)
		if before >= 0 {
			emit(before, end)
		} else if end == r.end {
			emit(start, end)
		}
		before, start = start, end
	}
}

// cluster gives the end of the letter at i with its marks.
func cluster(text string, i, end int) int {
	_, n := utf8.DecodeRuneInString(text[i:])
	for i += n; i < end; i += n {
		var r rune
		if r, n = utf8.DecodeRuneInString(text[i:]); classOf(r) != mark {
			break
		}
	}
	return i
}

func kindAt(text string, i int) class {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return classOf(r)
}

// isPlain says that a piece of Chinese, Japanese or Thai is its own term: no
// part of any analyzer changes these letters.
func isPlain(s string) bool {
	for _, r := range s {
		switch {
		case 0x4E00 <= r && r <= 0x9FFF, 0x3041 <= r && r <= 0x3096, 0x30A1 <= r && r <= 0x30FA, r == 'ー', r == '々':
		case 0x0E01 <= r && r <= 0x0E32, 0x0E34 <= r && r <= 0x0E39, 0x0E40 <= r && r <= 0x0E4D:
		default:
			return false
		}
	}
	return true
}

// hasKana says whether Hiragana are among the letters.
func hasKana(s string) bool {
	for _, r := range s {
		if 0x3041 <= r && r <= 0x3096 {
			return true
		}
	}
	return false
}
