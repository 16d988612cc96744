package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"communique/corpus"
	"communique/corpus/gazetteer"
)

// publicHeads are kinds of bodies that a state has one of.
func publicHead(kind string) bool {
	e, ok := gazetteer.Find("head:" + kind)
	return ok && len(e.Fields) > 0 && e.Fields[0] == "public"
}

// bodies claims organisations: names of the gazetteer first, then national
// bodies by rule, then names that a head noun begins or ends.
func (p *passage) bodies() {
	for i := 0; i < len(p.tokens); i++ {
		if p.claimed[i] != 0 {
			continue
		}
		c, ok := p.body(i)
		if !ok || !p.free(c.from, c.to) || p.endsState(c) {
			continue
		}
		p.claim(c)
		i = c.to - 1
	}
	p.firms()
	p.learnedAcronyms()
	p.acronyms()
	p.bareHeads()
	p.brands()
}

// brands claims names in quotation marks that no dictionary has, and names in
// Latin letters inside a text of another script.
func (p *passage) brands() {
	t := p.tokens
	foreign := len(p.l.pack.Scripts) > 0 && p.l.pack.Scripts[0] != "Latn" && p.l.fold == nil
	for i := 0; i < len(t); i++ {
		if p.claimed[i] != 0 {
			continue
		}
		if t[i].key == "\"" && i+2 < len(t) {
			j, known := i+1, false
			for j < len(t) && j < i+4 && t[j].kind == word && p.claimed[j] == 0 && t[j].key != "\"" {
				if _, ok := p.longest(j, kTopic, kRole, kCommon, kState, kRegion, kMonth); ok || p.ordinaryWord(j) || p.l.function[t[j].key] || p.givenName(j) {
					known = true
				}
				j++
			}
			if j > i+1 && j < len(t) && t[j].key == "\"" && t[i+1].upper && !known && !t[i+1].sentence {
				p.claim(claim{from: i + 1, to: j, typ: corpus.Organisation, rule: "name in quotation marks"})
				i = j
			}
			continue
		}
		if foreign && t[i].kind == word && t[i].upper && isLatin(p.s[t[i].start:t[i].end]) && !p.givenName(i) && !p.inBrackets(i) {
			j := i + 1
			for j < len(t) && j < i+5 && t[j].kind == word && p.claimed[j] == 0 && isLatin(p.s[t[j].start:t[j].end]) {
				j++
			}
			if t[i].runes > 1 && romanValue(p.s[t[i].start:t[i].end]) == 0 && !(i+1 < len(t) && j == i+1 && (t[j].kind == number || t[j].key == "-")) {
				p.claim(claim{from: i, to: j, typ: corpus.Organisation, rule: "name in Latin letters"})
			}
			i = j - 1
		}
	}
}

// inBrackets says whether token i follows an opening bracket: there stands
// how the name before it is written elsewhere.
func (p *passage) inBrackets(i int) bool {
	for j := i - 1; j >= 0 && j > i-4; j-- {
		switch p.tokens[j].key {
		case "(":
			return true
		case ")", ",", ".":
			return false
		}
	}
	return false
}

