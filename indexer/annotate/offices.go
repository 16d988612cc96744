package annotate

import (
	"slices"
	"strings"

	"communique/corpus"
	"communique/corpus/gazetteer"
)

// officeGroup is a run of words that says what office somebody holds: roles
// with their portfolios, states and organisations. Tokens from..to-1.
type officeGroup struct {
	from, to int
	offices  []corpus.Office
	taken    bool
}

// maxGroup bounds the tokens of one group.
const maxGroup = 40

// offices finds the groups of the passage.
func (p *passage) offices() {
	for i := 0; i < len(p.tokens); {
		g, ok := p.group(i)
		if !ok {
			i++
			continue
		}
		if first, ok := p.role(i); ok {
			p.setStatus(&g, first)
		}
		p.groups = append(p.groups, g)
		i = max(g.to, i+1)
	}
	p.headsByCopula()
}

// headsByCopula reads "the … of the Bureau is Igor Perić": whoever is said to
// be the one of a unit, in whatever words, heads it.
func (p *passage) headsByCopula() {
	for n := range p.claims {
		c := &p.claims[n]
		role := headOf[c.head]
		if c.typ != corpus.Organisation || role == "" {
			continue
		}
		i := c.to
		if i+1 >= len(p.tokens) || !p.l.copula(p.tokens[i].key) || !p.startsName(i+1) {
			continue
		}
		from := c.from
		for from > 0 && c.from-from < 4 && p.tokens[from-1].kind == word && !p.tokens[from].sentence {
			from--
		}
		if from == c.from || slices.ContainsFunc(p.groups, func(g officeGroup) bool { return g.from < c.to && g.to > from }) {
			continue
		}
		g := officeGroup{from: from, to: c.to, offices: []corpus.Office{{Role: role}}}
		p.setBody(&g.offices[0], c)
		at, _ := slices.BinarySearchFunc(p.groups, from, func(g officeGroup, f int) int { return g.from - f })
		p.groups = slices.Insert(p.groups, at, g)
	}
}

// headOf is the role that heads a body of a kind.
var headOf = map[string]string{
	"bureau": "head-of-unit", "department": "head-of-department", "agency": "director", "police": "police-chief", "ministry": "minister",
	"institute": "director", "commission": "chair", "committee": "chair", "mission": "head-of-mission", "embassy": "ambassador",
}

// group reads an office group whose first role starts at token i, taking in
// the portfolio, the state and the adjective before it.
func (p *passage) group(i int) (officeGroup, bool) {
	first, ok := p.role(i)
	if !ok {
		return officeGroup{}, false
	}
	g := officeGroup{from: i, to: i}
	// What stands before: Iekšlietu ministrs, румынский министр.
	var before corpus.Office
	for j := i; j > 0 && i-j < 8; {
		k, took := p.before(j, &before)
		if !took {
			break
		}
		j = k
		g.from = j
	}
	current := before
	p.setRole(&current, first)
	g.to = first.to
	if severalPortfolios[current.Role] && p.joined(g.from-1) {
		// tieslietu un iekšlietu ministrs
		var other corpus.Office
		if k, took := p.before(g.from-1, &other); took && other.Portfolio != "" && other.Portfolio != before.Portfolio {
			other.Role = current.Role
			g.offices = append(g.offices, other)
			g.from = k
		}
	}
	flush := func() {
		if current.Role != "" {
			g.offices = append(g.offices, current)
		}
	}
	j := first.to
	for j < len(p.tokens) && j-g.from < maxGroup {
		k := p.tokens[j]
		if k.kind == newline && k.runes > 1 {
			break
		}
		if c := p.claimAt(j); c != nil {
			switch {
			case c.typ == corpus.State && c.kind != "inhabitant":
				if current.State == "" {
					current.State = stateCode(c.id)
				}
			case c.typ == corpus.Organisation:
				p.setBody(&current, c)
			case c.typ == corpus.Region:
			case c.silent && c.typ == "": // the mayor of Giurgiu
			default:
				goto done
			}
			j = c.to
			g.to = j
			continue
		}
		if f, ok := p.role(j); ok && !p.portfolioOf(&current, j, f) {
			if p.endsName(j - 1) {
				break
			}
			if p.tokens[j].sentence {
				break
			}
			// A second role: of the same words (minister president) or a new office.
			if j == g.to && current.Portfolio == "" && !p.l.conjunction[p.tokens[j-1].key] && current.Role == f.id {
				j, g.to = f.to, f.to
				continue
			}
			flush()
			current = corpus.Office{}
			p.setRole(&current, f)
			j, g.to = f.to, f.to
			continue
		}
		if f, ok := p.longest(j, kPortfolio); ok && p.free(f.from, f.to) {
			switch {
			case current.Portfolio == "":
				current.Portfolio = f.id
			case severalPortfolios[current.Role] && current.Portfolio != f.id && p.joined(j-1):
				flush() // Minister of Justice and Home Affairs
				current = corpus.Office{Role: current.Role, Portfolio: f.id}
			}
			j = f.to
			g.to = j
			continue
		}
		if f, ok := p.longest(j, kHead); ok && p.free(f.from, f.to) && !p.tokens[j].sentence {
			// a body without a name of its own: the Police, the Department
			j = f.to
			g.to = j
			if current.Organisation == "" && current.Portfolio == "" && len(publicUnit[f.id]) > 0 && current.Role == "director" {
				current.Role = publicUnit[f.id]
			}
			continue
		}
		if n := p.statusAt(j); n > j {
			j = n // ministre désigné de la Justice, minister-designate for justice
			continue
		}
		if p.isPostposed(j) {
			break
		}
		if k.kind == word && (p.l.function[k.key] || p.l.conjunction[k.key]) && !k.upper && k.runes < 8 || k.key == "'" {
			j++
			continue
		}
		if k.key == "," && j+1 < len(p.tokens) {
			// "Minister of Health, Labour and Sport"; "Deputy Prime Minister, Minister of Justice"
			if _, ok := p.longest(j+1, kPortfolio, kRole, kCompound); ok {
				j++
				continue
			}
		}
		break
	}
done:
	flush()
	p.shareState(g.offices)
	return g, len(g.offices) > 0
}

