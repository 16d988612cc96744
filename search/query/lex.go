package query

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

type kind int

const (
	tokEnd    kind = iota
	tokOpen        // (
	tokClose       // )
	tokAnd         // AND
	tokOr          // OR
	tokNot         // NOT, or - before a word
	tokWord        // anything else
	tokPhrase      // quoted
)

// token is a piece of the query. Field is what stood before its colon, where
// that is a field; tokOpen and tokPhrase have it too.
type token struct {
	kind    kind
	field   string
	text    []rune
	escaped []bool // runes of text that stood after a backslash; words only
	slop    int
	at      int // rune of the typed text
	minus   bool
}

// lexer walks the composed (NFC) runes of a query; origin leads back to the
// runes that were typed.
type lexer struct {
	runes   []rune
	origin  []int
	notices []Notice
	tokens  []token
}

// newLexer composes the text, so that both spellings of ķ ask the same.
func newLexer(text string) *lexer {
	typed := []rune(text) // each invalid byte becomes one U+FFFD
	l := &lexer{}
	if len(typed) > MaxLength {
		typed = typed[:MaxLength]
		l.notices = append(l.notices, Notice{MaxLength, "the question is longer than 1000 characters; the rest was left out"})
	}
	valid := string(typed)
	if norm.NFC.IsNormalString(valid) {
		l.runes = typed
		l.origin = make([]int, len(typed)+1)
		for i := range l.origin {
			l.origin[i] = i
		}
		return l
	}
	at := 0
	for valid != "" {
		n := norm.NFC.NextBoundaryInString(valid, true)
		if n <= 0 {
			n = len(valid)
		}
		for _, r := range norm.NFC.String(valid[:n]) {
			l.runes = append(l.runes, r)
			l.origin = append(l.origin, at)
		}
		at += len([]rune(valid[:n]))
		valid = valid[n:]
	}
	l.origin = append(l.origin, at)
	return l
}

func (l *lexer) notice(at int, message string) {
	l.notices = append(l.notices, Notice{Position: l.origin[min(at, len(l.runes))], Message: message})
}

// lex fills tokens.
func (l *lexer) lex() {
	field := "" // stands before the next phrase or parenthesis
	for i := 0; i < len(l.runes); {
		r := l.runes[i]
		switch {
		case isGap(r):
			i++
		case isOpen(r):
			l.tokens = append(l.tokens, token{kind: tokOpen, field: field, at: i})
			field = ""
			i++
		case isClose(r):
			l.tokens = append(l.tokens, token{kind: tokClose, at: i})
			i++
		case isQuote(r):
			next, ok := l.phrase(i, field)
			if !ok {
				l.notice(i, "this quotation mark is never closed; the words after it were searched as words")
			}
			field = ""
			i = next
		case r == '-' && i+1 < len(l.runes) && !isGap(l.runes[i+1]) && l.runes[i+1] != '-':
			l.tokens = append(l.tokens, token{kind: tokNot, at: i, minus: true})
			i++
		default:
			i, field = l.word(i)
		}
	}
	l.tokens = append(l.tokens, token{kind: tokEnd, at: len(l.runes)})
}

// phrase reads from the opening mark at i. A mark of any kind closes, except
// that an ASCII mark is only closed by its like.
func (l *lexer) phrase(i int, field string) (next int, ok bool) {
	opening := l.runes[i]
	t := token{kind: tokPhrase, field: field, at: i}
	for j := i + 1; j < len(l.runes); j++ {
		r := l.runes[j]
		switch {
		case r == '\\' && j+1 < len(l.runes) && !isGap(l.runes[j+1]):
			j++
			t.text = append(t.text, l.runes[j])
		case isQuote(r) && (opening != '"' || r == '"') && !l.gershayim(j):
			next = j + 1
			if next < len(l.runes) && l.runes[next] == '~' {
				for next++; next < len(l.runes) && l.runes[next] >= '0' && l.runes[next] <= '9'; next++ {
					t.slop = min(t.slop*10+int(l.runes[next]-'0'), 1000)
				}
			}
			if t.slop > MaxSlop {
				t.slop = MaxSlop
				l.notice(j+1, "at most 50 words may stand between the words of a phrase")
			}
			l.tokens = append(l.tokens, t)
			return next, true
		default:
			t.text = append(t.text, r)
		}
	}
	return i + 1, false
}

// gershayim says whether the ASCII mark at j stands inside a Hebrew acronym.
func (l *lexer) gershayim(j int) bool {
	return l.runes[j] == '"' && j > 0 && j+1 < len(l.runes) &&
		unicode.Is(unicode.Hebrew, l.runes[j-1]) && unicode.Is(unicode.Hebrew, l.runes[j+1])
}

// word reads up to a space, a parenthesis or a quotation mark. Where it is
// the name of a field with its colon, and a phrase or parenthesis follows,
// the name is given back for that.
func (l *lexer) word(i int) (next int, field string) {
	t := token{kind: tokWord, at: i}
	plain := true
	for next = i; next < len(l.runes); next++ {
		r := l.runes[next]
		if r == '\\' && next+1 < len(l.runes) && !isGap(l.runes[next+1]) {
			next++
			t.text, t.escaped = append(t.text, l.runes[next]), append(t.escaped, true)
			plain = false
			continue
		}
		if isGap(r) || isParen(r) || isQuote(r) && !l.gershayim(next) {
			break
		}
		t.text, t.escaped = append(t.text, r), append(t.escaped, false)
	}
	if plain {
		switch string(t.text) {
		case "AND":
			t.kind = tokAnd
		case "OR":
			t.kind = tokOr
		case "NOT":
			t.kind = tokNot
		}
	}
	for c, r := range t.text {
		if r != ':' || t.escaped[c] {
			continue
		}
		name, known := fieldNames[strings.ToLower(string(t.text[:c]))]
		if !known {
			break
		}
		if c+1 == len(t.text) && next < len(l.runes) && (isQuote(l.runes[next]) || isOpen(l.runes[next])) {
			return next, name
		}
		if c+1 < len(t.text) {
			t.field, t.text, t.escaped = name, t.text[c+1:], t.escaped[c+1:]
		}
		break
	}
	l.tokens = append(l.tokens, t)
	return next, ""
}

// isGap is what stands between words: spaces, controls, and the format
// characters that people paste without knowing.
func isGap(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == 0x200B || r == 0xFEFF || r == 0xFFFD
}

func isOpen(r rune) bool  { return r == '(' || r == '（' }
func isClose(r rune) bool { return r == ')' || r == '）' }
func isParen(r rune) bool { return isOpen(r) || isClose(r) }
func isQuote(r rune) bool { return strings.ContainsRune("\"“”„‟«»「」『』", r) }