// bareHeads claims a body that is named by its head alone, with a capital:
// the Commission, the Ministry. It is the last body of that kind named before.
func (p *passage) bareHeads() {
	last := map[string]string{} // head kind -> id of the body named last
	inside := map[string]bool{} // head words seen with a capital inside a sentence
	for i := 0; i < len(p.tokens); i++ {
		if f, ok := p.longest(i, kHead); ok && p.tokens[i].upper && !p.tokens[i].sentence {
			inside[f.id] = true
		}
	}
	role := 0 // the end of the words of an office: vice-president of the Government
	for i := 0; i < len(p.tokens); i++ {
		k := p.tokens[i]
		if i < role {
			continue
		}
		if f, ok := p.longest(i, kRole); ok && f.to > i+1 {
			if h, ok := p.longest(i, kHead); !ok || h.to < f.to {
				role = f.to
				continue
			}
		}
		if c := p.claimAt(i); c != nil {
			if c.typ == corpus.Organisation && c.from == i {
				if c.head == "" {
					for j := c.from; j < c.to; j++ {
						if f, ok := p.longest(j, kHead); ok && f.to <= c.to {
							c.head = f.id
						}
					}
				}
				if c.head != "" {
					last[c.head] = c.id
				}
			}
			continue
		}
		f, ok := p.longest(i, kHead)
		if !ok || !k.upper || k.allUpper || !p.free(f.from, f.to) || !f.exact && !p.l.inflects() {
			continue
		}
		e, _ := gazetteer.Find("head:" + f.id)
		if len(e.Fields) == 0 || e.Fields[0] != "public" {
			continue
		}
		if k.sentence && f.to == i+1 && !inside[f.id] && last[f.id] == "" {
			continue
		}
		if r, ok := p.longest(i, kRole, kPortfolio); ok && (r.to > f.to || f.to == i+1 || !p.tokens[f.to-1].upper) {
			continue
		}
		// Where every noun has a capital, only those that a state has one of,
		// and with an article.
		if p.l.pack.CapitalNouns && (!soleBody[f.id] || i == 0 || !p.l.function[p.tokens[i-1].key]) {
			continue
		}
		// Part of a longer capitalised name that no rule read.
		if f.to < len(p.tokens) && p.tokens[f.to].upper && !p.tokens[f.to].sentence && p.claimed[f.to] == 0 && p.tokens[f.to].kind == word {
			continue
		}
		c := claim{from: f.from, to: f.to, typ: corpus.Organisation, head: f.id, id: last[f.id], rule: "head alone"}
		if c.id == "" {
			c.needState, c.portfolio = true, f.id
		}
		p.claim(c)
		i = f.to - 1
	}
}

// soleBody are the kinds of bodies that a state or union has one of.
var soleBody = map[string]bool{"commission": true, "parliament": true, "government": true, "cabinet": true, "central-bank": true, "presidency": true}

// firms claims names that a legal form marks: Vertrieb GmbH, SIA "Tets".
func (p *passage) firms() {
	t := p.tokens
	for i := range t {
		f, ok := p.longest(i, kLegal)
		if !ok || !f.exact || !p.free(f.from, f.to) || !t[i].space && i > 0 && t[i-1].kind != punct && t[i-1].kind != newline {
			continue
		}
		if f.sub != "after" && f.to+1 < len(t) {
			to := 0
			if t[f.to].key == "\"" {
				for j := f.to + 1; j < len(t) && j < f.to+8 && t[j].kind != newline; j++ {
					if t[j].key == "\"" {
						to = j + 1
						break
					}
				}
			} else {
				for j := f.to; j < len(t) && j < f.to+4 && t[j].kind == word && t[j].upper && f.sub == "before"; j++ {
					to = j + 1
				}
			}
			if to > 0 && p.free(f.from, to) {
				p.claim(claim{from: f.from, to: to, typ: corpus.Organisation, head: "company", rule: "legal form and name"})
				continue
			}
		}
		if f.sub == "before" {
			continue
		}
		from := i
		for from > 0 && i-from < 6 {
			k := t[from-1]
			if p.claimed[from-1] != 0 || k.kind == newline {
				break
			}
			if k.kind == word && k.upper && (!p.l.function[k.key] || !k.sentence) || k.key == "&" || k.key == "-" && !k.space || k.key == "," && from == i && i-from == 0 {
				from--
				if k.kind == word && k.sentence {
					break
				}
				continue
			}
			break
		}
		for from < i && t[from].kind != word {
			from++
		}
		if from < i {
			p.claim(claim{from: from, to: f.to, typ: corpus.Organisation, head: "company", rule: "name and legal form"})
		}
	}
}

