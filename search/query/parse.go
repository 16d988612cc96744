package query

import (
	"strings"
	"unicode"
)

// Parse reads what people type:
//
//	query  = and { OR and }
//	and    = unit { [AND] unit }
//	unit   = (NOT | -) unit | ( query ) | [field:] ( phrase | word | "(" query ")" )
//	phrase = "two words"~5        word = minister   minist*   ministr~
//
// Operators are written in capitals; a backslash takes the next rune as it
// is. Parse never fails: what does not parse is searched as words, and a
// Notice says so. A nil Expr matches every document.
func Parse(text string) (Expr, []Notice) {
	l := newLexer(text)
	l.lex()
	p := &parser{lexer: l}
	e := p.or("", 0)
	return e, p.notices
}

// New parses text into a Query that asks nothing else yet.
func New(text string) Query {
	e, notices := Parse(text)
	return Query{Text: text, Expr: e, Notices: notices}
}

type parser struct {
	*lexer
	i     int // next token
	words int
	full  bool // MaxWords was reached and said
	stars int  // words with a star or tilde
}

func (p *parser) peek() *token { return &p.tokens[p.i] }

// joins says whether the operator at p.i has something to join on its right.
func (p *parser) joins() bool {
	switch next := p.tokens[p.i+1]; next.kind {
	case tokWord, tokPhrase, tokOpen, tokNot:
		return true
	}
	return false
}

func (p *parser) or(field string, depth int) Expr {
	var parts []Expr
	for {
		parts = appendExpr(parts, p.and(field, depth))
		if p.peek().kind != tokOr {
			return collapse(parts, func(parts []Expr) Expr {
				flat := []Expr{}
				for _, e := range parts {
					if o, ok := e.(*Or); ok {
						flat = append(flat, o.Parts...)
					} else {
						flat = append(flat, e)
					}
				}
				return &Or{flat}
			})
		}
		p.i++
	}
}

// and reads up to an OR that joins, a closing parenthesis or the end.
func (p *parser) and(field string, depth int) Expr {
	var parts []Expr
	for units := 0; ; units++ {
		t := p.peek()
		switch t.kind {
		case tokEnd:
			return collapse(parts, newAnd)
		case tokClose:
			if depth > 0 {
				return collapse(parts, newAnd)
			}
			p.notice(t.at, "this parenthesis closes nothing and was left out")
			p.i++
			continue
		case tokOr, tokAnd:
			if units > 0 && p.joins() {
				if t.kind == tokOr {
					return collapse(parts, newAnd)
				}
				p.i++
				continue
			}
		}
		parts = appendExpr(parts, p.unit(field, depth))
	}
}

func newAnd(parts []Expr) Expr {
	flat := []Expr{}
	for _, e := range parts {
		if a, ok := e.(*And); ok {
			flat = append(flat, a.Parts...)
		} else {
			flat = append(flat, e)
		}
	}
	return &And{flat}
}

func (p *parser) unit(field string, depth int) Expr {
	t := p.peek()
	switch t.kind {
	case tokNot:
		if !p.joins() {
			if t.minus {
				p.i++
				return nil
			}
			return p.operatorAsWord(t, "NOT")
		}
		if depth >= MaxNested {
			p.i++
			return p.unit(field, depth)
		}
		p.i++
		switch e := p.unit(field, depth+1).(type) {
		case nil:
			return nil
		case *Not:
			return e.Part
		default:
			return &Not{e}
		}
	case tokAnd:
		return p.operatorAsWord(t, "AND")
	case tokOr:
		return p.operatorAsWord(t, "OR")
	case tokOpen:
		p.i++
		if t.field != "" {
			field = t.field
		}
		if depth >= MaxNested {
			p.notice(t.at, "more than 32 parentheses inside each other; this one was left out")
			return nil
		}
		e := p.or(field, depth+1)
		if p.peek().kind == tokClose {
			p.i++
		} else {
			p.notice(t.at, "this parenthesis is never closed; it was closed at the end")
		}
		return e
	case tokClose: // only where a minus stands before it
		return nil
	case tokPhrase:
		p.i++
		return p.phrase(t, field)
	default:
		p.i++
		return p.word(t, field)
	}
}

func (p *parser) operatorAsWord(t *token, word string) Expr {
	p.i++
	p.notice(t.at, word+" has nothing to join here and was searched as a word")
	if !p.room(t.at) {
		return nil
	}
	return &Word{Text: word}
}

// room counts what is asked for; beyond MaxWords the rest is left out.
func (p *parser) room(at int) bool {
	if p.words++; p.words <= MaxWords {
		return true
	}
	if !p.full {
		p.full = true
		p.notice(at, "more than 64 words; the rest was left out")
	}
	return false
}

