package engine

import (
	"cmp"
	"slices"
	"strings"

	banalysis "github.com/blevesearch/bleve/v2/analysis"

	"communique/search/analysis"
	"communique/search/query"
)

// marker finds the words of a question in a text of one language.
type marker struct {
	view  *view
	cache *termCache
	runs  []run
	// foreign are the runs in the analysis of passages, by index.
	foreign map[string][]run
	loose   []patternWord // word* and word~
	exact   bool          // some run or pattern is of the unstemmed analysis
	own     bool
}

// run is one word or phrase: slots of terms that stand one after the other.
type run struct {
	word  int // place of the leaf in the question
	exact bool
	slots [][]string
}

type patternWord struct {
	word   int
	text   string
	fuzzy  bool
	letter int // how many letters may differ
}

// mark is a matched word in a text, in bytes.
type mark struct{ start, end, word int }

// newMarker takes the leaves that must be found, by their place.
func newMarker(v *view, cache *termCache, leaves []query.Expr, relaxed bool) *marker {
	m := &marker{view: v, cache: cache, foreign: map[string][]run{}}
	for i, leaf := range leaves {
		switch leaf := leaf.(type) {
		case *query.Word:
			if leaf.Prefix || leaf.Fuzzy {
				for _, t := range byPosition(analyse(v.exact, leaf.Text)) {
					m.loose = append(m.loose, patternWord{i, t.terms[0], leaf.Fuzzy, fuzziness(t.terms[0])})
				}
				m.exact = true
				continue
			}
			if len(leaves) == 1 || !isStop(v, leaf.Text) {
				m.add(i, leaf.Text, false, relaxed)
			}
		case *query.Phrase:
			one := countPositions(analyse(v.own, leaf.Text)) < 2
			m.add(i, leaf.Text, one, leaf.Slop > 0)
		}
	}
	return m
}

// isStop says whether a word is a function word, which need not be found.
func isStop(v *view, text string) bool {
	for _, t := range analyse(v.own, text) {
		if !analysis.IsStop(v.name, string(t.Term)) {
			return false
		}
	}
	return true
}

// add takes a word or phrase; with apart set its tokens may stand anywhere.
func (m *marker) add(word int, text string, exact, apart bool) {
	analyzer := m.view.own
	if exact {
		analyzer = m.view.exact
	}
	m.runs = appendRuns(m.runs, word, exact, apart, analyse(analyzer, text))
	m.exact, m.own = m.exact || exact, m.own || !exact
	if exact {
		return
	}
	for _, r := range m.view.foreign {
		m.foreign[r.index] = appendRuns(m.foreign[r.index], word, false, apart, analyse(r.analyzer, text))
	}
}

func appendRuns(runs []run, word int, exact, apart bool, tokens banalysis.TokenStream) []run {
	r := run{word: word, exact: exact}
	for _, t := range byPosition(tokens) {
		if apart {
			runs = append(runs, run{word, exact, [][]string{t.terms}})
		} else {
			r.slots = append(r.slots, t.terms)
		}
	}
	if len(r.slots) > 0 {
		runs = append(runs, r)
	}
	return runs
}

// addAll takes spellings of names as they stand in texts; their places follow
// after that of the last leaf.
func (m *marker) addAll(after int, spellings []string) {
	for i, s := range spellings {
		m.add(after+i, s, true, false)
	}
}

// find gives the matched words in order; overlapping ones are joined. foreign
// are the readings that the document has besides its own.
func (m *marker) find(text string, foreign ...reading) []mark {
	var marks []mark
	if m.own {
		marks = findRuns(m.runs, m.cache.tokens(m.view.name, m.view.texts, false, text), false, marks)
		for _, r := range foreign {
			marks = findRuns(m.foreign[r.index], m.cache.tokens(r.index, r.texts, false, text), false, marks)
		}
	}
	if m.exact {
		tokens := m.cache.tokens(m.view.name, m.view.exact, true, text)
		marks = findRuns(m.runs, tokens, true, marks)
		for _, t := range tokens {
			for _, p := range m.loose {
				if p.matches(t.terms[0]) {
					marks = append(marks, mark{t.start, t.end, p.word})
				}
			}
		}
	}
	slices.SortFunc(marks, func(a, b mark) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	joined := marks[:0]
	for _, k := range marks {
		if n := len(joined); n > 0 && k.start < joined[n-1].end {
			joined[n-1].end = max(joined[n-1].end, k.end)
			continue
		}
		joined = append(joined, k)
	}
	return joined
}

func findRuns(runs []run, tokens []textToken, exact bool, marks []mark) []mark {
	for i := range tokens {
		for _, r := range runs {
			if r.exact != exact || i+len(r.slots) > len(tokens) {
				continue
			}
			matched := true
			for j, terms := range r.slots {
				if !share1(terms, tokens[i+j].terms) {
					matched = false
					break
				}
			}
			if matched {
				for j := range r.slots {
					marks = append(marks, mark{tokens[i+j].start, tokens[i+j].end, r.word})
				}
			}
		}
	}
	return marks
}

// share1 says whether two short lists have a term in common.
func share1(a, b []string) bool {
	for _, s := range a {
		for _, t := range b {
			if s == t {
				return true
			}
		}
	}
	return false
}

func (p *patternWord) matches(term string) bool {
	if p.fuzzy {
		return within(p.text, term, p.letter)
	}
	return strings.HasPrefix(term, p.text)
}

// within says whether two words differ by at most most letters put in, left
// out, changed, or swapped with their neighbour.
func within(a, b string, most int) bool {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return false
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(y); j++ {
			if x[i-1] == y[j-1] {
				row[j] = last[j-1]
				continue
			}
			row[j] = min(last[j-1], last[j], row[j-1]) + 1
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(y)] <= most
}
