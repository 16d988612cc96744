package engine

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	snippetLength = 240      // code points
	snippetLead   = 60       // code points before the first marked word
	snippetBorder = 24       // code points to give up for a word border
	maxMarkedText = 64 << 10 // bytes of a text that are looked at
	maxMarks      = 2000
)

// clip cuts a text to most bytes on a rune border.
func clip(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}

// runeMarks turns marks from bytes into code points, in one walk.
func runeMarks(text string, marks []mark) []mark {
	out := make([]mark, 0, min(len(marks), maxMarks))
	at, runes := 0, 0
	reach := func(i int) int {
		runes += utf8.RuneCountInString(text[at:i])
		at = i
		return runes
	}
	for _, m := range marks[:min(len(marks), maxMarks)] {
		start := reach(m.start)
		out = append(out, mark{start, reach(m.end), m.word})
	}
	return out
}

// newSnippet cuts the piece of the text that shows most of the question: the
// window with the most different words, then the most words, then the first.
// marks are in code points.
func newSnippet(text string, marks []mark) Snippet {
	runes := []rune(text)
	start, end := window(runes, marks)
	var b strings.Builder
	shift := -start
	if start > 0 {
		b.WriteString("…")
		shift++
	}
	for _, r := range runes[start:end] {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			r = ' ' // one for one, so that marks stay where they are
		}
		b.WriteRune(r)
	}
	if end < len(runes) {
		b.WriteString("…")
	}
	s := Snippet{Text: b.String()}
	for _, m := range marks {
		if m.start >= start && m.end <= end {
			s.Marks = append(s.Marks, [2]int{m.start + shift, m.end + shift})
		}
	}
	return s
}

func window(runes []rune, marks []mark) (start, end int) {
	for start < len(runes) && unicode.IsSpace(runes[start]) {
		start++
	}
	if len(marks) > 0 && len(runes) > snippetLength {
		first, most := 0, -1
		for i := range marks {
			seen, score := uint64(0), 0
			for _, m := range marks[i:] {
				if m.end-marks[i].start > snippetLength-snippetLead {
					break
				}
				if bit := uint64(1) << (m.word % 64); seen&bit == 0 {
					seen |= bit
					score += 100
				}
				score++
			}
			if score > most {
				first, most = i, score
			}
		}
		start = max(start, min(marks[first].start-snippetLead, len(runes)-snippetLength))
		start = wordStart(runes, start, marks[first].start)
	}
	end = min(start+snippetLength, len(runes))
	if end < len(runes) {
		for i := end; i > end-snippetBorder && i > start; i-- {
			if unicode.IsSpace(runes[i]) {
				end = i
				break
			}
		}
	}
	for end > start && unicode.IsSpace(runes[end-1]) {
		end--
	}
	return start, end
}

// wordStart moves a cut forward to the next word, not past limit. Scripts
// without spaces are cut where it falls, but not inside a cluster.
func wordStart(runes []rune, at, limit int) int {
	if at == 0 || unicode.IsSpace(runes[at-1]) {
		return at
	}
	for i := at; i < min(at+snippetBorder, limit); i++ {
		if unicode.IsSpace(runes[i]) {
			return i + 1
		}
	}
	for at < limit && unicode.Is(unicode.M, runes[at]) {
		at++
	}
	return at
}
