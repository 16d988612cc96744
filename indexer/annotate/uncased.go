package annotate

import (
	"unicode"
	"unicode/utf8"

	"communique/corpus"
)

// uncasedCandidate reads a name in a script without capitals, where only
// lists and neighbours tell.
func (p *passage) uncasedCandidate(i int) (candidate, bool) {
	t := p.tokens
	c := candidate{from: i, to: i}
	if t[i].unspaced {
		if c, ok := p.foreignName(i); ok {
			return c, true
		}
		if unicode.Is(unicode.Thai, p.letter(i)) {
			return p.thaiName(i)
		}
		return p.unspacedCandidate(i)
	}
	if unicode.Is(unicode.Hangul, p.letter(i)) {
		return p.koreanName(i)
	}
	evident := p.groupBefore(i) != nil || p.honorificBefore(i)
	first := p.initialsAt(i)
	for j := i; j < first; j++ {
		if t[j].kind == word {
			c.parts = append(c.parts, namePart{token: j, text: p.s[t[j].start:t[j].end], key: t[j].key, initial: true})
		}
	}
	if first > i {
		evident = true
	} else if !evident && !p.firstName(i) && !p.loneSurname(i) && !(p.nothingElse(i) && p.loneSurname(i+1)) {
		return candidate{from: i, to: i + 1}, false
	}
	for j := first; j < len(t) && len(c.parts) < 4; j++ {
		k := t[j]
		if k.kind == punct && k.key == "-" && !k.space && j > i {
			continue
		}
		particle := p.isParticle(j)
		if k.kind != word || p.claimed[j] != 0 || p.l.function[k.key] && !particle {
			break
		}
		known := p.firstName(j) || p.knownSurname(j) || particle
		if _, ok := p.longest(j, kRole, kHead, kPortfolio, kMonth, kWeekday, kCommon, kCompound, kHonorific, kTopic); ok && !known {
			break
		}
		// A word that no list of names has: the first or second of a name
		// beside an office, the second behind a given name, if it is no
		// ordinary word; any before a surname; a third where a postposition
		// ends the phrase.
		if !known && !p.loneSurname(j+1) && (len(c.parts) > 1 && !p.phraseEnds(j+1) && !p.isParticle(j-1) || p.ordinaryWord(j) && !(len(c.parts) == 0 && p.honorificBefore(i))) {
			break
		}
		c.parts = append(c.parts, namePart{token: j, text: p.s[k.start:k.end], key: k.key, particle: particle && len(c.parts) > 0})
		c.to = j + 1
	}
	for len(c.parts) > 0 && c.parts[len(c.parts)-1].particle {
		c.parts = c.parts[:len(c.parts)-1]
		c.to = c.parts[len(c.parts)-1].token + 1
	}
	if first > i && c.to <= first {
		return candidate{from: i, to: i + 1}, false
	}
	if len(c.parts) == 0 || len(c.parts) == 1 && !evident && !p.loneName(i) {
		return candidate{from: i, to: i + 1}, false
	}
	if len(c.parts) == 1 && p.loneName(i) {
		c.evidence, c.rule = 2, "a name and nothing else"
	}
	return c, true
}

// initialsAt is the token after the initials that stand at token i, written
// by the names of the Latin letters: एस. जयशंकर, आर पी सिंह, ए.पी.जे. अब्दुल कलाम. It is
// i where there are none, or where no name follows them.
func (p *passage) initialsAt(i int) int {
	if len(p.l.initials) == 0 {
		return i
	}
	t, j, dots := p.tokens, i, true
	for j < len(t) && j < i+10 && t[j].kind == word && p.claimed[j] == 0 && p.l.letters(t[j].key) != "" {
		if j+1 < len(t) && t[j+1].key == "." {
			j += 2
			continue
		}
		if p.l.function[t[j].key] && j == i {
			return i // के is a word, के. an initial
		}
		dots = false
		j++
	}
	if j == i || j >= len(t) || t[j].kind != word || !t[j].uncased || p.claimed[j] != 0 || p.l.function[t[j].key] {
		return i
	}
	if p.firstName(j) || p.knownSurname(j) || dots && !t[i].sentence && !p.ordinaryWord(j) {
		return j
	}
	return i
}

