package annotate

import (
	"unicode/utf8"

	"communique/corpus"
	"communique/indexer/annotate/likeness"
	"communique/indexer/annotate/ordinary"
	"communique/indexer/annotate/tagger"
)

// What the tagger is told of a token says nothing of the word itself: its
// shape, the lists that have it, what the rules made of it, and the same of
// its neighbours. So its weights hold in every language.

// shape is how a token is written.
type shape uint8

const (
	shapeLower shape = iota
	shapeTitle
	shapeCaps
	shapeInitial // one capital
	shapeMixed   // capitals inside: McDonald, PiS
	shapeUncased
	shapeUnspaced
	shapeForeign // Latin letters in a text of another script
	shapeNumber
	shapeDot
	shapeComma
	shapeQuote
	shapeOpen
	shapeClose
	shapeHyphen
	shapeApostrophe
	shapeColon
	shapeOther
	shapeNewline
	shapeEdge // before the first and after the last token
)

// atoms is what is known of one token.
type atoms struct {
	shape     shape
	class     uint32 // what lists say of a word: given name, surname, ordinary ...
	rule      uint32 // what the rules made of it, and whether they begin there
	kinds     uint32 // bit by entryKind: phrases of the lexicon that hold it
	begins    uint32 // bit by entryKind: phrases that begin with it
	near      uint32 // offices and honorifics around it
	elsewhere uint32 // how the same word stands elsewhere in the passage
	length    uint32
	run       uint32 // of capitalised words, or of unlisted ones: how long, and where in it
	holds     uint32 // what the words of the run are, together
	function  uint32 // which function word of the language, 0 for others
	head      uint32 // kind of body whose noun it is, 0 for none
	likeness  uint32 // whether its letters look like a person's name
	letter    uint32 // of a letter of an unspaced script: what it may be in a name
	sound     uint32 // whether the word sounds like a listed name of another script
	town      uint32 // whether the word names a town
	headEnd   uint32 // kind of body whose noun ends the word: Landgericht
	role      uint32 // office whose word it is, 0 for none
}

// ruleTag numbers what the rules claim; the first token of a claim has the
// lowest bit set.
func ruleTag(c *claim, first bool) uint32 {
	tag := uint32(0)
	switch {
	case c.silent:
		tag = 1
	case c.typ == corpus.DateMention:
		tag = 2
	case c.typ == corpus.State && c.kind == "":
		tag = 3
	case c.typ == corpus.State:
		tag = 4
	case c.typ == corpus.Region:
		tag = 5
	case c.typ == corpus.Person:
		tag = 8 + personRules[c.rule]
	case c.typ == corpus.Organisation:
		tag = 24 + bodyRules[c.rule]
	}
	tag <<= 1
	if first {
		tag |= 1
	}
	return tag
}

// personRules and bodyRules number the rules; a new rule is a new number, and
// the model is made anew.
var personRules = map[string]uint32{
	"role before the name": 1, "honorific before the name": 2, "role after the name": 3, "initials": 4, "given name": 5, "given name alone": 6,
	"surname": 7, "surname alone": 8, "capitalised words that no dictionary has": 9, "surname and given name": 10, "foreign name by its letters": 11,
}

var bodyRules = map[string]uint32{
	"organisation: name": 1, "organisation: acronym": 2, "acronym: as defined in the text": 2, "acronym: of the body named in full": 2, "national body: compound": 3, "national body: head and portfolio": 4, "national body: portfolio and head": 5,
	"national body: head and state": 6, "national body: adjective and head": 7, "head and name": 8, "head and quoted name": 9, "name and head": 10,
	"acronym in brackets": 11, "acronym of this text": 12, "head alone": 13, "legal form and name": 14, "name and legal form": 15, "acronym": 16,
	"name in quotation marks": 17, "name in Latin letters": 18,
}