// severalPortfolios are the roles that one person may hold for two portfolios.
var severalPortfolios = map[string]bool{"minister": true, "deputy-minister": true, "state-secretary": true, "deputy-state-secretary": true, "minister-delegate": true}

// roleAsWritten says whether the words that may be an inflected noun of a body
// are, as they stand, a role: Albanian ministri is the minister, ministria the
// ministry.
func (p *passage) roleAsWritten(h find) bool {
	return !h.exact && slices.ContainsFunc(p.at(h.from), func(f find) bool { return f.kind == kRole && f.exact && f.to == h.to })
}

// portfolioOf says whether the word at token j, which is a role by itself
// (English justice), is the portfolio of the office before it.
func (p *passage) portfolioOf(o *corpus.Office, j int, role find) bool {
	f, ok := p.longest(j, kPortfolio)
	return ok && f.to >= role.to && o.Portfolio == "" && severalPortfolios[o.Role] && p.free(f.from, f.to)
}

// joined says whether token i is a conjunction, or a comma, that joins what
// stands on both sides.
func (p *passage) joined(i int) bool {
	if i <= 0 || p.tokens[i].sentence {
		return false
	}
	k := p.tokens[i].key
	if p.l.function[k] && !p.l.conjunction[k] { // an article: et de la Culture
		k = p.tokens[i-1].key
	}
	return k == "," || p.l.conjunction[k]
}

// setRole notes a role, and the portfolio that its own words name
// (belügyminiszter, minister of the interior).
func (p *passage) setRole(o *corpus.Office, f find) {
	o.Role = f.id
	if f.kind == kCompound {
		o.Portfolio = f.sub
		return
	}
	if f.id == "state-secretary" || f.id == "minister-delegate" {
		return // the state in their names is no portfolio
	}
	for i := f.from; i < f.to && o.Portfolio == ""; i++ {
		if x, ok := p.longest(i, kPortfolio, kCompound); ok && x.to <= f.to {
			o.Portfolio = x.id
			if x.kind == kCompound {
				o.Portfolio = x.sub // stellvertretender Innenminister
			}
		}
	}
}

// publicUnit says which role heads a unit of an administration.
var publicUnit = map[string]string{"bureau": "head-of-unit", "department": "head-of-department", "mission": "head-of-mission", "delegation": "head-of-delegation"}

// role is the longest role that starts at token i and is not part of a name
// of another kind.
func (p *passage) role(i int) (find, bool) {
	for _, f := range p.at(i) {
		if f.kind == kRole && p.free(f.from, f.to) {
			return f, true
		}
		if f.kind == kCompound && !publicHead(f.id) && p.free(f.from, f.to) {
			return f, true
		}
	}
	return p.compoundRole(i)
}

// compoundRole reads an office at the end of a longer word, where the language
// writes words together (Landesinnenminister, naispolitseiohvitser) and a name
// follows: the longest listed word that the word ends with.
func (p *passage) compoundRole(i int) (find, bool) {
	const shortest = 3 // letters of the part before
	k := p.tokens[i]
	if !p.l.compounds() || k.kind != word || k.runes < 8 || k.uncased || k.allUpper || p.claimed[i] != 0 || len(p.at(i)) > 0 && !p.onlyCue(i) ||
		!p.l.pack.CapitalNouns && k.upper && !k.sentence || !p.startsName(i+1) || p.tokens[i+1].sentence || p.knownSurname(i) || p.givenName(i) || i > 0 && p.givenName(i-1) {
		return noFind, false
	}
	n := 0
	for j := range k.key {
		if n++; n <= shortest || len(k.key)-j < 5 {
			continue
		}
		part := k
		part.key, part.runes, part.upper = k.key[j:], k.runes-n+1, true
		for _, id := range p.l.ids(&part, p.l.wordOf(&part), nil) {
			next := p.l.trie.next(0, id)
			if next == 0 {
				continue
			}
			for _, x := range p.l.trie.phrases[p.l.trie.nodes[next].phrases:p.l.trie.nodes[next+1].phrases] {
				if e := p.l.trie.entries[x.entry()]; e.kind == kRole || e.kind == kCompound && !publicHead(e.id) {
					return find{from: i, to: i + 1, entry: e}, true
				}
			}
		}
	}
	return noFind, false
}

