package analysis

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A conjugation finds the dictionary forms of Japanese verbs and adjectives
// from their endings, without a dictionary: 取られた may be a form of 取る or of
// 取られる, and stands for both; 取った is one of 取る, 取つ or 取う. Words that do
// not exist disturb nobody. The rules are data/conjugations/<name>.tsv:
//
//	godan      う   わ い え お っ [voiced]   last letter of the dictionary form and what
//	                                  stands for it before the endings of a i e o t
//	after      slot  endings; - is none
//	verb       slot  endings after which a verb of the class ichidan goes on (れ: 取られる)
//	kana       ...   ichidan: letters that its stems end in; particle, phrase: letters
//	                 that are rather a particle when one or more follow a stem; noun:
//	                 what follows a noun of two letters that する makes a verb
//	light      -     verbs that are written without Han letters
//	irregular  word  forms of it
type conjugation struct {
	endings map[string][]conjugated
	longest int // letters
	kana    map[string]string
	forms   map[string][]string // light verbs by form
}

// conjugated is what an ending stands for: the end of the dictionary form, and
// how many letters may stand between it and the Han letter.
type conjugated struct {
	to      string
	between int
	ichidan bool // the stem ends in one of its letters, or at the Han letter
}

const (
	godanBetween, ichidanBetween, adjectiveBetween = 1, 2, 2
	// maxTail is the kana after a Han letter that are looked at.
	maxTail = 10
	// maxWords is how many dictionary forms one form may have.
	maxWords = 6
)

func readConjugation(name string) (*conjugation, error) {
	list := rows("conjugations/" + name + ".tsv")
	if len(list) == 0 {
		return nil, fmt.Errorf("no conjugations/%s.tsv", name)
	}
	c := &conjugation{endings: map[string][]conjugated{}, kana: map[string]string{}, forms: map[string][]string{}}
	after, verb := map[string][]string{}, map[string][]string{}
	for _, row := range list {
		fields := strings.Fields(row[2])
		for i, f := range fields {
			if f == "-" {
				fields[i] = ""
			}
		}
		switch row[0] {
		case "after":
			after[row[1]] = fields
		case "verb":
			verb[row[1]] = fields
		case "kana":
			c.kana[row[1]] = strings.Join(fields, "")
		}
	}
	// What follows a stem of ichidan: the same as other verbs, without a link.
	ichidan := slices.Concat(after["ichidan"], after["a"], after["i"], after["t"])
	for _, row := range list {
		if row[0] != "godan" {
			continue
		}
		stems := strings.Fields(row[2])
		godan := conjugated{to: row[1], between: godanBetween}
		c.add(row[1], godan)
		for i, slot := range []string{"a", "i", "e", "o", "t"} {
			for _, e := range after[slot] {
				if slot == "t" && slices.Contains(stems, "voiced") {
					e = strings.NewReplacer("た", "だ", "て", "で").Replace(e[:len("た")]) + e[len("た"):]
				}
				c.add(stems[i]+e, godan)
			}
		}
		for _, v := range verb["a"] {
			for _, e := range ichidan {
				c.add(stems[0]+v+e, godan)
			}
		}
	}
	for _, v := range append(verb["ichidan"], "") {
		for _, e := range ichidan {
			c.add(v+e, conjugated{to: "る", between: ichidanBetween, ichidan: true})
		}
	}
	for _, e := range after["adjective"] {
		c.add(e, conjugated{to: "い", between: adjectiveBetween})
	}
	c.light(list)
	return c, nil
}

func (c *conjugation) add(ending string, to conjugated) {
	if ending != "" && !slices.Contains(c.endings[ending], to) {
		c.endings[ending] = append(c.endings[ending], to)
		c.longest = max(c.longest, utf8.RuneCountInString(ending))
	}
}

// light lists the forms of the verbs that are written in kana.
func (c *conjugation) light(list [][]string) {
	for _, row := range list {
		switch row[0] {
		case "light":
			for _, word := range strings.Fields(row[2]) {
				c.formsOf(word)
			}
		case "irregular":
			for _, form := range append(strings.Fields(row[2]), row[1]) {
				c.form(form, row[1])
			}
		}
	}
}

func (c *conjugation) form(form, word string) {
	if !slices.Contains(c.forms[form], word) {
		c.forms[form] = append(c.forms[form], word)
		slices.Sort(c.forms[form])
	}
}