const (
	classGiven uint32 = 1 << iota
	classOwnGiven
	classSurname
	classOrdinary
	classFunction
	classSentence
	classParticle
	classAbbreviation
	classSpace
	classForeign // a surname of the census of a country of immigrants
)

const (
	nearGroup       uint32 = 1 << iota // inside the words of an office
	nearAfterGroup                     // right behind them
	nearBeforeGroup                    // right before them
	nearAfterTitle                     // right behind an honorific
	nearBeforeTitle
)

const (
	elsewhereLower uint32 = 1 << iota
	elsewherePerson
	elsewhereBody
	elsewherePlace
	elsewhereOften
)

// evidence fills the sequence of a passage for the tagger.
func (p *passage) evidence(s *tagger.Sequence) {
	a := p.atoms()
	s.Reset()
	writing := p.writing()
	edge := atoms{shape: shapeEdge}
	at := func(i int) *atoms {
		// The end of a line is an end: spaces behind the text change nothing.
		if i < 0 || i >= len(a) || a[i].shape == shapeNewline {
			return &edge
		}
		return &a[i]
	}
	near := p.nearNames(a)
	for i := range a {
		if !near[i] {
			s.Features = append(s.Features, tagger.Hash(98, uint32(a[i].shape), a[i].class, 0), tagger.Hash(99, a[i].kinds, 0, 0))
			s.Ends = append(s.Ends, int32(len(s.Features)))
			s.Gaps = append(s.Gaps, p.gap(i, &a[i]))
			s.Allowed = append(s.Allowed, tagger.Any)
			continue
		}
		x, b, n := at(i), at(i-1), at(i+1)
		bb, nn := at(i-2), at(i+2)
		add := func(template, v, w, u uint32) {
			s.Features = append(s.Features, tagger.Hash(template, v, w, u))
		}
		word := func(x *atoms) uint32 { return uint32(x.shape)<<10 | x.class }
		add(1, uint32(x.shape), 0, 0)
		add(2, word(x), 0, 0)
		add(3, word(x), writing, 0)
		add(4, uint32(x.shape), uint32(b.shape), 0)
		add(5, uint32(x.shape), uint32(n.shape), 0)
		add(6, uint32(x.shape), uint32(b.shape), uint32(n.shape))
		add(7, word(b), uint32(x.shape), 0)
		add(8, word(n), uint32(x.shape), 0)
		add(9, word(b), word(x), 0)
		add(10, word(x), word(n), 0)
		add(11, word(bb), uint32(x.shape), 0)
		add(12, word(nn), uint32(x.shape), 0)
		add(13, x.rule, 0, 0)
		add(14, x.rule, word(x), 0)
		add(15, x.rule, b.rule, 0)
		add(16, x.rule, n.rule, 0)
		add(17, b.rule, uint32(x.shape), x.class)
		add(18, n.rule, uint32(x.shape), x.class)
		add(19, x.rule, writing, uint32(x.shape))
		add(20, x.length, word(x), 0)
		add(21, x.length, x.rule, uint32(x.shape))
		add(22, x.elsewhere, word(x), 0)
		add(23, x.elsewhere, x.rule, uint32(x.shape))
		add(24, x.near, word(x), 0)
		add(25, x.near, x.rule, uint32(x.shape))
		add(26, x.near, b.near, n.near)
		add(27, bb.rule, x.rule, 0)
		add(28, nn.rule, x.rule, 0)
		if x.likeness != 0 {
			add(33, x.likeness>>8, word(x), 0)
			add(34, x.likeness&255, word(x), 0)
			add(35, x.likeness>>8, x.likeness&255, uint32(x.shape))
			add(36, x.likeness>>8, x.rule, 0)
		}
		add(29, b.elsewhere, n.elsewhere, uint32(x.shape))
		if x.letter != 0 {
			add(80, x.letter, 0, 0)
			add(81, x.letter, b.letter, 0)
			add(82, x.letter, n.letter, 0)
			add(83, x.letter, b.letter, n.letter)
			add(84, b.letter, bb.letter, x.letter)
			add(85, n.letter, nn.letter, x.letter)
			add(86, x.letter, x.near, x.rule)
			add(87, x.letter, uint32(b.shape), uint32(n.shape))
			add(88, x.letter, b.rule, 0)
			add(89, x.letter, n.rule, 0)
		}
		if x.town != 0 {
			add(100, x.town, word(x), 0)
			add(101, x.town, x.rule, uint32(x.shape))
			add(102, x.town, uint32(b.shape), uint32(n.shape))
			add(103, x.town, x.elsewhere, uint32(x.shape))
		}
		if b.town != 0 || n.town != 0 {
			add(104, b.town, n.town, word(x))
		}
		if x.headEnd != 0 {
			add(94, x.headEnd, uint32(x.shape), 0)
			add(95, 1, word(x), 0)
			add(96, 1, x.rule, uint32(b.shape))
		}
		if n.headEnd != 0 {
			add(97, 1, word(x), uint32(b.shape))
		}
		if x.sound != 0 {
			add(90, x.sound, word(x), 0)
			add(91, x.sound, b.sound, uint32(b.shape))
			add(92, x.sound, n.sound, uint32(n.shape))
			add(93, x.sound, x.letter, 0)
		}
		if x.run > 0 {
			add(50, x.run, x.holds, 0)
			add(51, x.run, word(x), 0)
			add(52, x.run, x.rule, 0)
			add(53, x.holds, word(x), 0)
			add(54, x.holds, x.rule, 0)
			add(55, x.holds, uint32(b.shape), uint32(n.shape))
		}
		for k, y := range [...]*atoms{x, b, n, bb, nn} {
			if y.function != 0 {
				add(60+uint32(k), y.function, uint32(x.shape), 0)
			}
			if y.head != 0 {
				add(65+uint32(k), y.head, uint32(x.shape), 0)
			}
			if y.role != 0 {
				add(70+uint32(k), y.role, uint32(x.shape), 0)
			}
		}
		for k := range uint32(kinds) {
			bit := uint32(1) << k
			if x.kinds&bit != 0 {
				add(40, k, uint32(x.shape), x.begins&bit>>k)
				add(41, k, x.rule, 0)
				add(42, k, x.class, uint32(x.shape))
			}
			if b.kinds&bit != 0 {
				add(43, k, uint32(x.shape), 0)
				add(44, k, x.class, uint32(x.shape))
			}
			if n.kinds&bit != 0 {
				add(45, k, uint32(x.shape), n.begins&bit>>k)
				add(46, k, x.class, uint32(x.shape))
			}
			if bb.kinds&bit != 0 {
				add(47, k, uint32(x.shape), 0)
			}
			if nn.kinds&bit != 0 {
				add(48, k, uint32(x.shape), 0)
			}
		}
		if x.shape == shapeUnspaced || x.shape == shapeUncased {
			add(30, word(at(i-3)), word(x), 0)
			add(31, word(at(i+3)), word(x), 0)
			add(32, word(b), word(x), word(n))
		}
		s.Ends = append(s.Ends, int32(len(s.Features)))
		s.Gaps = append(s.Gaps, p.gap(i, x))
		s.Allowed = append(s.Allowed, tagger.Any)
	}
}

