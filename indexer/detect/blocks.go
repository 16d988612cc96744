package detect

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"communique/corpus"
	"communique/indexer/detect/model"
)

// Limits of the work on one document.
const (
	maxText   = 128 << 10 // bytes that are read
	maxBlocks = 400       // further ones are taken for the document's language
	longLine  = 1200      // bytes; a longer paragraph is looked at in pieces
	pieceSize = 800       // bytes at least
)

// What a block must have to be in another language than its document. Less is
// a quotation, a name, a list of names.
const (
	minOther      = 60 // letters
	minOtherWords = 8
	sureOther     = 0.9
	shortOther    = 160  // letters up to which
	sureShort     = 0.97 // is asked
)

// A block is what one language is looked for in: a paragraph, short ones
// together with their neighbours, a piece of a long one.
type block struct {
	text       string
	start, end int // bytes of the text; both 0 for the title
	script     script
	letters    int
	scores     *model.Scores
}

// blocks cuts documents up. Its memory is used again.
type blocks struct {
	tally tally // of all
	list  []block
	room  []model.Scores
}

// scores gives the i-th room, empty.
func (b *blocks) scores(i, classes int) *model.Scores {
	for len(b.room) <= i {
		b.room = append(b.room, sums(classes))
	}
	reset(&b.room[i])
	return &b.room[i]
}

// cut fills the list with the title and the blocks of the text.
func (b *blocks) cut(title, text string) {
	b.list, b.tally = b.list[:0], tally{}
	if title != "" {
		var t tally
		t.add(title)
		b.add(title, 0, 0, &t)
	}
	if len(text) > maxText {
		text = text[:maxText]
		for len(text) > 0 && !utf8.RuneStart(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
		text = text[:max(strings.LastIndexByte(text, '\n')+1, len(text)-longLine)]
	}
	// open is a block of short lines in one script, waiting for more.
	open := block{start: -1}
	var inOpen tally
	flush := func() {
		if open.start >= 0 {
			b.add(text[open.start:open.end], open.start, open.end, &inOpen)
			open, inOpen = block{start: -1}, tally{}
		}
	}
	for start := 0; start < len(text); {
		end := start + lineLength(text[start:])
		var t tally
		t.add(text[start:end])
		script, letters := t.main()
		switch {
		case script == none: // digits, an empty line: belong to what stands before
			if open.start >= 0 {
				open.end = end
			}
		case letters >= minOther:
			flush()
			b.add(text[start:end], start, end, &t)
		default:
			if open.start >= 0 && !sameScript(open.script, script) {
				flush()
			}
			if open.start < 0 {
				open = block{start: start, script: script}
			}
			open.end = end
			inOpen.plus(&t)
			if _, n := inOpen.main(); n >= minOther {
				flush()
			}
		}
		start = end
	}
	flush()
}

func (b *blocks) add(text string, start, end int, t *tally) {
	b.tally.plus(t)
	script, letters := t.main()
	if len(b.list) == maxBlocks {
		return
	}
	b.list = append(b.list, block{text: text, start: start, end: end, script: script, letters: letters})
}

// lineLength gives the length of the next line with its line feed, or, of a
// long line, of some of its sentences.
func lineLength(s string) int {
	n := strings.IndexByte(s, '\n') + 1
	if n == 0 {
		n = len(s)
	}
	if n <= longLine {
		return n
	}
	at := pieceSize
	for at < n && !utf8.RuneStart(s[at]) {
		at++
	}
	for _, end := range []string{". ", "。", "؟ ", "۔ ", "। ", " "} {
		if i := strings.Index(s[at:min(at+longLine-pieceSize, n)], end); i >= 0 {
			return at + i + len(end)
		}
	}
	return at
}

// passages looks for paragraphs in other languages than the document's, which
// may turn out to be the one of less, or to be known only by its paragraphs.
func (d *Detector) passages(out corpus.DetectedLanguage, w *weighing, q question) corpus.DetectedLanguage {
	main, text := d.index(out.Code), q.text
	q.document, q.hint, q.country, q.paragraph, q.title = main, -1, "", true, ""
	list := w.blocks.list
	codes := make([]int, len(list)) // language of each block; main where it is not known to be another
	letters := map[int]int{}
	sum := map[int]float64{} // of confidences, by letters
	all := 0
	for i := range list {
		b := &list[i]
		codes[i] = main
		all += b.letters
		if b.end > 0 && b.letters >= minOther {
			q.main, q.letters, q.text = b.script, b.letters, b.text
			v := d.decide(b.scores, q)
			if l := d.index(v.code); l >= 0 && isOther(b, v) && (main < 0 || d.languages[l].group != d.languages[main].group) {
				codes[i] = l
				sum[l] += v.confidence * float64(b.letters)
			}
		} else if i > 0 && b.end > 0 && codes[i-1] != main && sameScript(list[i-1].script, b.script) && !d.writes(main, b.script) {
			codes[i] = codes[i-1] // a short line after a passage in its script
		}
		letters[codes[i]] += b.letters
	}
	if len(letters) < 2 && main >= 0 {
		return out
	}
	// What most of it is in is the document's language, if it is not that
	// only by a hair.
	if top := most(letters); top != main && top >= 0 && letters[top]*4 > letters[main]*5 {
		l := &d.languages[top]
		out.Code, out.Guess, out.Confidence = l.code, l.code, round(sum[top]/float64(letters[top]))
		main = top
	}
	if main < 0 {
		return out
	}
	delete(letters, main)
	delete(letters, -1)
	for l, n := range letters {
		out.Others = append(out.Others, corpus.LanguageShare{Code: d.languages[l].code, Share: round(float64(n) / float64(all))})
	}
	slices.SortFunc(out.Others, func(a, b corpus.LanguageShare) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), strings.Compare(a.Code, b.Code))
	})
	at, runes := 0, 0
	for i := range list {
		b := &list[i]
		if codes[i] == main || codes[i] < 0 || b.end == 0 {
			continue
		}
		code := d.languages[codes[i]].code
		runes += utf8.RuneCountInString(text[at:b.start])
		start := runes
		runes += utf8.RuneCountInString(text[b.start:b.end])
		at = b.end
		if n := len(out.Passages); n > 0 && codes[i-1] == codes[i] && list[i-1].end > 0 { // at most an empty line between
			out.Passages[n-1].End = runes
		} else {
			out.Passages = append(out.Passages, corpus.Passage{Start: start, End: runes, Code: code})
		}
	}
	return out
}

// isOther says whether a block is long enough and its language sure enough to
// be told from the document's.
func isOther(b *block, v verdict) bool {
	sure := sureOther
	if b.letters < shortOther {
		sure = sureShort
	}
	words := b.scores.Words
	if b.script == hanScript || b.script == kana || b.script == thai { // without spaces
		words = b.letters / 8
	}
	return v.group >= sure && words >= minOtherWords
}

// writes says whether a language is written in a script.
func (d *Detector) writes(language int, s script) bool {
	return language >= 0 && slices.Contains(d.languages[language].scripts, s)
}

// most gives the language with the most letters, the first of equals.
func most(letters map[int]int) int {
	best := -1
	for _, l := range slices.Sorted(maps.Keys(letters)) {
		if best < 0 || letters[l] > letters[best] {
			best = l
		}
	}
	return best
}