// onlyCue says whether the lists have token i as nothing but a topic or a word
// beside names.
func (p *passage) onlyCue(i int) bool {
	return !slices.ContainsFunc(p.at(i), func(f find) bool { return f.kind != kTopic && f.kind < kCuePerson })
}

// compounds says whether the language writes nouns together, as its search
// takes them apart.
func (l *lexicon) compounds() bool {
	return slices.ContainsFunc(l.pack.Analyzer, func(s string) bool { return strings.HasPrefix(s, "compounds:") })
}

// before reads a portfolio, a state or an organisation that ends right before token j.
func (p *passage) before(j int, o *corpus.Office) (int, bool) {
	if j > 1 && p.isGenitive(j-1) {
		// भारत के प्रधानमंत्री: the sign of the genitive stands between.
		if c := p.claimAt(j - 2); c != nil && (c.typ == corpus.State || c.typ == corpus.Organisation) {
			return p.before(j-1, o)
		}
	}
	if c := p.claimAt(j - 1); c != nil {
		switch {
		case c.typ == corpus.State && (c.kind == "adjective" || c.kind == ""):
			if o.State == "" {
				o.State = stateCode(c.id)
			}
			return c.from, true
		case c.typ == corpus.Organisation && !p.tokens[c.from].sentence || c != nil && c.typ == corpus.Organisation && c.to == j:
			p.setBody(o, c)
			return c.from, true
		}
		return j, false
	}
	// An acronym in brackets stands for the body before it.
	if j > 3 && p.tokens[j-1].key == ")" && p.tokens[j-3].key == "(" {
		if c := p.claimAt(j - 2); c != nil && c.typ == corpus.Organisation {
			p.setBody(o, c)
			if b := p.claimAt(j - 4); b != nil && b.typ == corpus.Organisation {
				return b.from, true
			}
			return j - 3, true
		}
	}
	for from := max(0, j-6); from < j; from++ {
		for _, f := range p.at(from) {
			if f.kind == kPortfolio && f.to == j && p.free(f.from, f.to) {
				if o.Portfolio == "" {
					o.Portfolio = f.id
				}
				return f.from, true
			}
		}
	}
	return j, false
}

// setBody notes the organisation of an office; a ministry is its portfolio
// and state.
func (p *passage) setBody(o *corpus.Office, c *claim) {
	if rest, ok := strings.CutPrefix(c.id, "org:"); ok && c.needState && len(rest) > 3 && rest[2] == '-' {
		if o.Portfolio == "" && c.head == "ministry" {
			o.Portfolio = c.portfolio
		}
		if o.State == "" {
			o.State = strings.ToUpper(rest[:2])
		}
		if c.head == "ministry" {
			return
		}
	}
	if o.Organisation == "" {
		o.Organisation = c.id
	}
	if o.Role == "director" {
		if r := publicUnit[c.head]; r != "" {
			o.Role = r
		}
	}
	if c.head == "parliament" || strings.HasSuffix(c.id, "-parliament") || kindOf(c.id) == "parliament" {
		if r := inParliament[o.Role]; r != "" {
			o.Role = r
		}
	}
}

// inParliament is what those who preside over a parliament are called.
var inParliament = map[string]string{
	"chair": "speaker", "president": "speaker", "head": "speaker", "leader": "speaker",
	"deputy-chair": "deputy-speaker", "vice-president": "deputy-speaker", "deputy-head": "deputy-speaker",
}

// kindOf is the kind of a listed body.
func kindOf(id string) string {
	if e, ok := gazetteer.Find(id); ok && len(e.Fields) > 1 {
		return e.Fields[1]
	}
	return ""
}

// shareState gives the state of the last office of a chain to those before it
// (Deputy Prime Minister and Minister of Internal Affairs of Romania).
func (p *passage) shareState(o []corpus.Office) {
	for i := len(o) - 2; i >= 0; i-- {
		if o[i].State == "" && o[i].Organisation == "" {
			o[i].State = o[i+1].State
		}
	}
	for i := 1; i < len(o); i++ {
		if o[i].State == "" && o[i].Organisation == "" {
			o[i].State = o[i-1].State
		}
	}
}

// endsName says whether token i ends a piece of text that a role cannot run on from.
func (p *passage) endsName(i int) bool {
	return i >= 0 && slices.Contains([]string{".", ";", ":", "!", "?"}, p.tokens[i].key)
}

// nationalRoles are held in a state; when the words do not say which, it is
// the publisher's own.
var nationalRoles = map[string]bool{
	"minister": true, "deputy-minister": true, "prime-minister": true, "deputy-prime-minister": true, "state-secretary": true,
	"head-of-state": true, "prosecutor-general": true, "police-chief": true, "minister-delegate": true, "speaker": true,
	"deputy-speaker": true, "deputy-state-secretary": true, "deputy-prosecutor-general": true, "deputy-police-chief": true,
}