// nearNames says of each token whether it may belong to a name: it is written
// like one, a rule has claimed it, or it stands within two tokens of such a
// one. Most words of a text do not, and cost nothing.
func (p *passage) nearNames(a []atoms) []bool {
	const reach = 2
	near := append(p.room.near[:0], make([]bool, len(a))...)
	p.room.near = near
	for i := range a {
		x := &a[i]
		c := p.claimAt(i)
		switch x.shape {
		case shapeTitle, shapeCaps, shapeMixed, shapeInitial, shapeForeign, shapeUnspaced:
		case shapeUncased:
			if x.class&(classFunction|classOrdinary) != 0 && x.class&(classGiven|classSurname) == 0 && x.near == 0 && x.kinds == 0 && c == nil {
				continue
			}
		default:
			if c == nil || c.typ != corpus.Person && c.typ != corpus.Organisation {
				continue
			}
		}
		for j := max(0, i-reach); j <= i+reach && j < len(near); j++ {
			near[j] = true
		}
	}
	return near
}

// gap says what kind of border a token is to the one before: labels move
// differently over a comma than over a hyphen inside a word.
func (p *passage) gap(i int, x *atoms) uint8 {
	switch {
	case i == 0 || x.shape == shapeNewline || p.tokens[i-1].kind == newline:
		return 1
	case p.tokens[i].sentence:
		return 2
	case x.shape == shapeUnspaced && !p.tokens[i].space:
		return 3
	case x.shape == shapeComma || x.shape == shapeOther || x.shape == shapeColon:
		return 4
	case x.shape == shapeLower:
		return 5
	case x.shape >= shapeNumber:
		return 6
	case !p.tokens[i].space:
		return 7
	}
	return 0
}

