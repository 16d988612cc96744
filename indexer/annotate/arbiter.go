package annotate

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"communique/corpus"
	"communique/indexer/annotate/ordinary"
	"communique/indexer/annotate/tagger"
)

// firm says whether a claim of the rules stands whatever the tagger says:
// what a gazetteer knows by several words, national bodies, names of states.
func (p *passage) firm(c *claim) bool {
	switch c.typ {
	case corpus.Organisation:
		switch c.rule {
		case "organisation: name", "acronym in brackets", "acronym of this text", "acronym: as defined in the text", "acronym: of the body named in full":
			return true
		case "organisation: acronym":
			return p.tokens[c.from].runes > 2 || c.to-c.from > 1
		}
		return c.needState
	case corpus.Person:
		return c.rule == "honorific before the name" || c.candidate != nil && (c.candidate.evidence >= 5 || p.wellNamed(c.candidate))
	}
	return true
}

// wellNamed says whether a name is a given name of the language and other
// words that no dictionary has, or, without capitals, two words behind an office.
func (p *passage) wellNamed(c *candidate) bool {
	first := c.parts[0].token
	if c.rule == "role before the name" && p.tokens[first].uncased {
		return len(c.parts) > 1 || p.firstName(first)
	}
	if len(c.parts) < 2 || len(c.parts) > 3 || c.parts[0].initial {
		return false
	}
	if c.rule != "given name" || p.tokens[first].sentence || p.tokens[first].uncased || !p.ownGivenName(first) {
		return false
	}
	for _, n := range c.parts {
		if p.ordinaryWord(n.token) {
			return false
		}
	}
	return true
}

// arbitrate lets the tagger decide over the names that the rules found, and
// adds those that they missed.
func (p *passage) arbitrate(m *tagger.Model, s *scratch) {
	if len(p.tokens) == 0 {
		return
	}
	p.evidence(&s.sequence)
	for n := range p.claims {
		c := &p.claims[n]
		if !p.firm(c) {
			continue
		}
		for i := c.from; i < c.to; i++ {
			s.sequence.Allowed[i] = p.firmLabels(c, i)
		}
	}
	labels := m.Decode(&s.sequence, &s.decoder)
	var kept []claim
	inside := make([]corpus.MentionType, len(p.tokens)) // of the names as now decided
	var names []claim
	for i := 0; i < len(labels); {
		begin := labels[i]
		if begin != tagger.BeginPerson && begin != tagger.BeginOrganisation {
			i++
			continue
		}
		to := i + 1
		for to < len(labels) && labels[to] == begin+1 {
			to++
		}
		if c, ok := p.decided(i, to, begin); ok {
			names = append(names, c)
			for j := c.from; j < c.to; j++ {
				inside[j] = c.typ
			}
		}
		i = to
	}
	var refused []claim
	for _, c := range p.claims {
		switch c.typ {
		case corpus.Person, corpus.Organisation:
			if !p.firm(&c) {
				refused = append(refused, c)
				continue
			}
		}
		// The name of a state inside the name of a body is a mention too.
		place := c.typ == corpus.State && c.kind == "" || c.typ == corpus.Region
		free := true
		for i := c.from; i < c.to; i++ {
			free = free && (inside[i] == "" || place && inside[i] == corpus.Organisation)
		}
		if free {
			kept = append(kept, c)
		}
	}
	kept = append(kept, names...)
	p.claims = kept
	clear(p.claimed)
	for n, c := range p.claims {
		for i := c.from; i < c.to; i++ {
			p.claimed[i] = int32(n + 1)
		}
	}
	// What a refused body hid: the organisations and places in its words.
	for _, r := range refused {
		for i := r.from; i < r.to; i++ {
			if c, ok := p.knownOrganisation(i); ok && p.firm(&c) && p.free(c.from, c.to) {
				p.claim(c)
				i = c.to - 1
			}
		}
	}
	p.places()
}

