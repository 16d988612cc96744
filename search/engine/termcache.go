package engine

import (
	"sync"
	"unicode"
	"unicode/utf8"

	banalysis "github.com/blevesearch/bleve/v2/analysis"
)

// textToken is one position of a text: its terms and where it stands, in
// bytes.
type textToken struct {
	start, end int
	terms      []string
}

// termCache remembers what analyzers make of the pieces between spaces. A few
// thousand words make up most of all text, so marking the words of a page
// costs a look-up per word rather than an analysis. Safe for concurrent use.
type termCache struct {
	mu     sync.RWMutex
	pieces map[pieceKey][]textToken
}

type pieceKey struct {
	index string
	exact bool
	piece string
}

const (
	maxCachedPieces = 100_000 // some 20 MB; then it starts anew
	maxCachedPiece  = 64      // bytes; longer ones are rare, or a script without spaces
)

func newTermCache() *termCache { return &termCache{pieces: map[pieceKey][]textToken{}} }

// tokens analyses a text piece by piece. Analyzers look at most at the words
// between two spaces, so the pieces give what the whole would.
func (c *termCache) tokens(index string, by banalysis.Analyzer, exact bool, text string) []textToken {
	list := make([]textToken, 0, len(text)/6)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		end := i + n
		for end < len(text) {
			r, n := utf8.DecodeRuneInString(text[end:])
			if unicode.IsSpace(r) {
				break
			}
			end += n
		}
		for _, t := range c.piece(index, by, exact, text[i:end]) {
			t.start, t.end = t.start+i, t.end+i
			list = append(list, t)
		}
		i = end
	}
	return list
}

func (c *termCache) piece(index string, by banalysis.Analyzer, exact bool, piece string) []textToken {
	k := pieceKey{index, exact, piece}
	if len(piece) <= maxCachedPiece {
		c.mu.RLock()
		tokens, ok := c.pieces[k]
		c.mu.RUnlock()
		if ok {
			return tokens
		}
	}
	tokens := byPosition(by.Analyze([]byte(piece)))
	if len(piece) <= maxCachedPiece {
		k.piece = string([]byte(piece)) // not a slice of the whole text
		c.mu.Lock()
		if len(c.pieces) >= maxCachedPieces {
			clear(c.pieces)
		}
		c.pieces[k] = tokens
		c.mu.Unlock()
	}
	return tokens
}

// byPosition puts the terms of one position together.
func byPosition(tokens banalysis.TokenStream) (list []textToken) {
	last := -1
	for _, t := range tokens {
		if t.Position != last || len(list) == 0 {
			list = append(list, textToken{start: t.Start, end: t.End})
			last = t.Position
		}
		l := &list[len(list)-1]
		l.terms = append(l.terms, string(t.Term))
		l.start, l.end = min(l.start, t.Start), max(l.end, t.End)
	}
	return list
}
