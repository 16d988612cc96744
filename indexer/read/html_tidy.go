package read

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tidyBlocks drops from a reading what belongs to the page and not to the
// document: the headline itself and what stands above it, lines of date and
// byline, widgets, captions that no class names, and at the end links to other documents.
func tidyBlocks(blocks []block, title string, headline *html.Node) []block {
	// What stands before the headline, inside the chosen element, is a path or a rubric.
	for i, b := range blocks {
		if headline != nil && (b.node == headline || within(b.node, headline)) || b.heading > 0 && title != "" && sameLine(b.text, title) {
			above := 0.0
			for _, a := range blocks[:i] {
				above += paragraphWeight(a)
			}
			if above < 150 {
				blocks = blocks[i:]
			}
			break
		}
	}
	kept := blocks[:0:0]
	seen := map[string]bool{}
	label := -1 // the last block that was the name of a field about the page
	for i, b := range blocks {
		if b.tag == atom.Dt && isLabel(b.text) {
			label = i
		}
		switch {
		case label == i, label >= 0 && label == i-1 && b.tag == atom.Dd:
			continue
		case title != "" && sameLine(b.text, title) && i < 8,
			b.weight == 0,
			isWidgets(b.text),
			isCaption(b.text) && (i == 0 || i == len(blocks)-1 || b.weight < 150),
			b.linkShare() > 0.8 && len(b.text) < 200 && (b.tag == atom.Li && listOfLinks(blocks, i) || b.tag != atom.Li && opensAside(b.text)),
			isMenu(b.text) && b.linkShare() > 0.5:
			continue
		case b.weight > 40 && seen[b.text]: // repeated for printing or for small screens
			continue
		}
		seen[b.text] = true
		kept = append(kept, b)
	}
	kept = trimTop(kept)
	kept = trimEnd(kept)
	return kept
}

func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// listOfLinks reports whether the list around an item is nothing but links.
func listOfLinks(blocks []block, at int) bool {
	parent := blocks[at].node.Parent
	all, links := 0.0, 0.0
	for _, b := range blocks {
		if b.node.Parent == parent {
			all += b.weight
			links += b.links
		}
	}
	return links > 0.8*all
}

// isPageNote reports whether a line speaks of the page: its date, author,
// source, or other documents.
func isPageNote(b block) bool {
	n := utf8.RuneCountInString(b.text)
	if isDateline(b.text) || n <= 120 && opensAside(b.text) || isMenu(b.text) && n < 150 {
		return true
	}
	if n <= 150 && b.linkShare() > 0.3 && fileName.MatchString(b.text) {
		return true // attachments
	}
	// "05/10/2018 - Published by: …", "Press office | Updated: …"
	if parts := noteMarks.Split(b.text, -1); n <= 150 && len(parts) > 1 && !endsSentence(b.text) {
		for _, part := range parts {
			if opensAside(part) {
				return true
			}
		}
	}
	return false
}

var fileName = regexp.MustCompile(`(?i)\.(?:pdf|docx?|hwpx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|jpe?g|png|mp[34])\b`)

// isDateline reports whether a short line is a date with hardly more than a
// label, a place or a time: "Datum 28.01.2022", "Rīga, 2022. gada 5. maijs".
func isDateline(line string) bool {
	if utf8.RuneCountInString(line) > 80 {
		return false
	}
	line = asciiDigits(line)
	if dateOnly.MatchString(line) {
		return true
	}
	at := anyDate.FindStringIndex(line)
	if at == nil {
		return false
	}
	rest := line[:at[0]] + " " + line[at[1]:]
	words := strings.FieldsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	return len(words) <= 3 && weigh(rest) < 30
}

// anyDate is a full date in any language that counts in figures: all in
// figures, or a month's name between or before them.
var anyDate = regexp.MustCompile(`\b\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20|25)\d\d\b|\b(?:19|20|25|13|14)\d\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}\b|(?:\d{4}|(?:令和|平成|昭和|民國|中華民國)\s?(?:\d{1,3}|元))\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]` +
	`|\b\d{1,2}(?:\.|-?[a-zº°]{1,3})?,?\s+(?:de\s+|d['’]|ta['’]\s+)?\pL[\pL\pM]+\.?,?\s+(?:de\s+|del\s+)?(?:19|20|25)\d\d(?:\.|\s+(?:г|р|ж|года|року|года)\.?)?` +
	`|\pL[\pL\pM]+\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|\b(?:19|20)\d\d\.?\s+(?:\pL{1,4}\.?\s+)?(?:\d{1,2}\.\s+)?\pL[\pL\pM]+(?:\s+\d{1,2}\.?)?(?:\s+\pL\.)?`)

var noteMarks = regexp.MustCompile(`\s+[-–—|•·/]+\s+|\s{3,}`)

func trimTop(blocks []block) []block {
	for i := 0; i < len(blocks) && i < 10; i++ {
		b := blocks[i]
		if b.weight > 150 {
			break
		}
		if isPageNote(b) || b.linkShare() > 0.8 && b.heading == 0 && b.weight < 60 {
			blocks = append(blocks[:i:i], blocks[i+1:]...)
			i--
		}
	}
	return blocks
}

func trimEnd(blocks []block) []block {
	for len(blocks) > 1 {
		b := blocks[len(blocks)-1]
		switch {
		case b.heading > 0 && b.weight < 150, // a heading of nothing
			isPageNote(b),
			b.linkShare() > 0.8 && b.weight < 300,
			strings.Contains(b.text, "©") && b.weight < 200:
			blocks = blocks[:len(blocks)-1]
			continue
		}
		break
	}
	return blocks
}