// writing is what the language's writing tells of capitals.
func (p *passage) writing() uint32 {
	w := uint32(0)
	if p.l.pack.CapitalNouns {
		w |= 1
	}
	if p.l.inflects() {
		w |= 2
	}
	if len(p.l.prefixes) > 0 {
		w |= 4
	}
	if p.l.ordinary[0] == nil {
		w |= 32 // no dictionary: of no word is known whether it is ordinary
	}
	if len(p.l.pack.Scripts) > 0 {
		switch p.l.pack.Scripts[0] {
		case "Latn":
		case "Cyrl", "Grek", "Armn":
			w |= 8
		case "Hang", "Kore":
			w |= 16
		default:
			w |= 24
		}
	}
	return w
}

// sight is how the words of one key stand in a passage.
type sight struct {
	lower, title        uint16
	person, body, place bool
}

// atoms gives what is known of each token, until the next call.
func (p *passage) atoms() []atoms {
	t := p.tokens
	a := append(p.room.atoms[:0], make([]atoms, len(t))...)
	p.room.atoms = a
	foreign := len(p.l.pack.Scripts) > 0 && p.l.pack.Scripts[0] != "Latn" && p.l.fold == nil
	if p.room.seen == nil {
		p.room.seen = map[string]int32{}
	}
	seen, sights := p.room.seen, p.room.sights[:0]
	clear(seen)
	for i := range t {
		k := &t[i]
		x := &a[i]
		x.shape = p.shapeOf(i, foreign)
		x.length = uint32(min(utf8.RuneCountInString(k.key), 10))
		if k.kind == word {
			if x.shape != shapeLower && p.givenName(i) {
				x.class |= classGiven
				if p.ownGivenName(i) {
					x.class |= classOwnGiven
				}
			}
			if x.shape != shapeLower && p.knownSurname(i) {
				x.class |= classSurname
			}
			if x.shape != shapeLower && p.ordinaryWord(i) {
				x.class |= classOrdinary
			}
			if x.shape != shapeLower && x.class&classSurname == 0 && p.censusSurname(i) {
				x.class |= classForeign
			}
			if x.shape != shapeLower && x.shape != shapeUnspaced && x.shape != shapeInitial {
				words, places := likeness.Score(k.key)
				x.likeness = 1<<16 | bucket(words)<<8 | bucket(places)
			}
			if len(p.l.headEnds) > 0 && x.shape != shapeLower && x.kinds&(1<<kHead) == 0 {
				x.headEnd = p.headEnd(k.key)
			}
			if p.l.function[k.key] {
				x.class |= classFunction
				x.function = hashWord(p.l.pack.Code, k.key)
			}
			if p.isParticle(i) {
				x.class |= classParticle
			}
			if p.l.abbrev[k.key] {
				x.class |= classAbbreviation
			}
		}
		if k.sentence {
			x.class |= classSentence
		}
		if k.space {
			x.class |= classSpace
		}
		for _, f := range p.at(i) {
			bit := uint32(1) << f.kind
			x.begins |= bit
			switch f.kind {
			case kHead:
				x.head = hashWord("", f.id)
			case kRole:
				x.role = hashWord("", f.id)
			}
			for j := f.from; j < f.to && j < len(a); j++ {
				a[j].kinds |= bit
			}
		}
		c := p.claimAt(i)
		if c != nil {
			x.rule = ruleTag(c, c.from == i)
		}
		if k.kind != word || utf8.RuneCountInString(k.key) < 2 || x.class&classFunction != 0 {
			continue
		}
		if x.shape == shapeUnspaced {
			continue
		}
		n, ok := seen[k.key]
		if !ok {
			n = int32(len(sights))
			sights = append(sights, sight{})
			seen[k.key] = n
		}
		v := &sights[n]
		switch {
		case x.shape == shapeLower:
			v.lower++
		case !k.sentence:
			v.title++
		}
		if c != nil {
			switch {
			case c.silent, c.typ == corpus.State, c.typ == corpus.Region:
				v.place = true
			case c.typ == corpus.Person:
				v.person = true
			case c.typ == corpus.Organisation:
				v.body = true
			}
		}
	}
	p.room.sights = sights
	for i := range t {
		n, ok := seen[t[i].key]
		if !ok || t[i].kind != word {
			continue
		}
		x, v := &a[i], &sights[n]
		if v.lower > 0 && x.shape != shapeLower {
			x.elsewhere |= elsewhereLower
		}
		if v.person {
			x.elsewhere |= elsewherePerson
		}
		if v.body {
			x.elsewhere |= elsewhereBody
		}
		if v.place {
			x.elsewhere |= elsewherePlace
		}
		if v.title > 1 {
			x.elsewhere |= elsewhereOften
		}
	}
	p.towns(a)
	p.runs(a)
	p.letters(a)
	for _, g := range p.groups {
		for i := g.from; i < g.to && i < len(a); i++ {
			a[i].near |= nearGroup
		}
		if g.to < len(a) {
			a[g.to].near |= nearAfterGroup
		}
		if g.from > 0 {
			a[g.from-1].near |= nearBeforeGroup
		}
	}
	for i := range t {
		if i > 0 && p.honorificBefore(i) {
			a[i].near |= nearAfterTitle
		}
		if i+1 < len(t) && p.honorificAt(i+1) {
			a[i].near |= nearBeforeTitle
		}
	}
	return a
}

