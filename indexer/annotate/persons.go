package annotate

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"communique/corpus"
)

// person is somebody whom the document names, with all places where it does.
type person struct {
	given, family string // keys of the nominative, family may be all there is
	parts         []namePart
	name          string // canonical Latin name
	local         string // nominative in the document's script
	id            string
	offices       []corpus.Office
	role          string
	gender        byte // m, f or 0
	sure          bool
	seen          []string // forms of the last name in the text
}

// namePart is one word of a name.
type namePart struct {
	token    int
	text     string
	key      string
	initial  bool
	particle bool
}

// candidate is a run of tokens that may be a name.
type candidate struct {
	from, to int
	parts    []namePart
	evidence int
	rule     string
	group    *officeGroup
}

// persons claims the names of persons.
func (p *passage) persons() {
	group := 0
	for i := 0; i < len(p.tokens); i++ {
		for group < len(p.groups) && p.groups[group].to <= i {
			group++
		}
		if group < len(p.groups) && p.groups[group].from <= i {
			i = p.groups[group].to - 1 // the words of an office are no name
			continue
		}
		if p.claimed[i] != 0 {
			continue
		}
		c, ok := p.candidate(i)
		if !ok {
			continue
		}
		p.weigh(&c)
		if c.evidence < 2 {
			// The first word may be no part of the name: "Yesterday Anna Berg".
			if len(c.parts) > 1 && !c.parts[0].initial && !p.givenName(c.from) && p.ordinaryWord(c.from) {
				if d, ok := p.candidate(c.parts[1].token); ok {
					p.weigh(&d)
					if d.evidence >= 2 {
						c = d
					}
				}
			}
			if c.evidence < 2 {
				i = c.to - 1
				continue
			}
		}
		if c.group != nil {
			c.group.taken = true
		}
		kept := c
		p.claim(claim{from: c.from, to: c.to, typ: corpus.Person, rule: c.rule, candidate: &kept})
		i = c.to - 1
	}
}

// maxName is how many words a name may have.
const maxName = 6

// candidate reads the longest run of name words from token i.
func (p *passage) candidate(i int) (candidate, bool) {
	t := p.tokens
	c := candidate{from: i, to: i}
	if t[i].uncased {
		return p.uncasedCandidate(i)
	}
	j := i
	full := 0
	for j < len(t) && len(c.parts) < maxName {
		k := t[j]
		if j > i && k.kind == newline {
			break
		}
		// initials: S. or J.-P.
		if k.kind == word && k.runes == 1 && k.upper && p.claimed[j] == 0 && j+1 < len(t) && t[j+1].key == "." && !t[j+1].space && !p.isHonorificAt(j) {
			c.parts = append(c.parts, namePart{token: j, text: norm.NFC.String(p.s[k.start:k.end]) + ".", key: k.key, initial: true})
			j += 2
			if j < len(t) && t[j].key == "-" && !t[j].space {
				j++
			}
			continue
		}
		if !p.nameWord(j, len(c.parts) > 0) {
			// a particle inside: von, de la
			if len(c.parts) > 0 && k.kind == word && p.isParticle(j) {
				n := j
				for n < len(t) && n < j+3 && t[n].kind == word && p.isParticle(n) {
					n++
				}
				if n < len(t) && t[n].key == "'" && !t[n].space {
					n++
				}
				if n < len(t) && p.nameWord(n, true) && !t[n].sentence {
					for x := j; x < n; x++ {
						c.parts = append(c.parts, namePart{token: x, text: p.s[t[x].start:t[x].end], key: t[x].key, particle: true})
					}
					j = n
					continue
				}
			}
			break
		}
		end := j + 1
		// O'Neill, D'Alema; Al-Rashid, Smith-Jones
		for end+1 < len(t) && !t[end].space && !t[end+1].space && (p.s[t[end].start:t[end].end] == "-" || t[end].key == "'" && t[end-1].runes <= 2) && t[end+1].kind == word && t[end+1].upper {
			end += 2
		}
		c.parts = append(c.parts, namePart{token: j, text: norm.NFC.String(p.surface(j, end)), key: p.l.key(p.surface(j, end))})
		full++
		c.to = end
		j = end
	}
	if full == 0 {
		return c, false
	}
	for len(c.parts) > 0 && (c.parts[len(c.parts)-1].initial && c.parts[len(c.parts)-1].token >= c.to || c.parts[len(c.parts)-1].particle) {
		c.parts = c.parts[:len(c.parts)-1]
	}
	c.from = c.parts[0].token
	return c, true
}