func (c *conjugation) formsOf(word string) {
	_, n := utf8.DecodeLastRuneInString(word)
	stem, last := word[:len(word)-n], word[len(word)-n:]
	final, _ := utf8.DecodeLastRuneInString(stem)
	isIchidan := last == "る" && strings.ContainsRune(c.kana["ichidan"], final)
	c.form(word, word)
	for ending, list := range c.endings {
		for _, e := range list {
			if e.to == last && e.ichidan == isIchidan && utf8.RuneCountInString(stem+ending) > 1 {
				c.form(stem+ending, word)
			}
		}
	}
}

// inflected gives the dictionary forms of a stem of Han letters whose kana
// begin the tail, and how many bytes of the tail are theirs: the longest form
// that the rules know. None if the tail begins with no ending.
func (c *conjugation) inflected(stem, tail string) (words []string, n int) {
	var at [maxTail + 1]int // where each letter of the tail ends
	letters := 0
	for i, r := range tail {
		if letters == maxTail {
			break
		}
		letters++
		at[letters] = i + utf8.RuneLen(r)
	}
	for end := letters; end > 0; end-- {
		for skip := 0; skip <= ichidanBetween && skip < end; skip++ {
			between, ending := tail[:at[skip]], tail[at[skip]:at[end]]
			if end-skip > c.longest {
				continue
			}
			for _, e := range c.endings[ending] {
				if skip > e.between || !c.fits(e, between) || end == 1 && strings.Contains(c.kana["particle"], ending) {
					continue
				}
				if w := stem + between + e.to; len(words) < maxWords && !slices.Contains(words, w) {
					words = append(words, w)
				}
			}
		}
		if len(words) > 0 {
			return words, at[end]
		}
	}
	return nil, 0
}

// fits says whether a stem may go on with these letters.
func (c *conjugation) fits(e conjugated, between string) bool {
	if between == "" {
		return true
	}
	first, n := utf8.DecodeRuneInString(between)
	if n == len(between) && strings.ContainsRune(c.kana["particle"], first) || n < len(between) && strings.ContainsRune(c.kana["phrase"], first) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(between)
	return !e.ichidan || strings.ContainsRune(c.kana["ichidan"], last)
}

var conjugations sync.Map // name → func() (*conjugation, error)

func openConjugation(name string) (*conjugation, error) {
	f, _ := conjugations.LoadOrStore(name, sync.OnceValues(func() (*conjugation, error) { return readConjugation(name) }))
	return f.(func() (*conjugation, error))()
}

// okurigana cuts Japanese at its changes of script: Han letters in bigrams,
// Katakana as a word, Hiragana alone in bigrams. One or two Han letters with
// the endings of a verb or adjective are one word (取られた), and so are two such
// verbs in a row (取り上げた); what follows them in Hiragana is particles and
// not indexed. Of a noun and する only the noun is.
func (c *conjugation) okurigana(text string, r run, emit func(start, end int)) {
	if !norm.NFC.IsNormalString(text[r.start:r.end]) {
		letters, at := composed(text[r.start:r.end])
		c.okurigana(letters, run{start: 0, end: len(letters)}, func(start, end int) { emit(r.start+at[start], r.start+at[end]) })
		return
	}
	afterHan := false
	for i := r.start; i < r.end; {
		kind, end := kindAt(text, i), scriptEnd(text, i, r.end)
		switch {
		case kind == kata:
			emit(i, end)
		case kind == hira && afterHan:
		case kind == hira:
			if len(c.forms[text[i:end]]) > 0 {
				emit(i, end)
			} else {
				bigrams(text, run{start: i, end: end}, emit)
			}
		case kind == han:
			if n := c.verb(text[i:end], text[end:r.end]); n > 0 {
				emit(i, end+n)
				end += n
			} else {
				bigrams(text, run{start: i, end: end}, emit)
			}
		default:
			bigrams(text, run{start: i, end: end}, emit)
		}
		afterHan = kind == han
		i = end
	}
}

// composed gives the letters of a text with their marks in one (か゛ as が), and
// for each border of a letter where it is in the text.
func composed(text string) (out string, at map[int]int) {
	var b strings.Builder
	at = map[int]int{0: 0}
	for i := 0; i < len(text); {
		end := cluster(text, i, len(text))
		b.WriteString(norm.NFC.String(text[i:end]))
		i = end
		at[b.Len()] = end
	}
	return b.String(), at
}

