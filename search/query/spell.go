package query

import (
	"strconv"
	"strings"
	"unicode"
)

// String joins the parts by spaces: words that should all match.
func (e *And) String() string { return join(e.Parts, " ") }

// String joins the parts by OR.
func (e *Or) String() string { return join(e.Parts, " OR ") }

// String puts a minus before the part.
func (e *Not) String() string { return "-" + nested(e.Part) }

// String escapes what would be read as grammar.
func (e *Word) String() string {
	s := prefixOf(e.Field) + escapeWord(e.Text)
	switch {
	case e.Prefix:
		s += "*"
	case e.Fuzzy:
		s += "~"
	}
	return s
}

// String quotes the words.
func (e *Phrase) String() string {
	s := prefixOf(e.Field) + quote(e.Text)
	if e.Slop > 0 {
		s += "~" + strconv.Itoa(e.Slop)
	}
	return s
}

// String is name:value; days are spelled out in full.
func (e *Field) String() string {
	if e.From != "" || e.To != "" {
		if e.From == e.To {
			return e.Name + ":" + string(e.From)
		}
		return e.Name + ":" + string(e.From) + ".." + string(e.To)
	}
	for _, r := range e.Value {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' {
			return e.Name + ":" + quote(e.Value)
		}
	}
	return e.Name + ":" + e.Value
}

// Spell is the canonical spelling of an Expr that may be nil.
func Spell(e Expr) string {
	if e == nil {
		return ""
	}
	return e.String()
}

func prefixOf(field string) string {
	if field == "" {
		return ""
	}
	return field + ":"
}

func join(parts []Expr, by string) string {
	spelled := make([]string, len(parts))
	for i, p := range parts {
		spelled[i] = nested(p)
	}
	return strings.Join(spelled, by)
}

func nested(e Expr) string {
	switch e.(type) {
	case *And, *Or:
		return "(" + e.String() + ")"
	}
	return e.String()
}

func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r == '"' || r == '\\' {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}

// escapeWord puts a backslash before each rune that the grammar would take
// for itself.
func escapeWord(s string) string {
	switch s {
	case "AND", "OR", "NOT":
		return `\` + s
	}
	var b strings.Builder
	for _, r := range s {
		if r == '\\' || r == '*' || r == '~' || r == ':' || isParen(r) || isQuote(r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
