package analysis

import "strings"

// hyphens are the clitics that a language writes with a hyphen (Catalan
// trencar-li, Bulgarian най-голям, Romanian site-ul): they belong to the word
// beside them. All other hyphens are borders of words.
type hyphens struct{ before, after map[string]bool }

func newHyphens(name string) *hyphens {
	h := &hyphens{map[string]bool{}, map[string]bool{}}
	for _, w := range clitics(name, "hyphen-before") {
		h.before[w] = true
	}
	for _, w := range clitics(name, "hyphen-after") {
		h.after[w] = true
	}
	return h
}

// join gives the word of r without its clitics, and the bytes that the word
// takes with them.
func (h *hyphens) join(s *segmenter, r run) (word run, start, end int) {
	word, start, end = r, r.start, r.end
	if end == len(s.text) || s.text[end] != '-' && s.text[end] < 0x80 {
		return word, start, end
	}
	for h.before[strings.ToLower(s.text[word.start:word.end])] {
		next, ok := s.hyphenated(end)
		if !ok {
			return word, start, end
		}
		word, end = next, next.end
	}
	for {
		at := s.pos
		next, ok := s.hyphenated(end)
		if !ok {
			return word, start, end
		}
		if !h.after[strings.ToLower(s.text[next.start:next.end])] {
			s.pos = at
			return word, start, end
		}
		end = next.end
	}
}

// hyphenated reads the word that a hyphen at i joins to what is before.
func (s *segmenter) hyphenated(i int) (run, bool) {
	n := 0
	for _, hyphen := range []string{"-", "\u2010", "\u2011", "־"} {
		if strings.HasPrefix(s.text[i:], hyphen) {
			n = len(hyphen)
		}
	}
	if c, _ := s.at(i + n); n == 0 || c != letter {
		return run{}, false
	}
	s.pos = i + n
	return s.word(), true
}
