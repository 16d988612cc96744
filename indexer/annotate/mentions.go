package annotate

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"communique/corpus"
	"communique/corpus/gazetteer"
)

// mentions gives the claims of all fields in order, as the contract wants
// them.
func (d *document) mentions() []corpus.Mention {
	out := []corpus.Mention{}
	for _, p := range d.passages {
		claims := slices.Clone(p.claims)
		slices.SortFunc(claims, func(a, b claim) int { return a.from - b.from })
		for _, c := range claims {
			if c.silent {
				continue
			}
			out = append(out, p.mention(c))
		}
	}
	return out
}

func (p *passage) mention(c claim) corpus.Mention {
	first, last := p.tokens[c.from], p.tokens[p.withEnding(c)-1]
	end, cut := last.end, p.particle(c, last)
	end -= cut
	m := corpus.Mention{
		Type: c.typ, Field: p.field, Start: first.rune, End: last.rune + last.runes - utf8.RuneCountInString(p.s[end:last.end]), Text: p.s[first.start:end],
		ID: c.id, Kind: c.kind, Value: c.value, Rule: c.rule,
	}
	if c.kind != "" {
		m.Type = corpus.Demonym
	}
	switch c.typ {
	case corpus.State, corpus.Region:
		m.Name = gazetteer.Label(c.id, "en")
	case corpus.Organisation:
		if _, ok := gazetteer.Find(c.id); ok || c.needState {
			m.Name = gazetteer.Label(c.id, "en")
		} else {
			m.Name = p.surface(c.from, c.to)
		}
	case corpus.Person:
		m.ID, m.Name, m.LocalName, m.Role, m.Offices = c.person.id, c.person.name, c.person.local, c.person.role, c.person.offices
	}
	return m
}

// withEnding gives the end of a name with the ending that an apostrophe or a
// hyphen parts from it: Türkiye'de, UN-a.
func (p *passage) withEnding(c claim) int {
	t, i := p.tokens, c.to
	if c.typ == corpus.DateMention || !p.l.inflects() || i+1 >= len(t) || t[i].space || t[i+1].space || t[i+1].kind != word || t[i+1].upper || p.claimed[i] != 0 || p.claimed[i+1] != 0 {
		return i
	}
	if !p.l.parted[t[i].key] || !p.l.isEnding(t[i+1].key) {
		return i
	}
	return i + 2
}

// particle is how many bytes of the last word of a Korean name are particles:
// they are written against it, and no part of it.
func (p *passage) particle(c claim, last token) int {
	r, _ := utf8.DecodeRuneInString(p.s[last.start:])
	if !unicode.Is(unicode.Hangul, r) || last.end-last.start != len(last.key) {
		return 0
	}
	if c.typ == corpus.DateMention {
		return p.l.dateParticle(last.key)
	}
	name := ""
	if c.person != nil && len(c.person.parts) > 0 {
		name = c.person.parts[len(c.person.parts)-1].key
	}
	keep := 0
	p.l.eachRest(last.key, func(rest string, _ uint32) {
		if known := p.l.trie.words.has(rest); (known || rest == name) && len(rest) > keep {
			keep = len(rest)
		}
	})
	if keep == 0 {
		return 0
	}
	return len(last.key) - keep
}
