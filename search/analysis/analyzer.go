package analysis

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Token is a term with the place of its word. Words with several
// dictionary forms give several tokens with one place.
type Token struct {
	Term string
	// Start and End are bytes of the text, on rune borders, End exclusive.
	Start, End int
	// Position counts words from 1, as phrases do.
	Position int
}

// maxTerm is the longest term in bytes. Longer "words" are encoded data.
const maxTerm = 128

// An Analyzer turns text of one index into terms. It is safe for concurrent
// use.
type Analyzer struct {
	name  string
	colon bool
	// hyphens are clitics written with a hyphen; nil for none.
	hyphens *hyphens
	// joined cuts scripts that write words together.
	joined joiner
	// conjugates says that words with Hiragana go through the parts.
	conjugates bool
	// variants are the Han letters that a part folds, nil for none.
	variants *lettersTable
	parts    []namedPart
	memo     [memos]atomic.Pointer[memo]
}

// memos is how many words an analyzer remembers: some 150 bytes each, in the
// languages that are in use.
const memos = 1 << 15

// A memo keeps what a token became: text repeats its words, and a look here
// costs a tenth of a walk through the parts.
type memo struct {
	token string
	terms []string
	bytes [][]byte
	term  [1]string // the usual case in one piece of memory
	byte  [1][]byte
}

func newMemo(token string, terms []string) *memo {
	m := &memo{token: token}
	if len(terms) == 1 {
		m.term[0] = terms[0]
		m.terms = m.term[:]
		m.byte[0] = []byte(terms[0])
		m.bytes = m.byte[:]
		return m
	}
	m.terms = terms
	for _, t := range terms {
		m.bytes = append(m.bytes, []byte(t))
	}
	return m
}

var seed = maphash.MakeSeed()

// additions are the parts that add terms by which a text is found beside those
// of its words: a question goes without them.
var additions = []string{"compounds", "pieces"}

// newAnalyzer composes the analyzer of a sentence of parts; for texts, with
// those that only add to what they are found by.
func newAnalyzer(name, sentence string, texts bool) (*Analyzer, error) {
	a := &Analyzer{name: name, joined: bigrams}
	var rest []string
	for _, p := range strings.Fields(sentence) {
		kind, arg, _ := strings.Cut(p, ":")
		switch kind {
		case "colon":
			a.colon = true
		case "hyphen":
			a.hyphens = newHyphens(arg)
		case "okurigana":
			c, err := openConjugation(arg)
			if err != nil {
				return nil, fmt.Errorf("analyzer %s: %w", name, err)
			}
			a.joined, a.conjugates = c.okurigana, true
		case "han":
			a.variants = letterTables()[arg]
			rest = append(rest, p)
		default:
			if texts || !slices.Contains(additions, kind) {
				rest = append(rest, p)
			}
		}
	}
	var err error
	a.parts, err = compose(strings.Join(rest, " "))
	if err != nil {
		return nil, fmt.Errorf("analyzer %s: %w", name, err)
	}
	return a, nil
}

// ways is how many words share a place in the memory: a word is forgotten when
// so many others of its place have come after it.
const ways = 4

// look gives the terms of a token, from memory where it can.
func (a *Analyzer) look(token string) *memo {
	place := a.memo[maphash.String(seed, token)%(memos/ways)*ways:][:ways]
	for i := range place {
		m := place[i].Load()
		if m == nil {
			break
		}
		if m.token == token {
			return m
		}
	}
	token = strings.Clone(token)
	m := newMemo(token, a.word(token, nil))
	for i := len(place) - 1; i > 0; i-- {
		place[i].Store(place[i-1].Load())
	}
	place[0].Store(m)
	return m
}

// word walks one token through the parts. explain, if set, is told what each
// part made of it.
func (a *Analyzer) word(token string, explain func(part string, terms []string)) []string {
	if len(token) > 4*maxTerm {
		return nil
	}
	var room [32]rune
	w := &word{letters: normalise(token, room[:0])}
	for _, p := range a.parts {
		if len(w.letters) == 0 {
			break
		}
		p.apply(w)
		if explain != nil {
			explain(p.name, w.all())
		}
	}
	terms := w.all()
	for i, t := range terms {
		if !isSettled(t) && !norm.NFC.IsNormalString(t) {
			t = norm.NFC.String(t)
		}
		terms[i] = clip(t)
	}
	return slices.DeleteFunc(terms, func(t string) bool { return t == "" })
}