// letters spells a word that is made of one to three names of letters in
// Latin letters: एम.के. and एमके are M.K. Empty for other words.
func (l *lexicon) letters(key string) string { return l.lettersIn(key, 3) }

func (l *lexicon) lettersIn(key string, n int) string {
	if s := l.initials[key]; s != "" {
		return s + "."
	}
	for k := 1; k < len(key) && n > 1; k++ {
		if s := l.initials[key[:k]]; s != "" {
			if rest := l.lettersIn(key[k:], n-1); rest != "" {
				return s + "." + rest
			}
		}
	}
	return ""
}

// loneSurname says whether token i is a surname of the language's own list
// that no list of other things has, so that it may stand for a person by
// itself. Dictionaries have names too and are not asked.
func (p *passage) loneSurname(i int) bool {
	if len(p.l.initials) == 0 || i >= len(p.tokens) || p.claimed[i] != 0 {
		return false
	}
	ok := p.l.surnames.has(p.tokens[i].key)
	return ok && len(p.at(i)) == 0
}

// loneName says the same of a given name or surname.
func (p *passage) loneName(i int) bool {
	if len(p.l.initials) == 0 {
		return false
	}
	given := p.l.given.has(p.tokens[i].key)
	return given && len(p.at(i)) == 0 || p.loneSurname(i)
}

// nothingElse says whether neither a dictionary nor a list of other things
// has the word at token i.
func (p *passage) nothingElse(i int) bool {
	return len(p.at(i)) == 0 && p.tokens[i].runes > 2 && !p.l.function[p.tokens[i].key] && !p.ordinaryWord(i)
}

// phraseEnds says whether a postposition stands at token i.
func (p *passage) phraseEnds(i int) bool {
	return i < len(p.tokens) && !p.tokens[i].sentence && p.isPostposed(i)
}

func (p *passage) isPostposed(i int) bool {
	_, ok := p.l.postposed[p.tokens[i].key]
	return ok && p.tokens[i].kind == word
}

func (p *passage) isGenitive(i int) bool {
	return p.tokens[i].kind == word && p.l.postposed[p.tokens[i].key]
}

// namedAfter are kinds of bodies that are named after persons, or by a name of
// their own.
var namedAfter = map[string]bool{
	"university": true, "school": true, "college": true, "institute": true, "hospital": true, "foundation": true, "airport": true, "museum": true, "library": true, "academy": true,
	"party": true, "club": true, "company": true, "bank": true, "newspaper": true, "front": true, "society": true, "church": true,
}

// uncasedBody reads a body whose head stands last, in a script without
// capitals: पटना विश्वविद्यालय, पंजाब पुलिस. Before the head stand names of places,
// peoples and persons, and portfolios; of words that no list has, only one.
func (p *passage) uncasedBody(i int) (claim, bool) {
	t := p.tokens
	if len(p.l.postposed) == 0 || !t[i].uncased || p.l.function[t[i].key] {
		return claim{}, false
	}
	proper, person, unknown := false, false, 0
	people := false // an adjective of a state: भारतीय कंपनी is any of them
	for j := i; j < len(t) && j < i+7; {
		if t[j].kind == newline || p.claimed[j] != 0 || j > i && t[j].sentence {
			break
		}
		if h, ok := p.longest(j, kHead); ok && h.exact && j > i && !p.l.function[t[j].key] {
			if h.id != "delegation" && (proper && (!person && unknown == 0 || namedAfter[h.id]) || people && publicHead(h.id)) {
				to := h.to
				// Heads in a row: चिकित्सा महाविद्यालय अस्पताल.
				for {
					x, ok := p.longest(to, kHead)
					if !ok || !x.exact {
						break
					}
					h, to = x, x.to
				}
				return claim{from: i, to: to, typ: corpus.Organisation, head: h.id, rule: "name and head"}, true
			}
		}
		if t[j].kind != word || p.l.function[t[j].key] {
			break
		}
		if f, ok := p.place(j); ok && f.exact {
			if f.kind == kState && f.sub != "name" {
				people = true
			} else {
				proper = true
			}
			j = f.to
			continue
		}
		if f, ok := p.longest(j, kPortfolio, kTopic, kHead); ok && j > i {
			j = f.to
			continue
		}
		if _, ok := p.longest(j, kRole, kHonorific, kMonth, kWeekday, kNumber, kCommon); ok {
			break
		}
		if p.firstName(j) || p.knownSurname(j) {
			proper, person = true, true
			j++
			continue
		}
		if unknown > 0 || p.ordinaryWord(j) || t[j].runes < 3 {
			break
		}
		unknown++
		proper = true
		j++
	}
	return claim{}, false
}