// nameWord says whether token j may be a word of a name: a capital, not
// claimed, not a word of another kind.
func (p *passage) nameWord(j int, inside bool) bool {
	t := p.tokens
	if j >= len(t) {
		return false
	}
	k := t[j]
	if k.kind != word || !k.upper || p.claimed[j] != 0 {
		return false
	}
	if k.runes < 2 { // O'Rourke, D'Alema
		return j+2 < len(t) && t[j+1].key == "'" && !t[j+1].space && t[j+2].upper && !t[j+2].space
	}
	if inside && k.sentence {
		return false
	}
	if k.allUpper && k.runes <= 3 {
		return false
	}
	if p.l.abbrev[k.key] && j+1 < len(t) && t[j+1].key == "." && !t[j+1].space {
		return false
	}
	given := p.givenName(j)
	if p.l.function[k.key] && (!given || !inside && k.sentence) {
		// Ignazio La Russa: a particle with a capital, inside a name.
		if !inside || !p.l.particles[k.key] || j+1 >= len(t) || !t[j+1].upper {
			return false
		}
	}
	for _, f := range p.at(j) {
		switch f.kind {
		case kCommon, kHonorific, kMonth, kWeekday:
			// April Smith, Helmi Kuusikorpi: a month that is a given name.
			month := f.kind == kMonth && j+1 < len(t) && t[j+1].upper && !t[j+1].sentence
			if !given || f.kind != kCommon && !month {
				return false
			}
		case kRole, kCompound, kHead:
			if f.exact && !given || f.to > j+1 {
				return false
			}
			if !given && !p.knownSurname(j) {
				return false
			}
		}
	}
	return true
}

func (p *passage) isParticle(j int) bool {
	key := p.tokens[j].key
	if p.l.function[key] {
		// von der Leyen: an article is a particle only behind another one.
		return p.l.particles[key] && (!p.l.pack.CapitalNouns || key == "von" || key == "zu" || j > 0 && p.l.particles[p.tokens[j-1].key])
	}
	return p.l.particles[key] || commonParticles[key]
}

// commonParticles stand in names in every language of the same script.
var commonParticles = map[string]bool{
	"von": true, "van": true, "der": true, "den": true, "de": true, "la": true, "di": true, "da": true, "dos": true, "del": true, "du": true, "zu": true, "al": true, "bin": true, "ibn": true, "ben": true, "af": true, "ter": true, "ten": true,
	"фон": true, "ван": true, "де": true, "бин": true, "ибн": true, "аль": true, "ла": true, "дер": true,
}

