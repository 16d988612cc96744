package api

import (
	"slices"

	"communique/corpus"
	"communique/search/query"
)

// kindOf names what makes a search cheap or dear, for the metric of its time:
// match-all, filtered, word, words, phrase, pattern (word* or word~) or
// boolean.
func kindOf(q query.Query) string {
	var words, phrases, fields, patterns, choices int
	var count func(query.Expr)
	count = func(e query.Expr) {
		switch e := e.(type) {
		case *query.And:
			for _, p := range e.Parts {
				count(p)
			}
		case *query.Or:
			choices++
			for _, p := range e.Parts {
				count(p)
			}
		case *query.Not:
			choices++
			count(e.Part)
		case *query.Word:
			words++
			if e.Prefix || e.Fuzzy {
				patterns++
			}
		case *query.Phrase:
			phrases++
		case *query.Field:
			fields++
		}
	}
	count(q.Expr)
	f := q.Filters
	for _, values := range [][]string{f.Language, f.Country, f.Ministry, f.Publisher, f.Source, f.Topic, f.Organisation, f.Person, f.State, f.Region} {
		fields += len(values)
	}
	if slices.ContainsFunc([]corpus.Date{f.From, f.To, f.MentionedFrom, f.MentionedTo}, func(d corpus.Date) bool { return d != "" }) {
		fields++
	}
	switch {
	case patterns > 0:
		return "pattern"
	case choices > 0:
		return "boolean"
	case phrases > 0:
		return "phrase"
	case words > 1:
		return "words"
	case words == 1:
		return "word"
	case fields > 0:
		return "filtered"
	}
	return "match-all"
}
