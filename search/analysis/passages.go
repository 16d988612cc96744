package analysis

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"

	"communique/corpus"
)

// A text whose paragraphs are in several languages is kept whole, in the index
// of its main language: one document, one hit, one count. Each passage goes
// through its own language's analyzer on the way in, into the same field, with
// positions that go on. On the way out the engine asks an index also for what
// the analyzers of the languages in ForeignIndexes make of a word.
//
// Two other ways were weighed. The passage as a document of its own in its
// language's index would be found with no change to the engine, but every
// total, facet and histogram would have to take twins out, over indexes that
// are read one by one. A field per language in every index costs a dictionary
// per segment and field, empty in nearly all.

// marks are private runes that tell the analyzer which index the rest of a
// text belongs to: firstMark + its place in Indexes.
const (
	firstMark = 0xF0000
	lastMark  = 0xF0FFF
	markBytes = "\xf3\xb0" // all marks begin so
)

// passageGap parts the positions of two passages: no phrase reaches over it.
const passageGap = 100

// markPassages puts marks into a text, and gives the indexes whose analyzers
// read a part of it besides own, in the order in which they come.
func markPassages(text string, passages []corpus.Passage, own string) (marked string, foreign []string) {
	if strings.Contains(text, markBytes) { // of the text's own they mean nothing
		text = strings.Map(func(r rune) rune {
			if r >= firstMark && r <= lastMark {
				return ' '
			}
			return r
		}, text)
	}
	var b strings.Builder
	at := 0
	for i, span := range corpus.ByteSpans(text, passages) {
		index := IndexOf(passages[i].Code)
		if index == own {
			continue
		}
		if !slices.Contains(foreign, index) {
			foreign = append(foreign, index)
		}
		b.WriteString(text[at:span[0]])
		b.WriteRune(markOf(index))
		b.WriteString(text[span[0]:span[1]])
		b.WriteRune(markOf(own))
		at = span[1]
	}
	if foreign == nil {
		return text, nil
	}
	b.WriteString(text[at:])
	return b.String(), foreign
}

func markOf(index string) rune { return firstMark + rune(max(0, slices.Index(specs().indexes, index))) }

// eachPassage calls f with the pieces between marks. The first is own's.
func eachPassage(input []byte, own string, f func(index string, piece []byte)) {
	for index := own; len(input) > 0; {
		next, after := len(input), len(input)
		name := ""
		for from := 0; ; {
			i := bytes.Index(input[from:], []byte(markBytes))
			if i < 0 {
				break
			}
			r, n := utf8.DecodeRune(input[from+i:])
			if place := int(r - firstMark); r >= firstMark && place < len(specs().indexes) {
				next, after, name = from+i, from+i+n, specs().indexes[place]
				break
			}
			from += i + n
		}
		if next > 0 {
			f(index, input[:next])
		}
		input, index = input[after:], name
	}
}

// analyzePassages analyses each passage by its own index's analyzer, as
// indexed does.
func analyzePassages(input []byte, own string, one func(index string, piece []byte) analysis.TokenStream) analysis.TokenStream {
	var out analysis.TokenStream
	last := 0
	eachPassage(input, own, func(index string, piece []byte) {
		shift := last
		if shift > 0 {
			shift += passageGap
		}
		for _, t := range one(index, piece) {
			t.Position += shift
			last = max(last, t.Position)
			out = append(out, t)
		}
	})
	return out
}