// acronyms claims words in capitals that nothing else explains.
func (p *passage) acronyms() {
	t := p.tokens
	for i, k := range t {
		if !k.allUpper || k.runes < 2 || k.runes > 6 || p.claimed[i] != 0 || romanValue(p.s[k.start:k.end]) > 0 || p.inCapitals(i) {
			continue
		}
		if _, ok := p.longest(i, kRole, kHonorific, kCommon, kMonth, kWeekday, kState, kCompound, kRegion, kPlace, kCapital); ok || p.l.function[k.key] || p.l.abbrev[k.key] {
			continue
		}
		// Codes, numbers of cases and laws, units.
		if i > 0 && !k.space && (t[i-1].kind == number || t[i-1].kind == punct && strings.Contains("/:-.'&", t[i-1].key)) ||
			i+1 < len(t) && (t[i+1].kind == number && t[i+1].runes > 1 || !t[i+1].space && t[i+1].kind == punct && strings.Contains("/:&", t[i+1].key)) ||
			i > 0 && t[i-1].kind == number {
			continue
		}
		p.claim(claim{from: i, to: i + 1, typ: corpus.Organisation, rule: "acronym"})
	}
}

// inCapitals says whether the words around token i are all in capitals, as in
// a headline. Known acronyms are always so, and say nothing.
func (p *passage) inCapitals(i int) bool {
	caps, words := 0, 0
	for j := max(0, i-4); j < len(p.tokens) && j <= i+4; j++ {
		k := p.tokens[j]
		if j != i && k.kind == word && k.runes > 3 {
			if _, known := p.longest(j, kOrg); known && k.allUpper {
				continue
			}
			words++
			if k.allUpper {
				caps++
			}
		}
	}
	return caps*2 >= words && caps > 0
}

func (p *passage) body(i int) (claim, bool) {
	known, isKnown := p.knownOrganisation(i)
	if m, ok := p.ministry(i); ok && (!isKnown || m.to > known.to) {
		return m, true
	}
	if isKnown {
		return known, true
	}
	return p.unknownBody(i)
}

// knownOrganisation is the longest name of the gazetteer at token i.
func (p *passage) knownOrganisation(i int) (claim, bool) {
	f, ok := p.longest(i, kOrg)
	if !ok {
		return claim{}, false
	}
	// The same words may be a longer phrase of another kind: a role, a region, a
	// constituency.
	for _, x := range p.at(i) {
		if x.to > f.to && (x.kind == kRole || x.kind == kRegion || x.kind == kPlace || x.kind == kState && x.sub == "name") {
			return claim{}, false
		}
	}
	// In a headline all in capitals WHO may be the word.
	if k := p.tokens[i]; f.to == i+1 && k.allUpper && p.inCapitals(i) && (p.l.function[k.key] || p.ordinaryWord(i)) {
		return claim{}, false
	}
	c := claim{from: f.from, to: f.to, typ: corpus.Organisation, id: f.id, rule: "organisation: " + f.sub}
	// EU-Zentralasien, ES lietu: an acronym as part of a compound stays one.
	return c, true
}

// ministry reads a national body: a head with a portfolio, in either order,
// or both in one word.
func (p *passage) ministry(i int) (claim, bool) {
	if f, ok := p.longest(i, kCompound); ok && publicHead(f.id) {
		id := f.sub
		if id == "" {
			id = f.id
		}
		return claim{from: i, to: f.to, typ: corpus.Organisation, head: f.id, portfolio: id, needState: true, rule: "national body: compound"}, true
	}
	// Head first: Ministry of [the] Internal Affairs.
	if h, ok := p.longest(i, kHead); ok && publicHead(h.id) && !p.roleAsWritten(h) {
		j := h.to
		for j < len(p.tokens) && j < h.to+5 && !p.isPostposed(j) && (p.l.function[p.tokens[j].key] || p.tokens[j].key == "'" || p.isAdjective(j)) {
			if x, ok := p.longest(j, kPortfolio); ok && x.to > j {
				break
			}
			j++
		}
		if f, ok := p.longest(j, kPortfolio); ok && (h.id == "ministry" || j > h.to || p.tokens[i].upper || p.tokens[i].uncased) && h.id != "government" {
			to := p.morePortfolios(f.to)
			id := f.id
			if h.id != "ministry" && h.id != "department" && h.id != "secretariat" {
				id = h.id
			}
			return claim{from: i, to: to, typ: corpus.Organisation, head: h.id, portfolio: id, needState: true, rule: "national body: head and portfolio"}, true
		}
	}
	// Bulgarian Ministry of the Interior: the adjective belongs to it.
	if f, ok := p.longest(i, kState); ok && f.sub == "adjective" && f.to < len(p.tokens) {
		if c, ok := p.ministry(f.to); ok && c.needState {
			c.from = i
			return c, true
		}
	}
	if c, ok := p.stateBody(i); ok {
		return c, true
	}
	// Portfolio first: Iekšlietu ministrija, belügyi minisztérium; also with
	// an adjective of a state before: Romanian Interior Ministry.
	if f, ok := p.longest(i, kPortfolio); ok {
		to := f.to
		if _, ok := p.longest(to, kHead); !ok && len(p.l.postposed) > 0 {
			to = p.morePortfolios(to) // शिक्षा, संस्कृति और युवा मामले मंत्रालय
		}
		if h, ok := p.longest(to, kHead); ok && publicHead(h.id) && h.id != "government" {
			id := f.id
			if h.id != "ministry" && h.id != "department" {
				id = h.id
			}
			return claim{from: i, to: h.to, typ: corpus.Organisation, head: h.id, portfolio: id, needState: true, rule: "national body: portfolio and head"}, true
		}
	}
	return claim{}, false
}