func (p *passage) shapeOf(i int, foreign bool) shape {
	k := &p.tokens[i]
	switch k.kind {
	case newline:
		return shapeNewline
	case number:
		return shapeNumber
	case punct:
		switch k.key {
		case ".", "。", "।", "۔":
			return shapeDot
		case ",", ";":
			return shapeComma
		case "\"":
			return shapeQuote
		case "(", "[":
			return shapeOpen
		case ")", "]":
			return shapeClose
		case "-":
			return shapeHyphen
		case "'":
			return shapeApostrophe
		case ":", "：":
			return shapeColon
		}
		return shapeOther
	}
	switch {
	case k.unspaced:
		return shapeUnspaced
	case k.uncased:
		return shapeUncased
	case !k.upper && (!foreign || p.s[k.start] >= utf8.RuneSelf):
		return shapeLower
	case foreign && p.s[k.start] < utf8.RuneSelf:
		return shapeForeign
	case utf8.RuneCountInString(k.key) == 1:
		return shapeInitial
	case k.allUpper:
		return shapeCaps
	case hasInnerCapital(p.s[k.start:k.end]):
		return shapeMixed
	}
	return shapeTitle
}

// headEnd is the kind of body whose noun ends a longer word, in any case: 0
// for none.
func (p *passage) headEnd(key string) uint32 {
	kind := ""
	p.l.eachEnding(key, func(rest string, _ uint32) {
		for i := 2; kind == "" && i < len(rest); i++ {
			if utf8.RuneStart(rest[i]) {
				kind = p.l.headEnds[rest[i:]]
			}
		}
	})
	if kind == "" {
		return 0
	}
	return hashWord("", kind)
}