// firmLabels are the labels that token i of a firm claim may have.
func (p *passage) firmLabels(c *claim, i int) uint8 {
	begin, in := tagger.BeginPerson, tagger.InPerson
	switch c.typ {
	case corpus.Organisation:
		begin, in = tagger.BeginOrganisation, tagger.InOrganisation
	case corpus.Person:
	case corpus.State, corpus.Region:
		if c.kind != "" {
			return tagger.Any // part of the name of a body, perhaps
		}
		if p.tokens[i].unspaced {
			return 1 << tagger.Outside // no border would tell where the body ends
		}
		return 1<<tagger.Outside | 1<<tagger.InOrganisation | 1<<tagger.BeginOrganisation
	case corpus.DateMention:
		return 1 << tagger.Outside
	default: // a place that is no mention
		return tagger.Any
	}
	if i == c.from {
		return 1 << begin
	}
	return 1 << in
}

// decided makes a claim of a name that the tagger marks: the rules' own where
// they found it too.
func (p *passage) decided(from, to int, begin tagger.Label) (claim, bool) {
	typ := corpus.Person
	if begin == tagger.BeginOrganisation {
		typ = corpus.Organisation
	}
	if c := p.claimAt(from); c != nil && c.to >= to && (c.typ == corpus.Region || c.typ == corpus.State) {
		return claim{}, false
	}
	// Names of states at the ends are mentions of their own.
	for from < to && p.namedState(to-1) != nil {
		to = p.namedState(to - 1).from
	}
	for from < to && p.namedState(from) != nil {
		from = p.namedState(from).to
	}
	for to > from && p.tokens[to-1].kind == punct && p.tokens[to-1].key != ")" && p.tokens[to-1].key != "." {
		to--
	}
	for to > from && p.tokens[from].kind == punct {
		from++
	}
	if from >= to {
		return claim{}, false
	}
	var best *claim
	for i := from; i < to; i++ {
		if c := p.claimAt(i); c != nil && c.typ == typ && (best == nil || c.to-c.from > best.to-best.from) {
			best = c
		}
	}
	if best != nil && (best.from == from && best.to == to || p.firm(best)) {
		return *best, true
	}
	c := claim{from: from, to: to, typ: typ, rule: "tagger"}
	if best != nil {
		c.rule = "tagger, by " + best.rule
	}
	if f, ok := p.longest(from, kHonorific, kRole); ok && f.to >= to {
		return claim{}, false // Mrs, the minister: nobody's name
	}
	if typ == corpus.Person {
		x, ok := p.candidateIn(from, to)
		if !ok || best == nil && !p.plausible(&x) {
			return claim{}, false
		}
		if best != nil && best.candidate != nil {
			x.group = best.candidate.group
		}
		c.candidate = &x
		return c, true
	}
	if best == nil && !p.plausibleBody(from, to) {
		return claim{}, false
	}
	for i := from; i < to; i++ {
		if f, ok := p.longest(i, kHead); ok && f.to <= to {
			c.head = f.id
		}
		if f, ok := p.longest(i, kOrg); ok && f.from == from && f.to == to {
			c.id = f.id
		}
	}
	if best != nil && c.id == "" && best.id != "" && best.rule == "organisation: acronym" {
		c.id = best.id
	}
	return c, true
}

// plausible says whether a name that only the tagger sees can be one: some
// word of it is no ordinary one, and where a sentence begins, so that its
// capital says nothing, some list has one of its words.
func (p *passage) plausible(c *candidate) bool {
	if p.groupBefore(c.from) != nil || p.honorificBefore(c.from) {
		return true
	}
	if p.tokens[c.from].unspaced {
		return p.plausibleLetters(c.from, c.to)
	}
	// A place that some list has is one, unless a listed name stands with it.
	if q := p.claimAt(c.from); q != nil && q.silent && q.to >= c.to {
		return false
	}
	unusual, listed, words := false, false, 0
	for _, n := range c.parts {
		if n.initial || n.particle {
			unusual = true
			continue
		}
		words++
		given := p.givenName(n.token)
		if !p.ordinaryWord(n.token) || given && len(c.parts) > 1 && !p.tokens[c.from].sentence {
			unusual = true
		}
		key := p.tokens[n.token].key
		own := p.l.given.has(key)
		surname := allNames().surnames.has(key)
		if own || surname || p.l.ownSurname(key) && words > 1 || utf8.RuneCountInString(key) > 4 && ordinary.Surnames().Has(p.latinKey(key)) {
			listed = true
		}
	}
	// The name of a town is one, unless a list has it for a person's too; one
	// of several words (Novi Sad) is a person's in no list.
	if town := p.town(c.from, c.to); town != 0 && (!listed || words > 1 && town&townCase == 0) {
		return false
	}
	return unusual && (listed || words > 1 || !p.tokens[c.from].sentence)
}