func (p *parser) phrase(t *token, field string) Expr {
	if t.field != "" {
		field = t.field
	}
	text := strings.Join(strings.FieldsFunc(string(t.text), isGap), " ")
	if isFilter(field) {
		return p.filter(field, text, t.at)
	}
	if !hasWord(text) || !p.room(t.at) {
		return nil
	}
	return &Phrase{Text: text, Slop: t.slop, Field: field}
}

func (p *parser) word(t *token, field string) Expr {
	if t.field != "" {
		field = t.field
	} else {
		p.explainColon(t)
	}
	if isFilter(field) {
		return p.filter(field, string(t.text), t.at)
	}
	return p.plain(t, field)
}

func (p *parser) filter(name, value string, at int) Expr {
	if !p.room(at) {
		return nil
	}
	f, why := newField(name, value)
	if f == nil {
		p.notice(at, why+"; searched as words")
		if value = strings.Join(strings.FieldsFunc(value, isGap), " "); !hasWord(value) {
			return nil
		}
		return &Phrase{Text: value}
	}
	return f
}

// explainColon tells of a field that is none: lagn:fr.
func (p *parser) explainColon(t *token) {
	for i, r := range t.text {
		switch {
		case r == ':' && !t.escaped[i]:
			name := strings.ToLower(string(t.text[:i]))
			rest := t.text[i+1:]
			_, known := fieldNames[name]
			switch {
			case known && len(rest) == 0:
				p.notice(t.at, name+": needs a value right after the colon; searched as a word")
			case !known && i > 1 && len(rest) > 0 && rest[0] != '/':
				p.notice(t.at, name+": is not a field; searched as words. Fields are title text lang country ministry publisher source topic org person state region published mentions")
			}
			return
		case r > unicode.MaxASCII || !unicode.IsLetter(r):
			return
		}
	}
}

// plain reads a word with its star or tilde.
func (p *parser) plain(t *token, field string) Expr {
	text, escaped := t.text, t.escaped
	var prefix, fuzzy bool
	last := len(text) - 1
	switch {
	case last > 0 && text[last] == '*' && !escaped[last]:
		prefix = true
		text, escaped = text[:last], escaped[:last]
	case last > 0 && text[last] == '~' && !escaped[last]:
		fuzzy = true
		text, escaped = text[:last], escaped[:last]
	case last > 1 && text[last-1] == '~' && !escaped[last-1] && text[last] >= '0' && text[last] <= '9':
		fuzzy = true
		text, escaped = text[:last-1], escaped[:last-1]
	}
	// Stars elsewhere part the word: there is no cheap way to find words by
	// their end.
	var pieces []string
	start, starred := 0, false
	for i := 0; i <= len(text); i++ {
		if i == len(text) || text[i] == '*' && !escaped[i] {
			if piece := trim(string(text[start:i])); hasWord(piece) {
				pieces = append(pieces, piece)
			}
			starred = starred || i < len(text)
			start = i + 1
		}
	}
	if len(pieces) == 0 {
		return nil
	}
	if starred {
		p.notice(t.at, "a star can only stand at the end of a word; searched without it")
	}
	var parts []Expr
	for i, piece := range pieces {
		if !p.room(t.at) {
			break
		}
		w := &Word{Text: piece, Field: field}
		if i == len(pieces)-1 {
			switch least := leastLetters(piece); {
			case prefix && countLetters(piece) < least:
				p.notice(t.at, "a word with a star needs at least "+numerals[least]+" letters; searched as it stands")
			case fuzzy && countLetters(piece) < 3:
				p.notice(t.at, "a word with a tilde needs at least three letters; searched as it stands")
			case prefix || fuzzy:
				if p.stars++; p.stars > MaxPatterns {
					p.notice(t.at, "more than eight words with a star or tilde; this one was searched as it stands")
					break
				}
				w.Prefix, w.Fuzzy = prefix, fuzzy
			}
		}
		parts = append(parts, w)
	}
	return collapse(parts, newAnd)
}

var numerals = map[int]string{2: "two", 3: "three"}

// leastLetters before a star: two where a letter is a word or a syllable.
func leastLetters(s string) int {
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) {
			return 2
		}
	}
	return 3
}

func countLetters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			n++
		}
	}
	return n
}

// trim takes the punctuation of the sentence off a word.
func trim(s string) string {
	return strings.Trim(s, "-,.;:!?…،؛؟。、，！？；：")
}

// isFilter says whether a field takes a value rather than words.
func isFilter(field string) bool {
	return field != "" && field != FieldTitle && field != FieldText
}

func appendExpr(parts []Expr, e Expr) []Expr {
	if e == nil {
		return parts
	}
	return append(parts, e)
}

// collapse gives nil for no parts, the part for one, else what joined makes.
func collapse(parts []Expr, joined func([]Expr) Expr) Expr {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return joined(parts)
}