// runs notes of each capitalised word how long the run of such words is that
// it stands in, where in the run it stands, and what the run holds.
func (p *passage) runs(a []atoms) {
	name := func(i int) bool {
		switch a[i].shape {
		case shapeTitle, shapeCaps, shapeMixed, shapeForeign, shapeInitial:
			return true
		case shapeUncased:
			return a[i].class&(classFunction|classOrdinary) == 0
		}
		return false
	}
	const longest = 5
	for i := 0; i < len(a); {
		if !name(i) {
			i++
			continue
		}
		to, words, holds := i, uint32(0), uint32(0)
		for to < len(a) {
			if name(to) && (to == i || a[to].class&classSentence == 0) {
				words++
				c := &a[to]
				if c.class&classGiven != 0 {
					holds |= 1
				}
				if c.class&(classSurname|classForeign) != 0 {
					holds |= 2
				}
				if c.class&classOrdinary != 0 {
					holds |= 4
				} else {
					holds |= 8
				}
				if c.kinds&(1<<kHead) != 0 {
					holds |= 16
				}
				if c.kinds&(1<<kState|1<<kPlace|1<<kCapital|1<<kRegion) != 0 {
					holds |= 32
				}
				if c.shape == shapeInitial {
					holds |= 64
				}
				if c.shape == shapeCaps {
					holds |= 128
				}
				if c.elsewhere&elsewhereLower != 0 {
					holds |= 256
				}
				to++
				continue
			}
			// What may stand inside: the dot of an initial, a hyphen.
			if to+1 < len(a) && name(to+1) && (a[to].shape == shapeDot && a[to-1].shape == shapeInitial || a[to].shape == shapeHyphen && !p.tokens[to].space) {
				to++
				continue
			}
			break
		}
		place := uint32(0)
		for j := i; j < to; j++ {
			if name(j) {
				place++
			}
			a[j].run = min(words, longest)<<4 | min(place, longest)
			a[j].holds = holds
		}
		i = to
	}
}

// bucket puts a score of likeness into one of nine, the middle one for none.
func bucket(score int) uint32 { return uint32(max(0, min(8, (score+18)/4))) }

// hashWord makes a number of a word of the lists.
func hashWord(code, s string) uint32 {
	hash := hashOn(hashSeed, code) * 16777619 // a zero byte parts them
	return hashOn(hash, s) | 1
}

// censusSurname says whether a word, written in Latin letters, is among the
// surnames of the census of the United States: people of every country bear
// them, in spellings that the press takes over.
func (p *passage) censusSurname(i int) bool {
	k := p.tokens[i]
	length := utf8.RuneCountInString(k.key)
	if k.unspaced || length < 4 {
		return false
	}
	// Short rests of longer words are some surname by chance.
	const shortest, longestEnding = 5, 3
	f := ordinary.Surnames()
	found := false
	p.l.eachRest(k.key, func(rest string, _ uint32) {
		if n := utf8.RuneCountInString(rest); found || n < length && (n < shortest || length-n > longestEnding) {
			return
		}
		found = f.Has(p.latinKey(rest))
	})
	return found
}

// latinKey is a folded word in plain Latin letters.
func latinKey(key, code string) string {
	if smallASCII(key) {
		return key
	}
	if !isLatin(key) {
		key = transliterate(key, code)
	}
	return corpus.FoldLatin(key)
}

// smallASCII says whether a word has no letters but small ones of a to z.
func smallASCII(key string) bool {
	for i := range len(key) {
		if key[i] >= utf8.RuneSelf || key[i] >= 'A' && key[i] <= 'Z' {
			return false
		}
	}
	return true
}
