package annotate

import (
	"strings"
	"unicode"

	"communique/corpus"
)

// meanings settles acronyms that several bodies share (ESA, FSB, ICC) by what
// the document itself says: the full name that stands before the acronym in
// brackets, else the only one of the bodies that the document also names in
// full. Where it says nothing, the commoner meaning stays: that of the
// language's list before that of all languages.
func (d *document) meanings() {
	defined := map[string]string{} // acronym as written, to the id it stands for here
	named := map[string]bool{}     // ids named otherwise than by an acronym
	for _, p := range d.passages {
		for n := range p.claims {
			c := &p.claims[n]
			if c.typ != corpus.Organisation {
				continue
			}
			if !p.isAcronym(c) {
				named[c.id] = true
			}
			if id, ok := p.definition(c); ok {
				defined[p.surface(c.from, c.to)] = id
			}
		}
	}
	for _, p := range d.passages {
		for n := range p.claims {
			c := &p.claims[n]
			if c.typ != corpus.Organisation || !p.isAcronym(c) {
				continue
			}
			if id, ok := defined[p.surface(c.from, c.to)]; ok {
				if id != c.id {
					c.id, c.rule = id, "acronym: as defined in the text"
				}
				continue
			}
			if id := p.onlyNamed(c, named); id != "" && id != c.id {
				c.id, c.rule = id, "acronym: of the body named in full"
			}
		}
	}
}

// isAcronym says whether the claim is one word in capitals that the lists
// have.
func (p *passage) isAcronym(c *claim) bool {
	return c.to == c.from+1 && p.tokens[c.from].allUpper && strings.HasPrefix(c.rule, "organisation: ")
}

// definition is the body whose full name stands before the acronym c in
// brackets and has its letters as initials.
func (p *passage) definition(c *claim) (string, bool) {
	if !p.isAcronym(c) || c.from < 2 || p.tokens[c.from-1].key != "(" || c.to >= len(p.tokens) || p.tokens[c.to].key != ")" {
		return "", false
	}
	full := p.claimAt(c.from - 2)
	if full == nil || full.typ != corpus.Organisation || full.id == "" || full.to != c.from-1 || p.isAcronym(full) {
		return "", false
	}
	acronym := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, p.surface(c.from, c.to)))
	all, capitals := "", ""
	for _, t := range p.tokens[full.from:full.to] {
		if t.kind != word {
			continue
		}
		first := []rune(strings.ToLower(p.s[t.start:t.end]))[:1]
		all += string(first)
		if !p.l.function[t.key] {
			capitals += string(first)
		}
	}
	return full.id, acronym == all || acronym == capitals
}

// onlyNamed is the one of the bodies that share the acronym c that the
// document names in full; empty where none or several are.
func (p *passage) onlyNamed(c *claim, named map[string]bool) string {
	id := ""
	for _, f := range p.at(c.from) {
		if f.kind != kOrg || f.to != c.to || f.id == id || !named[f.id] {
			continue
		}
		if id != "" {
			return ""
		}
		id = f.id
	}
	return id
}