// weigh adds up what speaks for a person.
func (p *passage) weigh(c *candidate) {
	words, ordinary, listed := 0, 0, 0
	for _, n := range c.parts {
		if n.initial || n.particle {
			continue
		}
		words++
		switch {
		case p.givenName(n.token) || p.knownSurname(n.token):
			listed++
		case p.ordinaryWord(n.token):
			ordinary++
		}
	}
	initials := slices.ContainsFunc(c.parts, func(n namePart) bool { return n.initial })
	note := func(points int, rule string) {
		c.evidence += points
		if c.rule == "" {
			c.rule = rule
		}
	}
	if g := p.groupBefore(c.from); g != nil {
		c.group = g
		note(3, "role before the name")
	}
	if p.honorificBefore(c.from) {
		note(3, "honorific before the name")
	}
	if c.group == nil {
		if g := p.groupAfter(c.to); g != nil && (words >= 2 || initials) {
			c.group = g
			note(2, "role after the name")
		}
	}
	if initials && (c.parts[0].initial || words >= 2) {
		note(2, "initials")
	}
	first, last := c.parts[0], c.parts[len(c.parts)-1]
	if !first.initial && p.givenName(first.token) {
		switch {
		case words >= 2:
			note(2, "given name")
		case !p.ordinaryWord(first.token) && !p.isPlaceWord(first.token) && p.ownGivenName(first.token) && !p.l.pack.CapitalNouns:
			note(2, "given name alone")
		}
	} else if words >= 2 && p.givenName(c.parts[1].token) {
		note(1, "given name")
	}
	if p.knownSurname(last.token) {
		switch {
		case words >= 2:
			note(1, "surname")
		case !p.ordinaryWord(last.token) && !p.isPlaceWord(last.token) && !p.tokens[last.token].sentence && !p.tokens[last.token].allUpper && c.to == last.token+1:
			note(2, "surname alone")
		}
	}
	// Two or three words that no dictionary has, in running text, are a
	// person more often than not, where common nouns are written small.
	if words >= 2 && words <= 4 && ordinary == 0 {
		note(2, "capitalised words that no dictionary has")
	}
	if ordinary > 0 && c.group == nil && !p.honorificBefore(c.from) {
		// Behind a given name a word with a capital is a surname, whatever
		// else it means, unless all nouns have one; English titles have many.
		if !p.l.inflects() || p.l.pack.CapitalNouns || first.initial || !p.givenName(first.token) || ordinary > 1 {
			note(-ordinary, "")
		}
		if listed == 0 && !initials {
			c.evidence = 0
		}
	}
	// A single word with a role is a name only if it can be no other thing.
	if words == 1 && c.group != nil && !initials {
		k := p.tokens[c.from]
		if k.allUpper || ordinary > 0 || k.sentence && listed == 0 {
			c.evidence = 0
		}
		for _, f := range p.at(c.from) {
			if f.kind != kTopic && f.kind != kNumber && f.kind < kMonth && f.kind != kHonorific {
				c.evidence = 0
			}
		}
	}
}

// ordinaryWord says whether a dictionary has the word in small letters.
func (p *passage) ordinaryWord(j int) bool {
	return p.known(j, isOrdinary, func(string) bool {
		// The dictionaries have the words as they are written, not as the
		// lexicon folds them.
		k := p.tokens[j]
		return p.l.ordinaryWord(p.l.plain(p.s[k.start:k.end]))
	})
}

func (l *lexicon) ordinaryWord(key string) bool {
	if l.trade.has(key) {
		return true
	}
	for _, w := range l.ordinary {
		if w.Has(key) {
			return true
		}
	}
	for _, x := range l.prefixes {
		if rest, ok := strings.CutPrefix(key, x); ok && utf8.RuneCountInString(rest) >= l.minRest && l.ordinary[0].Has(rest) {
			return true
		}
	}
	return l.pack.CapitalNouns && l.compound(key)
}

// compound says whether a word is made of two ordinary ones (Strukturfonds):
// where every noun has a capital, that is what unlisted words mostly are.
func (l *lexicon) compound(key string) bool {
	const shortest = 4 // bytes of a part; shorter ones fit everywhere
	w := l.ordinary[0]
	for i := shortest; i+shortest <= len(key); i++ {
		if !utf8.RuneStart(key[i]) || !w.Has(key[i:]) {
			continue
		}
		head := key[:i]
		if w.Has(head) || w.Has(strings.TrimSuffix(head, "s")) {
			return true
		}
	}
	return false
}