// scriptEnd gives the end of the letters of one script that begin at i.
func scriptEnd(text string, i, end int) int {
	kind := kindAt(text, i)
	for i < end {
		if c := kindAt(text, i); c != kind && c != mark {
			break
		}
		i = cluster(text, i, end)
	}
	return i
}

// verb gives how many bytes after one or two Han letters make a verb or an
// adjective of them; 0 if none do.
func (c *conjugation) verb(stem, rest string) int {
	letters := utf8.RuneCountInString(stem)
	if letters > 2 || rest == "" || kindAt(rest, 0) != hira {
		return 0
	}
	kana := rest[:scriptEnd(rest, 0, len(rest))]
	if letters == 1 {
		if n := c.second(kana, rest); n > 0 {
			return n
		}
	} else if first, _ := utf8.DecodeRuneInString(kana); strings.ContainsRune(c.kana["noun"], first) {
		return 0
	}
	_, n := c.inflected(stem, kana)
	return n
}

// second gives the bytes up to the end of a second verb (取り上げた), 0 if there
// is none.
func (c *conjugation) second(kana, rest string) int {
	last, _ := utf8.DecodeLastRuneInString(kana)
	if utf8.RuneCountInString(kana) > 2 || len(kana) == len(rest) || !strings.ContainsRune(c.kana["ichidan"], last) || strings.Contains(c.kana["phrase"], kana) || kindAt(rest, len(kana)) != han {
		return 0
	}
	end := scriptEnd(rest, len(kana), len(rest))
	if utf8.RuneCountInString(rest[len(kana):end]) > 1 || end == len(rest) || kindAt(rest, end) != hira {
		return 0
	}
	if _, n := c.inflected("", rest[end:scriptEnd(rest, end, len(rest))]); n > 0 {
		return end + n
	}
	return 0
}

// words gives the dictionary forms of a word as okurigana cuts it, nil if it
// is no verb.
func (c *conjugation) words(word string) []string {
	if light := c.forms[word]; len(light) > 0 {
		return light
	}
	stem := scriptEnd(word, 0, len(word))
	if stem == len(word) || kindAt(word, 0) != han {
		return nil
	}
	for {
		kana := scriptEnd(word, stem, len(word))
		if kana == len(word) {
			break
		}
		stem = scriptEnd(word, kana, len(word))
	}
	if words, n := c.inflected(word[:stem], word[stem:]); n > 0 && stem+n == len(word) {
		return words
	}
	return nil
}

// makeConjugation replaces verbs and adjectives by their dictionary forms. A
// verb of two Han letters keeps these, as the noun that they may be.
func makeConjugation(arg string) (part, error) {
	c, err := openConjugation(arg)
	if err != nil {
		return nil, err
	}
	return func(w *word) {
		w.each(func(t string) []string {
			words := c.words(t)
			if n := scriptEnd(t, 0, len(t)); len(words) > 0 && kindAt(t, 0) == han && utf8.RuneCountInString(t[:n]) > 1 {
				return append([]string{t[:n]}, words...)
			}
			return words
		})
	}, nil
}

// makePieces adds, to texts, the Han letters of a verb alone and the verbs
// that it is composed of: who asks for 取 or 上げる finds 取り上げた.
func makePieces(arg string) (part, error) {
	c, err := openConjugation(arg)
	if err != nil {
		return nil, err
	}
	return func(w *word) {
		whole := string(w.letters)
		if kindAt(whole, 0) != han || len(c.words(whole)) == 0 {
			return
		}
		terms := slices.Clone(w.all())
		add := func(t string) {
			if !contains(terms, t) {
				terms = append(terms, t)
			}
		}
		for i := 0; i < len(whole) && kindAt(whole, i) == han; {
			stem := scriptEnd(whole, i, len(whole))
			end := stem
			if stem < len(whole) {
				end = scriptEnd(whole, stem, len(whole))
			}
			add(whole[i:stem])
			if words, n := c.inflected(whole[i:stem], whole[stem:end]); n > 0 {
				for _, t := range words {
					add(t)
				}
			}
			i = end
		}
		w.terms = terms
	}, nil
}