// ofState are kinds of bodies that a state beside them names in full: the
// government of Thailand, Cypriot police.
var ofState = map[string]bool{
	"government": true, "cabinet": true, "parliament": true, "police": true, "army": true, "border-guard": true, "coast-guard": true, "central-bank": true,
	"customs": true, "prosecution": true, "presidency": true, "intelligence": true, "embassy": true, "ombudsman": true,
}

// stateBody reads a body that only the state beside it names: its name after
// the head, or its adjective before.
func (p *passage) stateBody(i int) (claim, bool) {
	t := p.tokens
	if h, ok := p.longest(i, kHead); ok && ofState[h.id] {
		j := h.to
		for j < len(t) && j < h.to+4 && (p.l.function[t[j].key] && !t[j].upper || t[j].key == "'") {
			j++
		}
		if f, ok := p.place(j); ok && f.kind == kState && f.sub == "name" && (j > h.to || p.l.inflects() || t[j].uncased) {
			return claim{from: i, to: h.to, typ: corpus.Organisation, head: h.id, portfolio: h.id, needState: true, rule: "national body: head and state"}, true
		}
	}
	if f, ok := p.longest(i, kState); ok && f.sub == "adjective" {
		if h, ok := p.longest(f.to, kHead); ok && ofState[h.id] {
			return claim{from: i, to: h.to, typ: corpus.Organisation, head: h.id, portfolio: h.id, needState: true, rule: "national body: adjective and head"}, true
		}
	}
	return claim{}, false
}

// morePortfolios reads on over "and Administration", ", Health and Sport".
func (p *passage) morePortfolios(to int) int {
	for {
		j := to
		for j < len(p.tokens) && j < to+4 && (p.tokens[j].key == "," || p.l.conjunction[p.tokens[j].key] || j > to && p.l.function[p.tokens[j].key] || p.tokens[j].key == "'") {
			j++
		}
		if j == to {
			return to
		}
		f, ok := p.longest(j, kPortfolio)
		if !ok || p.tokens[to].key == "," && p.tokens[f.from].sentence {
			return to
		}
		to = f.to
	}
}

func (p *passage) isAdjective(i int) bool {
	f, ok := p.longest(i, kState)
	return ok && f.sub == "adjective" && f.to == i+1
}