// ownGivenName says whether the word is a given name of the text's own language.
func (p *passage) ownGivenName(j int) bool {
	ok := false
	p.l.eachRest(p.tokens[j].key, func(rest string, hash uint32) {
		for _, v := range nameVowels {
			ok = ok || p.l.given.keys.find(hashOn(hash, v), rest, v) >= 0
		}
	})
	return ok
}

// givenName says whether the word is a given name of any language, in any case.
func (p *passage) givenName(j int) bool {
	return p.known(j, isGiven, func(key string) bool { _, ok := p.l.givenName(key); return ok })
}

func (p *passage) knownSurname(j int) bool { return p.known(j, isSurname, p.l.surname) }

// What is known of a word is asked often and looked up once: two bits for
// each question, one that it was asked, one for the answer.
const (
	isGiven = iota
	isSurname
	isOrdinary
)

func (p *passage) known(j, question int, look func(string) bool) bool {
	if p.tokens[j].kind != word {
		return false
	}
	asked, yes := uint8(1)<<(2*question), uint8(2)<<(2*question)
	if p.answers[j]&asked == 0 {
		p.answers[j] |= asked
		if look(p.tokens[j].key) {
			p.answers[j] |= yes
		}
	}
	return p.answers[j]&yes != 0
}

// groupBefore is the office group that ends right before token i: nothing, or
// a copula, an honorific or a quotation mark, between them.
func (p *passage) groupBefore(i int) *officeGroup {
	for n := range p.groups {
		g := &p.groups[n]
		if g.to > i {
			break
		}
		if i-g.to > 4 {
			continue
		}
		fits := true
		for j := g.to; j < i; j++ {
			k := p.tokens[j]
			_, honorific := p.longest(j, kHonorific)
			if !honorific && !(k.kind == punct && (k.key == "." || k.key == "-") && j > 0 && p.isHonorificAt(j-1)) && !p.l.copula(k.key) && k.key != ":" && !(k.key == "," && j == g.to && p.apposed(i)) {
				fits = false
			}
		}
		if fits && (g.to == i || !p.tokens[i].sentence) {
			return g
		}
	}
	return nil
}

// apposed says whether the name at token i stands between commas: The
// Deputy Prime Minister, Alan Corrigan, opened ...
func (p *passage) apposed(i int) bool {
	for j := i; j < len(p.tokens) && j < i+6; j++ {
		switch k := p.tokens[j]; {
		case k.key == "," || k.kind == newline:
			return j > i
		case k.key == "." && p.tokens[j-1].runes > 1:
			return j+1 == len(p.tokens) || p.tokens[j+1].sentence || p.tokens[j+1].kind == newline
		case k.key == "." || k.kind == word && k.runes == 1 && k.upper: // an initial
		case !p.nameWord(j, true) && !p.isParticle(j):
			return false
		}
	}
	return false
}

func (p *passage) isHonorificAt(i int) bool {
	for j := max(0, i-3); j <= i; j++ {
		if f, ok := p.longest(j, kHonorific); ok && f.to == i+1 {
			return true
		}
	}
	return false
}

// honorificBefore says whether an honorific stands right before token i.
func (p *passage) honorificBefore(i int) bool {
	if i > 0 && p.isHonorificAt(i-1) {
		return true
	}
	return i > 1 && p.tokens[i-1].key == "." && p.isHonorificAt(i-2)
}

// groupAfter is the office group that starts right after token i, after a
// comma, a dash or a bracket.
func (p *passage) groupAfter(i int) *officeGroup {
	for n := range p.groups {
		g := &p.groups[n]
		if g.from < i {
			continue
		}
		if g.from > i+3 {
			return nil
		}
		sep := 0
		for j := i; j < g.from; j++ {
			k := p.tokens[j]
			if k.key == "," || k.key == "(" || k.key == "-" {
				sep++
				continue
			}
			if k.kind == word && p.l.function[k.key] && !k.upper && sep > 0 {
				continue
			}
			return nil
		}
		if g.taken {
			return nil
		}
		// Without a sign between, the role may belong to the next name.
		if sep == 0 && p.startsName(g.to) {
			return nil
		}
		// "Merkel, Minister Seehofer": the role's own name follows.
		if p.startsName(g.to) && sep > 0 {
			return nil
		}
		return g
	}
	return nil
}