// clip cuts a term that is too long, on a rune border.
func clip(t string) string {
	if len(t) <= maxTerm {
		return t
	}
	n := maxTerm
	for !utf8.RuneStart(t[n]) {
		n--
	}
	return t[:n]
}

// Forget drops the words that the analyzer remembers, for measurements.
func (a *Analyzer) Forget() {
	for i := range a.memo {
		a.memo[i].Store(nil)
	}
}

// walk calls emit for each piece of text that is indexed at one position.
func (a *Analyzer) walk(text string, emit func(start, end, position int, m *memo)) {
	s := segmenter{text: text, colon: a.colon}
	position := 0
	for {
		r, ok := s.next()
		if !ok {
			return
		}
		switch r.class {
		case letter, digit:
			start, end := r.start, r.end
			if a.hyphens != nil && r.class == letter {
				r, start, end = a.hyphens.join(&s, r)
			}
			if m := a.look(text[r.start:r.end]); len(m.terms) > 0 {
				position++
				emit(start, end, position, m)
			}
		default:
			plain := memo{}
			a.joined(text, r, func(start, end int) {
				if token := text[start:end]; isPlain(token) && !(a.conjugates && hasKana(token)) && !a.variants.touchesText(token) {
					plain.term[0], plain.byte[0] = token, []byte(nil)
					plain.terms = plain.term[:]
					position++
					emit(start, end, position, &plain)
					return
				}
				if m := a.look(text[start:end]); len(m.terms) > 0 {
					position++
					emit(start, end, position, m)
				}
			})
		}
	}
}

// Terms gives the tokens of a text, in its order.
func (a *Analyzer) Terms(text string) []Token {
	out := make([]Token, 0, len(text)/6+1)
	a.walk(text, func(start, end, position int, m *memo) {
		for _, t := range m.terms {
			out = append(out, Token{t, start, end, position})
		}
	})
	return out
}

// A Stage is what one part made of a word.
type Stage struct {
	Part  string
	Terms []string
}

// Explain gives each word of a text with what every part made of it.
func (a *Analyzer) Explain(text string) []Explained {
	var out []Explained
	a.walk(text, func(start, end, _ int, m *memo) {
		e := Explained{Token: text[start:end], Terms: slices.Clone(m.terms)}
		a.word(e.Token, func(part string, terms []string) {
			e.Stages = append(e.Stages, Stage{part, slices.Clone(terms)})
		})
		out = append(out, e)
	})
	return out
}

// Explained is a word, the way it went, and its terms.
type Explained struct {
	Token  string
	Stages []Stage
	Terms  []string
}

// made has each analyzer from when it is first asked for: tables that no
// document needs stay closed.
var made sync.Map // madeKey → func() *Analyzer

type madeKey struct {
	index string
	texts bool
}

// analyzerFor gives the analyzer of an index for questions.
func analyzerFor(index string) *Analyzer { return lazily(index, false) }

// textAnalyzerFor gives the analyzer of an index for texts.
func textAnalyzerFor(index string) *Analyzer { return lazily(index, true) }

func lazily(index string, texts bool) *Analyzer {
	spec, known := specs().byIndex[index]
	if !known {
		return lazily(Undetermined, texts)
	}
	key := madeKey{index, texts && spec.adds()}
	f, ok := made.Load(key)
	if !ok {
		f, _ = made.LoadOrStore(key, sync.OnceValue(func() *Analyzer {
			a, err := newAnalyzer(index, spec.parts, key.texts)
			if err != nil {
				panic(err) // the data is part of the program; a test composes every analyzer
			}
			return a
		}))
	}
	return f.(func() *Analyzer)()
}

// adds says whether texts are found by more than the terms of their words.
func (s spec) adds() bool {
	return slices.ContainsFunc(strings.Fields(s.parts), func(p string) bool {
		kind, _, _ := strings.Cut(p, ":")
		return slices.Contains(additions, kind)
	})
}
