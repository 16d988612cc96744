package read

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed vocabulary/furniture.tsv
var furnitureTSV string

// furnitureWords is the vocabulary of menus and widgets. One set serves all
// languages: pages mix them, and what a page declares is often wrong.
type furnitureWords struct {
	widgets map[string]bool
	longest int             // words in the longest widget phrase
	labels  map[string]bool // openers as they stand alone, without a colon
	openers []string        // sorted by first bytes
	credit  *regexp.Regexp  // who made a picture, at the end of its caption
}

var furniture = sync.OnceValue(func() furnitureWords {
	f := furnitureWords{widgets: map[string]bool{}}
	var credits []string
	for line := range strings.Lines(furnitureTSV) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) != 3 {
			continue
		}
		switch phrase := cells[2]; cells[1] {
		case "widget":
			key := strings.Join(widgetTokens(phrase), " ")
			f.widgets[key] = true
			f.longest = max(f.longest, strings.Count(key, " ")+1)
		case "opener":
			f.openers = append(f.openers, phrase)
		case "credit":
			f.openers = append(f.openers, phrase)
			credits = append(credits, regexp.QuoteMeta(strings.TrimRight(phrase, ":：=-՝៖፡ ")))
		}
	}
	f.credit = regexp.MustCompile(`(?i)(?:[|(\[/（［©]|[.:]\s)\s*(?:` + strings.Join(credits, "|") + `)[\s:：=./-][^.!?。]{1,60}[.)）\]］]?$`)
	f.labels = map[string]bool{}
	for _, o := range f.openers {
		f.labels[strings.Join(widgetTokens(o), " ")] = true
	}
	slices.Sort(f.openers)
	f.openers = slices.Compact(f.openers)
	return f
})

// widgetTokens are the lower-case words of a line without its decoration.
func widgetTokens(line string) []string {
	return strings.FieldsFunc(strings.ToLower(line), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '\u200c'
	})
}

// isWidgets reports whether a line consists of widget phrases alone, as in
// "Decrease font size Return font size Increase font size". Long lines are
// text even if each of their words is on the list.
func isWidgets(line string) bool {
	if utf8.RuneCountInString(line) > 200 {
		return false
	}
	words := widgetTokens(line)
	if len(words) == 0 {
		return false
	}
	known, all := coverWidgets(words)
	return known == all
}

// coverWidgets counts how many of the words are covered by widget phrases,
// longest phrases first, and how many words there are.
func coverWidgets(words []string) (known, all int) {
	f := furniture()
	for i := 0; i < len(words); {
		step := 0
		for n := min(f.longest, len(words)-i); n > 0; n-- {
			if f.widgets[strings.Join(words[i:i+n], " ")] {
				step = n
				break
			}
		}
		known += step
		i += max(step, 1)
	}
	return known, len(words)
}

// isLabel reports whether a line is the name of a field about the page, as in
// the lists of date, author and number of readers above a text.
func isLabel(line string) bool {
	key := strings.Join(widgetTokens(line), " ")
	return furniture().labels[key] || isWidgets(line) || key == ""
}

// opensAside reports whether a line begins like a note about the page itself:
// "Photo: …", "Read also: …", "最終更新日：…".
func opensAside(line string) bool {
	line = strings.ToLower(strings.TrimLeftFunc(line, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("*>»▶►•·-–—|", r)
	}))
	openers := furniture().openers
	// Every opener that begins the line sorts at or before it, and shares its first rune.
	_, size := utf8.DecodeRuneInString(line)
	if size == 0 {
		return false
	}
	first := line[:size]
	i, _ := slices.BinarySearch(openers, first)
	for ; i < len(openers) && strings.HasPrefix(openers[i], first); i++ {
		if rest, ok := strings.CutPrefix(line, openers[i]); ok {
			last, _ := utf8.DecodeLastRuneInString(openers[i])
			next, _ := utf8.DecodeRuneInString(rest)
			// "Published" must not catch "Publishedness"; scripts without spaces cannot be asked.
			if rest == "" || !unicode.IsLetter(last) || !unicode.IsLetter(next) || unspaced(last) {
				return true
			}
		}
	}
	return false
}

// isCaption reports whether a line is the caption of a picture that ends with
// its credit: "The Minister at the border (Photo: A. Writer)".
func isCaption(line string) bool {
	return utf8.RuneCountInString(line) < 400 && furniture().credit.MatchString(line)
}

var (
	separators = regexp.MustCompile(`\s*[|¦•·»›→>]+\s*|\s+[-–—/\\]+\s+`)
	strongMark = regexp.MustCompile(`[|¦•·»›→>]`)
	dateOnly   = regexp.MustCompile(`^[\s\p{P}\p{S}]*(\d{1,4}\s*[./\-年년 ]\s*\d{1,2}\s*[./\-月월 ]\s*\d{1,4}\s*[日일.]?)(\s*[|,\-–]?\s*\(?\p{L}{0,12}\)?\s*\d{1,2}[:.hH時시]\d{2}.{0,12})?[\s\p{P}]*$`)
)

// isMenu reports whether a line is a row of short parts between separators,
// as in "Home | News | Contact". Rows with figures or addresses (contact
// lines, tables) are text.
func isMenu(line string) bool {
	if utf8.RuneCountInString(line) > 400 || strings.ContainsFunc(line, unicode.IsDigit) || strings.ContainsRune(line, '@') {
		return false
	}
	line = strings.Trim(line, " |•·»›/\\→>-–—\t")
	parts := separators.Split(line, -1)
	known, all := coverWidgets(widgetTokens(line))
	if len(parts) < 3 || !strongMark.MatchString(line) { // dashes also stand in titles
		return len(parts) >= 2 && all > 0 && known*2 >= all && known > 1
	}
	long := 0
	for _, p := range parts {
		if n := utf8.RuneCountInString(p); n > 28 || len(strings.Fields(p)) > 4 {
			long++
		}
	}
	return long*4 <= len(parts) && !endsSentence(line)
}

// isDecorated reports whether a line is framed by signs: "**** … ****".
func isDecorated(line string) bool {
	sign := func(r rune) bool { return strings.ContainsRune("*=~#_+<>-–—•·|", r) }
	inner := strings.TrimLeftFunc(line, sign)
	front := utf8.RuneCountInString(line) - utf8.RuneCountInString(inner)
	back := utf8.RuneCountInString(inner) - utf8.RuneCountInString(strings.TrimRightFunc(inner, sign))
	return front >= 2 && back >= 2 || inner == ""
}

// endsSentence reports whether a line ends as sentences do in any script.
func endsSentence(line string) bool {
	line = strings.TrimRight(line, " \t\"'»”’)]）」』“›")
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?…。！？।॥۔؟։።:：;၊။៕", r) && line != ""
}

// unspaced reports whether a letter belongs to a script that puts no spaces
// between words.
func unspaced(r rune) bool {
	switch {
	case r < 0x0e00:
		return false
	case r <= 0x0eff, r >= 0x1000 && r <= 0x109f, r >= 0x1780 && r <= 0x17ff:
		return true // Thai, Lao, Burmese, Khmer
	}
	return r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0x20000 && r <= 0x3ffff
}

// weigh measures how much a text says, so that scripts compare: one for a
// letter or figure, 2.5 for a Han or kana sign, which stands for a syllable or word.
func weigh(text string) float64 {
	w := 0.0
	for _, r := range text {
		switch {
		case r >= 0x3040 && unspaced(r), r >= 0xac00 && r <= 0xd7a3:
			w += 2.5
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			w++
		}
	}
	return w
}