func (p *passage) startsName(i int) bool {
	return i < len(p.tokens) && (p.nameWord(i, true) && !p.tokens[i].sentence || i+1 < len(p.tokens) && p.tokens[i].runes == 1 && p.tokens[i].upper && p.tokens[i+1].key == ".")
}

// name makes persons of the names that are claimed, in the order of the text.
func (p *passage) name() {
	slices.SortFunc(p.claims, func(a, b claim) int { return a.from - b.from })
	for n := range p.claims {
		c := &p.claims[n]
		for i := c.from; i < c.to; i++ {
			p.claimed[i] = int32(n + 1)
		}
		if c.typ == corpus.Person && c.person == nil {
			if c.candidate.group == nil {
				if g := p.groupBefore(c.from); g != nil {
					c.candidate.group = g
				} else if g := p.groupAfter(c.to); g != nil {
					c.candidate.group = g
				}
			}
			c.person = p.personOf(c.candidate)
		}
	}
}

// personOf makes a person of a name and the office beside it.
func (p *passage) personOf(c *candidate) *person {
	q := &person{parts: c.parts, sure: true}
	if c.group != nil {
		c.group.taken = true
		q.role = p.surface(c.group.from, c.group.to)
		if _, after, ok := strings.Cut(q.role, ") "); ok && strings.HasPrefix(q.role, "(") {
			q.role = after // the acronym of a body that was read with the role
		}
		q.offices = slices.Clone(c.group.offices)
		for i := range q.offices {
			o := &q.offices[i]
			if o.Role == "counterpart" {
				p.sameOffice(o)
			}
			if o.State == "" && o.Organisation == "" && nationalRoles[o.Role] {
				o.State = p.ownState()
			}
		}
	}
	p.nameOf(q)
	p.people = append(p.people, q)
	return q
}

// sameOffice makes of a counterpart what the person named last in the passage
// is: her Italian counterpart holds her own office in Italy.
func (p *passage) sameOffice(o *corpus.Office) {
	for i := len(p.people) - 1; i >= 0; i-- {
		for _, x := range p.people[i].offices {
			if x.Role != "" && x.Role != "counterpart" && x.State != o.State {
				o.Role, o.Portfolio = x.Role, x.Portfolio
				return
			}
		}
	}
}

// ownState is the state whose offices need no state beside them: the
// publisher's, where a ministry publishes; else the one the text is about.
func (d *document) ownState() string {
	if d.meta.Country != "" && d.meta.Ministry != "" {
		return d.meta.Country
	}
	if d.mainState != "" {
		return stateCode(d.mainState)
	}
	return d.meta.Country
}