// firstName says whether a word is a given name. Where letters are written in
// front of names (و ل ب), endings taken off besides would make one of
// everything.
func (p *passage) firstName(i int) bool {
	k := p.tokens[i]
	if k.kind != word {
		return false
	}
	if len(p.l.prefixes) == 0 {
		// Another language's name may be a word of this one: Urdu راحت.
		return p.givenName(i) && (p.ownGivenName(i) || !p.ordinaryWord(i))
	}
	listed := func(s string) bool {
		own := p.l.given.has(s)
		return own
	}
	if listed(k.key) {
		return true
	}
	for _, x := range p.l.prefixes {
		if utf8.RuneCountInString(x) == 1 && len(k.key) > len(x)+4 && k.key[:len(x)] == x && listed(k.key[len(x):]) {
			return true
		}
	}
	return false
}

// unspacedCandidate reads names in Han, Kana and Thai: a listed surname and
// one or two letters, beside an office.
func (p *passage) unspacedCandidate(i int) (candidate, bool) {
	t := p.tokens
	none := candidate{from: i, to: i + 1}
	// A surname of one to three letters.
	n := 0
	for length := 3; length >= 1; length-- {
		if i+length <= len(t) && p.free(i, i+length) {
			if p.l.surnames.has(p.l.key(p.surface(i, i+length))) {
				n = length
				break
			}
		}
	}
	if n == 0 {
		return none, false
	}
	for length := 2; length >= 1; length-- {
		end := i + n + length
		if end > len(t) || !p.free(i, end) {
			continue
		}
		whole := true
		for j := i + n; j < end; j++ {
			if !t[j].unspaced || t[j].space || p.l.function[t[j].key] {
				whole = false
			}
		}
		if !whole {
			continue
		}
		g := p.l.key(p.surface(i+n, end))
		listed := p.l.given.has(g)
		if p.border(i) && (listed && length == 2 || p.groupAfter(end) != nil || p.honorificAt(end)) || p.groupBefore(i) != nil && (length == 2 || end == len(t) || t[end].kind != word || p.claimed[end] != 0) {
			return candidate{from: i, to: end, parts: []namePart{
				{token: i, text: p.surface(i, end), key: p.l.key(p.surface(i, end))},
			}, evidence: 2, rule: "surname and given name"}, true
		}
	}
	return none, false
}

// border says whether a word surely begins at token i of an unspaced text.
func (p *passage) border(i int) bool {
	if i == 0 {
		return true
	}
	b := p.tokens[i-1]
	return b.kind != word || !b.unspaced || p.tokens[i].space || p.claimed[i-1] != 0 || p.l.function[b.key]
}

// letter is the first letter of a token.
func (p *passage) letter(i int) rune {
	r, _ := utf8.DecodeRuneInString(p.s[p.tokens[i].start:])
	return r
}

// isDot is the sign between the parts of a foreign name in Han and Kana.
func isDot(key string) bool { return key == "·" || key == "・" || key == "‧" || key == "•" }

// sound says whether token i is a letter with which foreign names are
// written: Katakana, or one of the pack's Han letters for sounds.
func (p *passage) sound(i int) bool {
	if i < 0 || i >= len(p.tokens) || !p.tokens[i].unspaced || p.claimed[i] != 0 {
		return false
	}
	r := p.letter(i)
	return unicode.Is(unicode.Katakana, r) || r == 'ー' || p.l.sounds[p.tokens[i].key]
}

