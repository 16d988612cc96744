package engine

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"communique/search/analysis"
	"communique/search/analysis/names"
	"communique/search/query"
)

const (
	// maxLikeReads bounds how many spellings of one key are compared in one
	// segment, maxLikeTerms how many of them are searched for.
	maxLikeReads = 2000
	maxLikeTerms = 64
	// maxAcronym is how many letters in capitals are rather an acronym.
	maxAcronym = 4
	// surely is how alike a name must be in an index that knows the word
	// itself: it may be an ordinary word there.
	surely = .97
)

// likeName is a word of a question that may be a person's name, and the
// spellings in the indexes that may be the same name.
type likeName struct {
	text     string // as typed
	spelling string // in small letters, as the index writes it
	word     *names.Word
	mu       sync.Mutex
	alike    map[string]float64 // how much, by spelling; 0 for another name
	accepted map[string]float64 // those that some document has
}

// like says how alike a spelling is, 0 if it is another name.
func (l *likeName) like(spelling string) float64 {
	l.mu.Lock()
	s, ok := l.alike[spelling]
	l.mu.Unlock()
	if ok {
		return s
	}
	if spelling == l.spelling {
		s = 1
	} else if other := names.Read(spelling); l.word.Same(other) {
		s = l.word.Similar(other)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.alike[spelling] = s
	return s
}

func (l *likeName) accept(spelling string, like float64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.accepted[spelling] = like
}

// spellings are the accepted ones, but for the word itself: the most alike
// first.
func (l *likeName) spellings() []string {
	var list []string
	for s := range l.accepted {
		if s != l.spelling {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b string) int {
		return cmp.Or(cmp.Compare(l.accepted[b], l.accepted[a]), cmp.Compare(a, b))
	})
	return list[:min(len(list), maxLikeTerms)]
}

// likeNames are the words of a question that look like names: with a capital,
// or, in a script without capitals, known to be a name in some index, or words
// that no text has. unknown are the last.
func (a *answer) likeNames(unknown map[string]bool) map[string]*likeName {
	if a.q.NoExpand {
		return nil
	}
	var found map[string]*likeName
	eachLeaf(a.q.Expr, func(leaf query.Expr, negated bool) {
		w, ok := leaf.(*query.Word)
		if !ok || negated || w.Prefix || w.Fuzzy || w.Field != "" || found[w.Text] != nil {
			return
		}
		capital, caseless := capitalised(w.Text), names.Caseless(w.Text)
		if !capital && !caseless && !unknown[w.Text] {
			return
		}
		tokens := names.Tokens(w.Text)
		if len(tokens) == 0 {
			return
		}
		l := &likeName{text: w.Text, spelling: strings.ToLower(tokens[0]), alike: map[string]float64{}, accepted: map[string]float64{}}
		l.word = names.Read(l.spelling)
		if len(l.word.Keys()) == 0 || caseless && !unknown[w.Text] && !a.isName(l) {
			return
		}
		if found == nil {
			found = map[string]*likeName{}
		}
		found[w.Text] = l
	})
	return found
}

// capitalised says whether a word begins with a capital and is no acronym:
// NATO is not Nato, whom Georgians call so.
func capitalised(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	acronym := utf8.RuneCountInString(text) <= maxAcronym && strings.ToUpper(text) == text
	return (unicode.IsUpper(r) || unicode.IsTitle(r)) && !acronym
}

// isName says whether some index has the word as it is spelled among the
// names of persons.
func (a *answer) isName(l *likeName) bool {
	term := []byte(analysis.NameKey(l.word.Keys()[0], l.spelling))
	for _, v := range a.views {
		for i := range v.segments {
			if d, err := v.segments[i].Dictionary(analysis.NameKeys); err == nil && d != nil {
				if ok, err := d.Contains(term); err == nil && ok {
					return true
				}
			}
		}
	}
	return false
}

// unknown gives the words of the question that no text has, by what the
// planners noted; nil if there is none that could be a name.
func (a *answer) unknown(sets *columnSets) map[string]bool {
	if a.q.NoExpand {
		return nil
	}
	var words map[string]bool
	eachLeaf(a.q.Expr, func(leaf query.Expr, negated bool) {
		w, ok := leaf.(*query.Word)
		if !ok || negated || w.Prefix || w.Fuzzy || w.Field != "" || sets.isKnown(w.Text) || a.likes[w.Text] != nil || len(names.Tokens(w.Text)) == 0 {
			return
		}
		if words == nil {
			words = map[string]bool{}
		}
		words[w.Text] = true
	})
	return words
}

// know notes that some text has a word.
func (s *columnSets) know(word string) {
	if s.isKnown(word) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		s.known = map[string]bool{}
	}
	s.known[word] = true
}

func (s *columnSets) isKnown(word string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known[word]
}

// withLikeNames adds to a word the documents that mention a person whose name
// may be the same in another spelling. What is found by the word itself keeps
// its score; known says that the index has it.
func (p *planner) withLikeNames(n node, text, only string, known bool) node {
	if known {
		p.columns.know(text)
	}
	l := p.columns.likes[text]
	if l == nil || only != "" || p.negated {
		return n
	}
	type spelled struct {
		*term
		spelling string
		like     float64
	}
	var found []spelled
	seen := map[string]bool{}
	for seg := range p.view.segments {
		dict := p.dictionary(analysis.NameKeys, seg)
		if dict == nil {
			continue
		}
		for _, key := range l.word.Keys() {
			from := analysis.NameKey(key, "")
			before := from[:len(from)-1] + "!" // the sign after the space
			terms := dict.AutomatonIterator(nil, []byte(from), []byte(before))
			for range maxLikeReads {
				entry, err := terms.Next()
				if p.failed(err) || p.failed(p.ctx.Err()) {
					return n
				}
				if entry == nil {
					break
				}
				spelling := entry.Term[len(from):]
				if seen[spelling] {
					continue
				}
				seen[spelling] = true
				like := l.like(spelling)
				if like == 0 || known && like < surely {
					continue
				}
				if t := p.term(analysis.NameKeys, entry.Term); t.df > 0 {
					found = append(found, spelled{t, spelling, like})
				}
			}
		}
	}
	if len(found) == 0 {
		return n
	}
	slices.SortFunc(found, func(a, b spelled) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.spelling, b.spelling))
	})
	parts := []node{n}
	for _, s := range found[:min(len(found), maxLikeTerms)] {
		l.accept(s.spelling, s.like)
		parts = append(parts, &termNode{term: s.term, weight: likeWeight * s.like * idf(p.view.docs, s.df), norm: norm{base: k1}})
	}
	return &sumNode{parts, takeBest}
}