// corefer joins the persons of a document that are one, and finds the later
// mentions by surname alone.
func (d *document) corefer() {
	// Names of several words are known first; one-word names join them.
	known := map[string][]*person{} // rest of the family name -> persons
	join := func(q *person, full bool) *person {
		var best *person
		d.l.eachRest(q.family, func(rest string, _ uint32) {
			for _, o := range known[rest] {
				if best == nil && (!full || sameGiven(o, q)) {
					best = o
				}
			}
		})
		return best
	}
	remember := func(q *person) {
		d.l.eachRest(q.family, func(rest string, _ uint32) { known[rest] = append(known[rest], q) })
	}
	alias := map[*person]*person{}
	for _, full := range []bool{true, false} {
		for _, q := range d.people {
			if (q.given != "") != full {
				continue
			}
			if o := join(q, full); o != nil {
				alias[q] = o
				o.merge(q)
			} else {
				remember(q)
			}
		}
	}
	for _, q := range d.people {
		if alias[q] == nil {
			d.l.settle(q)
		}
	}
	for _, p := range d.passages {
		for i := range p.claims {
			if c := &p.claims[i]; c.person != nil {
				if o := alias[c.person]; o != nil {
					c.person = o
				}
			}
		}
		// Surnames alone, later or in the title.
		for i := 0; i < len(p.tokens); i++ {
			k := p.tokens[i]
			if p.claimed[i] != 0 || k.kind != word || !k.upper && !k.uncased || k.runes < 3 || k.unspaced {
				continue
			}
			if _, ok := p.longest(i, kRole, kMonth, kWeekday); ok {
				continue
			}
			end := i + 1
			for end+1 < len(p.tokens) && p.tokens[end].key == "-" && !p.tokens[end].space && !p.tokens[end+1].space && p.tokens[end+1].upper {
				end += 2
			}
			var q *person
			key := p.l.key(p.surface(i, end))
			d.l.eachRest(key, func(rest string, _ uint32) {
				if q == nil && len(known[rest]) > 0 && (rest == key || !p.l.function[key] && (k.upper || len(p.l.prefixes) == 0)) {
					for _, o := range known[rest] {
						if o.sure {
							q = o
						}
					}
				}
			})
			if q == nil || !p.free(i, end) {
				continue
			}
			from := i
			p.claim(claim{from: from, to: end, typ: corpus.Person, rule: "surname of a person named before", person: q})
			i = end - 1
		}
	}
}

// sameGiven says whether two names can be one person's: equal given names, or
// an initial that fits.
func sameGiven(a, b *person) bool {
	x, y := a.given, b.given
	if x == "" || y == "" {
		return true
	}
	rx, _ := utf8.DecodeRuneInString(x)
	ry, _ := utf8.DecodeRuneInString(y)
	if utf8.RuneCountInString(x) == 1 || utf8.RuneCountInString(y) == 1 {
		return rx == ry
	}
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n >= min(len(x), len(y))-3 && n >= 3 || x == y
}

// merge takes what another mention of the same person adds.
func (q *person) merge(o *person) {
	if q.role == "" {
		q.role = o.role
	}
	for _, x := range o.offices {
		have := slices.ContainsFunc(q.offices, func(y corpus.Office) bool {
			return y.Role == x.Role && (x.Portfolio == "" || y.Portfolio == x.Portfolio || y.Portfolio == "")
		})
		if !have {
			q.offices = append(q.offices, x)
		}
	}
	q.seen = append(q.seen, o.seen...)
	if fuller(o, q) {
		q.parts, q.given, q.family = o.parts, o.given, o.family
		q.rename(o.name, o.local)
	}
}

// settle takes the nominative that the text itself shows, where one of its
// forms is another's dictionary form.
func (l *lexicon) settle(q *person) {
	last := len(q.parts) - 1
	for _, a := range q.seen {
		low := strings.ToLower(a)
		for _, n := range l.nominatives {
			if !strings.HasSuffix(low, n.from) {
				continue
			}
			b := a[:len(a)-len(n.from)] + n.to
			if b != a && b != q.parts[last].text && slices.Contains(q.seen, b) {
				q.parts[last].text = b
				q.rename(latinNameOf(l, q.parts), joinParts(q.parts))
				return
			}
		}
	}
}

// rename sets the canonical name and what follows from it.
func (q *person) rename(name, local string) {
	q.name, q.local = name, ""
	if local != name {
		q.local = local
	}
	slug := corpus.Slug(strings.ReplaceAll(name, ".", " "))
	if slug == "" { // Han and Thai have no Latin form here
		slug = "x-" + hexName(name)
	}
	q.id = "person:" + slug
}

// fuller prefers a name in full over one with initials.
func fuller(a, b *person) bool {
	ga, gb := utf8.RuneCountInString(a.given), utf8.RuneCountInString(b.given)
	return ga > 1 && gb <= 1
}

func joinParts(parts []namePart) string {
	var b strings.Builder
	for i, n := range parts {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(n.text)
	}
	return b.String()
}
