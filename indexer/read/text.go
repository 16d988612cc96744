package read

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text reads a plain text file. The error is an [*Error] without a file name.
func Text(raw []byte, opt Options) (Document, error) {
	text, _ := Decode(raw, opt.ContentType, "")
	if len(text) > MaxText {
		return Document{}, tooLong(len(text))
	}
	doc := Document{URL: opt.URL}
	lines := tidyLines(text)
	lines = dropFurniture(lines)
	p := dayParser{visible: opt.VisibleDate}
	doc.Title, lines = titleLine(lines)
	// A line that is nothing but a date, beside the title, is the day of publication.
	for i := 0; i < len(lines) && i < 3; i++ {
		if lines[i] != "" && dateOnly.MatchString(asciiDigits(lines[i])) {
			if day, ok := p.day(lines[i]); ok {
				doc.Published, doc.PublishedBy = day, ByText
				lines = append(lines[:i:i], lines[i+1:]...)
				if doc.Title == "" {
					doc.Title, lines = titleLine(lines)
				}
				break
			}
		}
	}
	doc.Text = joinLines(lines)
	if doc.Text == "" {
		return doc, &Error{Message: "the file holds no text; fill it or leave it out"}
	}
	return doc, nil
}

func tooLong(n int) *Error {
	return &Error{Message: fmt.Sprintf("the text has %d MB, more than the %d MB that one document may have; split it into several documents", n>>20, MaxText>>20)}
}

// tidyLines are the lines of a text, each tidied, with "" for empty ones.
func tidyLines(text string) []string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\u2028", "\n"), "\u2029", "\n\n")
	lines := strings.Split(strings.ReplaceAll(text, "\f", "\n"), "\n")
	for i, l := range lines {
		lines[i] = oneLine(l)
	}
	return lines
}

// edge is how many lines at the top and at the bottom may be furniture.
const edge = 12

// dropFurniture drops stray menus and widgets, as they stay at the edges when
// a page was saved as text. The search goes on past lines of text, since
// widgets also stand below the title, but long lines of text end it.
func dropFurniture(lines []string) []string {
	drop := map[int]bool{}
	sweep := func(order func(int) int) {
		texts := 0
		for n, i := 0, 0; i < len(lines) && n < edge && texts < 3; i++ {
			at := order(i)
			l := lines[at]
			if l == "" {
				continue
			}
			n++
			switch {
			case isStray(l):
				drop[at] = true
			case endsSentence(l) && weigh(l) > 60:
				texts++
			}
		}
	}
	sweep(func(i int) int { return i })
	sweep(func(i int) int { return len(lines) - 1 - i })
	kept := make([]string, 0, len(lines))
	for i, l := range lines {
		if !drop[i] {
			kept = append(kept, l)
		}
	}
	return kept
}

// isStray reports whether a line of plain text is furniture of the page that
// it was saved from.
func isStray(line string) bool {
	if isWidgets(line) || isMenu(line) {
		return true
	}
	if !strings.ContainsFunc(line, unicode.IsLetter) && !strings.ContainsFunc(line, unicode.IsDigit) {
		return true // rules and ornaments
	}
	if isDecorated(line) {
		known, all := coverWidgets(widgetTokens(line))
		return known*3 >= all && known > 0
	}
	return false
}

// titleLine takes the title off a text, if it has one: a short first line
// without a full stop, followed by text.
func titleLine(lines []string) (string, []string) {
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	if len(lines) < 2 {
		return "", lines
	}
	first := lines[0]
	size := utf8.RuneCountInString(first)
	rest := 0.0
	for _, l := range lines[1:] {
		if rest += weigh(l); rest > 1000 {
			break
		}
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(first, "\"»”’)] "))
	switch {
	case size > 220, weigh(first) > 200, weigh(first) < 3, rest < weigh(first),
		strings.ContainsRune(".;:,、，。।։။។·-•", last) && !strings.HasSuffix(first, "...") && !abbreviated(first),
		isBullet(first), strings.Contains(first, "@"), dateOnly.MatchString(asciiDigits(first)):
		return "", lines
	}
	if lines[1] != "" {
		// No empty line below: the line may be the first of a paragraph that was
		// broken at a fixed width. Then its neighbours are about as long.
		next := utf8.RuneCountInString(lines[1])
		if next <= 120 && size*4 > next*3 && size > 40 {
			return "", lines
		}
	}
	lines = lines[1:]
	for len(lines) > 0 && (lines[0] == "" || isRule(lines[0])) { // also the underline of a title
		lines = lines[1:]
	}
	return strings.TrimSpace(strings.TrimLeft(first, "#*=_ ")), lines
}

// abbreviated reports whether the final full stop belongs to an abbreviation
// of few letters in a line that is otherwise no sentence: "Visit to St. Petersburg, 2016 г."
func abbreviated(line string) bool {
	fields := strings.Fields(line)
	last := strings.TrimSuffix(fields[len(fields)-1], ".")
	return len(fields) > 1 && utf8.RuneCountInString(last) == 1 && strings.HasSuffix(line, ".")
}

func isBullet(line string) bool {
	r, size := utf8.DecodeRuneInString(line)
	return strings.ContainsRune("•·▪◦‣–—-*", r) && strings.HasPrefix(line[size:], " ")
}

func isRule(line string) bool {
	return len(line) > 2 && strings.Trim(line, "=-_*~–—") == ""
}

// joinLines writes lines as a text: runs of empty lines become one.
func joinLines(lines []string) string {
	var b strings.Builder
	gap := 0
	for _, l := range lines {
		if l == "" {
			gap++
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
			if gap > 0 {
				b.WriteByte('\n')
			}
		}
		gap = 0
		b.WriteString(l)
	}
	return b.String()
}