// plausibleLetters says whether letters of a script without spaces can be a
// name: a listed surname or given name begins them, or they are a foreign name
// in Katakana that sounds like a listed one. In Thai the name must end where a
// word ends for certain.
func (p *passage) plausibleLetters(from, to int) bool {
	t := p.tokens
	if f, ok := p.longest(from, kPlace, kCapital, kCommon); ok && f.to >= to {
		return false
	}
	if p.honorificAt(to) || p.groupAfter(to) != nil {
		return true
	}
	if unicode.Is(unicode.Katakana, p.letter(from)) {
		end, dots := from, false
		for end < to && (unicode.Is(unicode.Katakana, p.letter(end)) || t[end].key == "ー" || isDot(t[end].key)) {
			dots = dots || isDot(t[end].key)
			end++
		}
		return dots || end == to && soundOf(p.surface(from, to)) != 0
	}
	thai := unicode.Is(unicode.Thai, p.letter(from))
	if thai && to < len(t) && t[to].unspaced && !t[to].space {
		return false
	}
	const longest = 10 // letters of a listed name
	for n := 1; n <= longest && from+n <= to; n++ {
		key := p.l.key(p.surface(from, from+n))
		if p.l.surnames.has(key) || n > 1 && p.l.given.has(key) {
			return true
		}
	}
	return !thai && p.sound(from)
}

// plausibleBody says whether words in which only the tagger sees a body can
// be one: more than the ordinary words with which a sentence begins, and more
// than a single ordinary word.
func (p *passage) plausibleBody(from, to int) bool {
	if p.tokens[from].unspaced {
		f, known := p.longest(from, kHonorific, kCommon, kRole, kTopic, kPlace, kCapital)
		return !known || f.to < to
	}
	if !p.tokens[from].sentence && to-from > 1 {
		return true
	}
	for i := from; i < to; i++ {
		k := p.tokens[i]
		if _, head := p.longest(i, kHead); head || k.allUpper || k.kind == word && k.upper && !p.ordinaryWord(i) {
			return true
		}
	}
	return to-from > 3
}

// namedState is the claim of a state's name that holds token i.
func (p *passage) namedState(i int) *claim {
	if c := p.claimAt(i); c != nil && (c.typ == corpus.State && c.kind == "" || c.typ == corpus.Region || c.typ == corpus.DateMention) {
		return c
	}
	return nil
}

// candidateIn reads the parts of a name that is known to be one.
func (p *passage) candidateIn(from, to int) (candidate, bool) {
	t := p.tokens
	c := candidate{from: from, to: to, rule: "tagger", evidence: 2}
	for j := from; j < to; {
		k := t[j]
		if k.kind != word {
			j++
			continue
		}
		if k.unspaced {
			end := j + 1
			for end < to && (t[end].unspaced || isDot(t[end].key)) && !t[end].space {
				end++
			}
			c.parts = append(c.parts, partOf(p, j, end))
			j = end
			continue
		}
		if k.runes == 1 && k.upper && j+1 < len(t) && t[j+1].key == "." && !t[j+1].space {
			n := partOf(p, j, j+1)
			n.text += "."
			n.initial = true
			c.parts = append(c.parts, n)
			j += 2
			continue
		}
		end := j + 1
		for end+1 < to && !t[end].space && !t[end+1].space && (t[end].key == "-" || t[end].key == "'") && t[end+1].kind == word {
			end += 2
		}
		n := partOf(p, j, end)
		n.particle = len(c.parts) > 0 && !k.upper && !k.uncased && p.isParticle(j)
		c.parts = append(c.parts, n)
		j = end
	}
	for len(c.parts) > 0 && c.parts[len(c.parts)-1].particle {
		c.parts = c.parts[:len(c.parts)-1]
	}
	full := 0
	for _, n := range c.parts {
		if !n.initial && !n.particle {
			full++
		}
	}
	return c, full > 0
}

// partOf is the part of a name that tokens from..to-1 make.
func partOf(p *passage, from, to int) namePart {
	text := norm.NFC.String(p.surface(from, to))
	return namePart{token: from, text: text, key: p.l.key(text)}
}