// unknownBody reads names that the gazetteer lacks by their head noun.
func (p *passage) unknownBody(i int) (claim, bool) {
	t := p.tokens
	if t[i].kind != word || t[i].unspaced {
		return claim{}, false // without borders between words a pattern would run on
	}
	if c, ok := p.uncasedBody(i); ok {
		return c, true
	}
	// A head noun with a capital, and what belongs to it.
	if h, ok := p.longest(i, kHead); ok && h.to > i && (t[i].upper || t[i].uncased) {
		if to := p.nameAfterHead(h); to > h.to {
			return claim{from: i, to: to, typ: corpus.Organisation, head: h.id, rule: "head and name"}, true
		}
		if t[i].uncased {
			return claim{}, false
		}
	}
	// Lower-case head before a quoted name: uzņēmums "Latvenergo".
	if h, ok := p.longest(i, kHead); ok {
		if j := h.to; j+1 < len(t) && t[j].key == "\"" {
			for k := j + 1; k < len(t) && k < j+9 && t[k].kind != newline; k++ {
				if t[k].key == "\"" {
					if k > j+1 {
						return claim{from: j + 1, to: k, typ: corpus.Organisation, head: h.id, rule: "head and quoted name"}, true
					}
					break
				}
			}
		}
	}
	// Capitalised words that end in a head noun: Iron Gates Authority.
	// Where only the first word of a name has a capital, an ordinary word at
	// the beginning of a sentence is no part of it (Decyzja Komisji).
	if t[i].upper && !p.startsOther(i) && !(t[i].sentence && p.l.inflects() && p.ordinaryWord(i)) {
		for j := i; j < len(t) && j < i+6; j++ {
			if t[j].key == "-" && j > i && !t[j].space {
				continue
			}
			if t[j].kind != word || !t[j].upper || j > i && t[j].sentence {
				break
			}
			if j == i {
				continue
			}
			if _, ok := p.longest(j, kOrg); ok {
				break // a name of its own begins here
			}
			if _, ok := p.ministry(j); ok {
				break // a ministry: what stands before is another word
			}
			if h, ok := p.longest(j, kHead); ok && h.from > i && (h.exact || p.l.inflects()) {
				from := i
				if t[i].sentence && p.l.function[t[i].key] {
					from++
				}
				if f, ok := p.place(from); from >= h.from || ok && f.to >= h.to {
					break
				}
				to := p.nameAfterHead(h)
				return claim{from: from, to: to, typ: corpus.Organisation, head: h.id, rule: "name and head"}, true
			}
		}
	}
	return claim{}, false
}

// startsOther says whether another find that is no head starts at i, so that
// a name with a head at its end cannot begin there.
func (p *passage) startsOther(i int) bool {
	if p.l.function[p.tokens[i].key] {
		return true
	}
	_, ok := p.longest(i, kRole, kHonorific, kMonth, kWeekday)
	return ok
}

// nameAfterHead reads what belongs to a head noun: capitalised words and the
// function words between them, a quoted name; it stops before a state's name,
// a role, a date.
func (p *passage) nameAfterHead(h find) int {
	t := p.tokens
	to := h.to
	for j := h.to; j < len(t) && j < h.to+12; {
		k := t[j]
		switch {
		case k.kind == newline || k.kind == number && !k.space:
			return to
		case k.key == "\"" && j == to:
			for e := j + 1; e < len(t) && e < j+9 && t[e].kind != newline; e++ {
				if t[e].key == "\"" {
					return e + 1
				}
			}
			return to
		case k.kind == word && p.l.function[k.key] && !k.upper:
			if j == h.to && p.l.conjunction[k.key] || p.isPostposed(j) {
				return to
			}
			j++
			continue
		case k.key == "-" && !k.space || k.key == "'":
			j++
			continue
		case k.kind == word && k.upper:
			if _, ok := p.longest(j, kRole, kHonorific, kWeekday); ok {
				return to
			}
			if p.claimed[j] != 0 || p.givenName(j) && j+1 < len(t) && t[j+1].upper && to == j && h.id != "university" && h.id != "school" && h.id != "foundation" && h.id != "institute" {
				return to
			}
			if j > h.to && p.namesPlace(j) {
				return to
			}
			j++
			to = j
			continue
		case k.kind == word && (k.uncased || !k.upper):
			// Lower-case genitives belong where a portfolio or a known term follows.
			if f, ok := p.longest(j, kPortfolio, kTopic); ok && j <= to+2 {
				j = f.to
				to = j
				continue
			}
			return to
		default:
			return to
		}
	}
	return to
}

