package annotate

import (
	"slices"
	"strings"

	"communique/corpus"
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
			default:
				goto done
			}
			j = c.to
			g.to = j
			continue
		}
		if f, ok := p.role(j); ok {
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
			if current.Portfolio == "" {
				current.Portfolio = f.id
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
		if x, ok := p.longest(i, kPortfolio); ok && x.to <= f.to {
			o.Portfolio = x.id
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
	return noFind, false
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
}
