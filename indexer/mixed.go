package indexer

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/corpus"
)

// perLanguage runs a step on each language of a document's text by itself:
// what the others wrote is blank to it, letter for letter, so that places
// stay. Documents in one language, nearly all, go through unchanged.
type perLanguage struct{ corpus.Step }

// maxLanguagesOf is how many languages of a document are read; the rest, of
// the smallest share, only by detection.
const maxLanguagesOf = 6

// Fingerprint names what the step infers with.
func (p perLanguage) Fingerprint() string {
	if f, ok := p.Step.(fingerprinted); ok {
		return f.Fingerprint()
	}
	return program()
}

// Apply runs the step once, or once for each language, and merges what it
// found: mentions in their order, of topics the best score that a language
// gives, weighed by its share.
func (p perLanguage) Apply(ctx context.Context, a *corpus.Annotated) error {
	l := a.Annotations.Language
	if len(l.Passages) == 0 {
		return p.Step.Apply(ctx, a)
	}
	mentions, topics := a.Annotations.Mentions, map[string]float64{}
	mainShare := 1.0
	for _, o := range l.Others {
		mainShare -= o.Share
	}
	parts := append([]corpus.LanguageShare{{Code: l.Code, Share: mainShare}}, l.Others[:min(len(l.Others), maxLanguagesOf-1)]...)
	spans := corpus.ByteSpans(a.Document.Text, l.Passages)
	for i, part := range parts {
		one := &corpus.Annotated{Document: a.Document}
		one.Document.Text = only(a.Document.Text, spans, func(k int) bool { return l.Passages[k].Code == part.Code }, i == 0)
		if i > 0 {
			one.Document.Title = blank(a.Document.Title)
		}
		one.Annotations.Language = corpus.DetectedLanguage{Code: part.Code, Confidence: l.Confidence}
		if err := p.Step.Apply(ctx, one); err != nil {
			return err
		}
		mentions = append(mentions, one.Annotations.Mentions...)
		for _, t := range one.Annotations.Topics {
			topics[t.ID] = max(topics[t.ID], t.Score*math.Sqrt(max(part.Share, 0)))
		}
	}
	a.Annotations.Mentions, a.Annotations.Topics = inOrder(mentions), nil
	for id, score := range topics {
		a.Annotations.Topics = append(a.Annotations.Topics, corpus.TopicScore{ID: id, Score: math.Round(score*1000) / 1000})
	}
	slices.SortFunc(a.Annotations.Topics, func(x, y corpus.TopicScore) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), strings.Compare(x.ID, y.ID))
	})
	return nil
}

// inOrder sorts mentions, the title's first, and drops what overlaps.
func inOrder(mentions []corpus.Mention) []corpus.Mention {
	slices.SortStableFunc(mentions, func(x, y corpus.Mention) int {
		return cmp.Or(-cmp.Compare(x.Field, y.Field), cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
	})
	kept := mentions[:0]
	for _, m := range mentions {
		if n := len(kept); n > 0 && kept[n-1].Field == m.Field && m.Start < kept[n-1].End {
			continue
		}
		kept = append(kept, m)
	}
	return kept
}

// only keeps the spans that are asked for, and what lies between them if rest
// is set; all else is blank.
func only(text string, spans [][2]int, wanted func(span int) bool, rest bool) string {
	var b strings.Builder
	b.Grow(len(text))
	put := func(s string, keep bool) {
		if keep {
			b.WriteString(s)
		} else {
			b.WriteString(blank(s))
		}
	}
	at := 0
	for i, span := range spans {
		put(text[at:span[0]], rest)
		put(text[span[0]:span[1]], wanted(i))
		at = span[1]
	}
	put(text[at:], rest)
	return b.String()
}

// blank puts a space for each code point; line breaks stay.
func blank(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) }) < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(utf8.RuneCountInString(s))
	for _, r := range s {
		if r == '\n' {
			b.WriteByte('\n')
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