// learnedAcronyms links an acronym in brackets to the body before it, here
// and later in the text.
func (p *passage) learnedAcronyms() {
	t := p.tokens
	learned := map[string]int{}
	for i := 0; i+2 < len(t); i++ {
		if t[i].key != "(" || p.claimed[i] != 0 || i == 0 {
			continue
		}
		c := p.claimAt(i - 1)
		if c == nil || c.typ != corpus.Organisation {
			continue
		}
		if t[i+1].kind == word && (t[i+1].allUpper || t[i+1].runes <= 6 && hasInnerCapital(p.s[t[i+1].start:t[i+1].end])) && t[i+2].key == ")" && p.claimed[i+1] == 0 {
			n := *c
			n.from, n.to, n.rule = i+1, i+2, "acronym in brackets"
			p.claim(n)
			learned[t[i+1].key] = len(p.claims) - 1
		}
	}
	if len(learned) == 0 {
		return
	}
	for i, k := range t {
		if at, ok := learned[k.key]; ok && k.kind == word && (k.allUpper || k.upper) && p.claimed[i] == 0 {
			n := p.claims[at]
			n.from, n.to, n.rule = i, i+1, "acronym of this text"
			p.claim(n)
		}
	}
}

func hasInnerCapital(s string) bool {
	_, first := utf8.DecodeRuneInString(s)
	return strings.ContainsFunc(s[first:], unicode.IsUpper)
}

// assignStates gives national bodies their state: from the words beside them,
// the ministry that publishes, the sentence, the document.
func (p *passage) assignStates() {
	for n := range p.claims {
		c := &p.claims[n]
		if c.typ != corpus.Organisation {
			continue
		}
		if c.needState {
			state := p.stateBeside(c)
			if state == "" && p.meta.Ministry != "" && p.meta.Country != "" {
				state = "state:" + p.meta.Country
			}
			if state == "" {
				state = p.stateOfSentence(c.from)
			}
			if state == "" {
				state = p.mainState
			}
			if state == "" && p.meta.Country != "" {
				state = "state:" + p.meta.Country
			}
			if state != "" {
				c.id = "org:" + strings.ToLower(stateCode(state)) + "-" + c.portfolio
				continue
			}
			c.id = "org:" + bodySlug(p.l, p.surface(c.from, c.to))
			continue
		}
		if c.id == "" {
			c.id = p.publicBody(c)
		}
	}
}

// publicBody is the id of a body found by its head noun: the state's own
// police, court or parliament where a state stands beside it, else one made
// from its name.
func (p *passage) publicBody(c *claim) string {
	return "org:" + bodySlug(p.l, p.surface(c.from, c.to))
}

// bodySlug makes an id of a name: transliterated, lower case.
func bodySlug(l *lexicon, s string) string {
	s = norm.NFC.String(s)
	if slug := corpus.Slug(latin(l, s)); slug != "" {
		return slug
	}
	return "x-" + hexName(s)
}

// stateBeside is the state whose name or adjective stands right before or
// after the body, or inside it.
func (p *passage) stateBeside(c *claim) string {
	for i := c.from; i < c.to; i++ {
		if f, ok := p.longest(i, kState); ok {
			return f.id
		}
	}
	j := c.to
	for j < len(p.tokens) && j < c.to+4 {
		if x := p.claimAt(j); x != nil {
			if x.typ == corpus.State {
				return x.id
			}
			return p.stateBefore(c.from)
		}
		k := p.tokens[j]
		if k.kind != word || !p.l.function[k.key] {
			break
		}
		j++
	}
	return p.stateBefore(c.from)
}

func (p *passage) stateBefore(from int) string {
	if x := p.claimAt(from - 1); x != nil && x.typ == corpus.State {
		return x.id
	}
	return ""
}

// stateOfSentence is the first state of the sentence that holds token i.
func (p *passage) stateOfSentence(i int) string {
	from := i
	for from > 0 && !p.tokens[from].sentence {
		from--
	}
	for j := from; j < len(p.tokens) && (j == from || !p.tokens[j].sentence); j++ {
		if c := p.claimAt(j); c != nil && c.typ == corpus.State && c.kind == "" {
			return c.id
		}
	}
	return ""
}