// foreignName reads names such as ウラジーミル・プーチン and 弗拉基米尔·普京: letters
// for sounds with dots between them, or without a dot beside an office.
func (p *passage) foreignName(i int) (candidate, bool) {
	none := candidate{from: i, to: i + 1}
	if !p.sound(i) || p.sound(i-1) {
		return none, false
	}
	t := p.tokens
	end, dots, run := i, 0, 0
	for end < len(t) && end < i+24 {
		if p.sound(end) {
			run++
			end++
			continue
		}
		if isDot(t[end].key) && run > 0 && p.sound(end+1) {
			dots++
			run = 0
			end++
			continue
		}
		break
	}
	if end-i < 2 || dots == 0 && p.groupAfter(end) == nil && !p.honorificAt(end) && p.groupBefore(i) == nil {
		return none, false
	}
	if _, ok := p.longest(end, kHead); ok {
		return none, false // the name of a body: ...社, ...大学
	}
	text := p.surface(i, end)
	return candidate{from: i, to: end, parts: []namePart{{token: i, text: text, key: p.l.key(text)}}, evidence: 2, rule: "foreign name by its letters"}, true
}

// thaiName reads the name behind an honorific: Thai writes no spaces between
// words, but one between given name and surname, and one after the name.
func (p *passage) thaiName(i int) (candidate, bool) {
	none := candidate{from: i, to: i + 1}
	if !p.honorificBefore(i) && p.groupBefore(i) == nil {
		return none, false
	}
	t := p.tokens
	run := func(from int) int { // to the next space
		to := from
		for to < len(t) && t[to].unspaced && p.claimed[to] == 0 && (to == from || !t[to].space) {
			to++
		}
		return to
	}
	const shortest, longest = 2, 18 // letters of one part
	given := run(i)
	if given-i < shortest || given-i > longest {
		return none, false
	}
	c := candidate{from: i, to: given, parts: []namePart{{token: i, text: p.surface(i, given), key: p.l.key(p.surface(i, given))}}}
	if given < len(t) && t[given].space && t[given].unspaced && p.claimed[given] == 0 {
		if family := run(given); family-given >= shortest && family-given <= longest && (family == len(t) || t[family].space || t[family].kind != word) {
			c.to = family
			c.parts = append(c.parts, namePart{token: given, text: p.surface(given, family), key: p.l.key(p.surface(given, family))})
		}
	}
	// An office alone is followed by a verb as often as by a name.
	return c, len(c.parts) == 2 && (p.honorificBefore(i) || p.firstName(i)) || p.honorificBefore(i)
}

// koreanName reads a surname of one or two syllables with a given name of two,
// in one word with its particles, beside an office or with a listed given name.
func (p *passage) koreanName(i int) (candidate, bool) {
	none := candidate{from: i, to: i + 1}
	k := p.tokens[i]
	if k.kind != word || p.claimed[i] != 0 || p.l.function[k.key] {
		return none, false
	}
	beside := p.groupBefore(i) != nil || p.groupAfter(i+1) != nil || p.honorificAt(i+1) || p.honorificBefore(i)
	name := ""
	p.l.eachRest(k.key, func(rest string, _ uint32) {
		runes := []rune(rest)
		for n := 2; n >= 1; n-- {
			if len(runes)-n != 2 && !(len(runes)-n == 1 && beside) {
				continue
			}
			if !p.l.surnames.has(string(runes[:n])) {
				continue
			}
			if listed := p.l.given.has(string(runes[n:])); (listed || beside && len(runes)-n == 2) && len(rest) > len(name) {
				name = rest
			}
		}
	})
	if name == "" {
		return none, false
	}
	if _, ok := p.longest(i, kRole, kHead, kPortfolio, kState, kOrg, kPlace, kCapital, kCommon); ok {
		return none, false
	}
	// The name ends where its particle begins; offsets stay those of the word.
	return candidate{from: i, to: i + 1, parts: []namePart{{token: i, text: name, key: name}}, evidence: 2, rule: "surname and given name"}, true
}

// honorificAt says whether an honorific starts at token i: 氏, 씨 and their
// like stand behind the name.
func (p *passage) honorificAt(i int) bool {
	_, ok := p.longest(i, kHonorific)
	return ok
}
