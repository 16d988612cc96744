package exchange

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"communique/corpus"
	"communique/corpus/ftm"
	"communique/corpus/gazetteer"
)

// Step finds the entities of one list. Safe for concurrent use.
type Step struct {
	list  *ftm.List
	exact map[string]int32   // words of names
	stems map[string][]int32 // words without the ending of the nominative
	edges map[uint64]int32   // node<<32|word to the next node
	ends  map[int32][]ending // names that end at a node
	ids   map[string][]int32 // ids that the annotator gives by the name alone, to entities
	pool  sync.Pool
}

// ending is a name that ends at a node of the trie.
type ending struct {
	entity int32
	weak   bool
	upper  uint64 // the words, by bit, that are written with a capital
	strict bool   // one word of a cased script: only as it stands
}

// scratch is memory that documents reuse.
type scratch struct {
	words [2][]word
	finds []find
}

// NewStep compiles a list.
func NewStep(l *ftm.List) *Step {
	s := &Step{
		list: l, exact: map[string]int32{}, stems: map[string][]int32{}, edges: map[uint64]int32{}, ends: map[int32][]ending{}, ids: map[string][]int32{},
		pool: sync.Pool{New: func() any { return &scratch{} }},
	}
	nodes := int32(0)
	var buf []word
	for i := range l.Entities {
		n := &l.Entities[i]
		for _, name := range n.Names {
			buf = words(name, buf)
			s.add(&nodes, buf, int32(i), isWeak(n, name, buf))
			if slug := corpus.Slug(name); slug != "" {
				id := map[corpus.MentionType]string{corpus.Person: "person:", corpus.Organisation: "org:"}[n.Type] + slug
				if id != n.ID && !slices.Contains(s.ids[id], int32(i)) {
					s.ids[id] = append(s.ids[id], int32(i))
				}
			}
		}
		for _, name := range n.Weak {
			buf = words(name, buf)
			s.add(&nodes, buf, int32(i), true)
		}
	}
	return s
}

// isWeak says of a name that by itself it is not enough: a person's single
// word, and what is so short that other words look like it.
func isWeak(n *ftm.Named, name string, w []word) bool {
	letters := utf8.RuneCountInString(name)
	switch {
	case len(w) == 1 && w[0].cased:
		return n.Type == corpus.Person || letters < 4 && strings.ToUpper(name) != name || letters < 3
	case len(w) > 0 && w[0].unspaced:
		return letters < 3
	}
	return letters < 3
}

func (s *Step) add(nodes *int32, w []word, entity int32, weak bool) {
	if len(w) == 0 || len(w) > 60 {
		return
	}
	node := int32(0)
	e := ending{entity: entity, weak: weak, strict: len(w) == 1 && w[0].cased && w[0].runes < 6}
	for i, k := range w {
		if k.key == "" {
			return
		}
		id, ok := s.exact[k.key]
		if !ok {
			id = int32(len(s.exact))
			s.exact[k.key] = id
			if rest := stem(k.key); rest != "" {
				s.stems[rest] = append(s.stems[rest], id)
			}
		}
		edge := uint64(node)<<32 | uint64(uint32(id))
		next, ok := s.edges[edge]
		if !ok {
			*nodes++
			next = *nodes
			s.edges[edge] = next
		}
		node = next
		if k.upper {
			e.upper |= 1 << i
		}
	}
	for _, old := range s.ends[node] {
		if old.entity == entity && old.weak == weak && old.upper == e.upper {
			return
		}
	}
	s.ends[node] = append(s.ends[node], e)
}

// Name is the step's name.
func (s *Step) Name() string { return "gazetteers" }

// Fingerprint names the rules and the list.
func (s *Step) Fingerprint() string { return "1-" + s.list.Fingerprint() }

// List is what the step finds.
func (s *Step) List() *ftm.List { return s.list }

// find is a name found: words from..to-1 of a field.
type find struct {
	field    int
	from, to int
	exact    bool
	ends     []ending
}

var fields = [2]string{"title", "text"}

// Apply adds and identifies mentions.
func (s *Step) Apply(_ context.Context, a *corpus.Annotated) error {
	c := s.pool.Get().(*scratch)
	defer s.pool.Put(c)
	in := endingsIn(cmp.Or(a.Annotations.Language.Guess, a.Annotations.Language.Code))
	if a.Annotations.Language.Code != "und" && a.Annotations.Language.Code != "" {
		in = endingsIn(a.Annotations.Language.Code)
	}
	c.finds = c.finds[:0]
	strong := map[int32]bool{}
	for f, text := range [2]string{a.Document.Title, a.Document.Text} {
		c.words[f] = words(text, c.words[f])
		for i := range c.words[f] {
			first := len(c.finds)
			s.walk(c, f, 0, i, i, true, in)
			for _, found := range c.finds[first:] {
				for _, e := range found.ends {
					if !e.weak {
						strong[e.entity] = true
					}
				}
			}
		}
	}
	around := surroundings(a)
	taken := a.Annotations.Mentions
	taken = s.identify(taken, around, strong)
	slices.SortStableFunc(c.finds, func(x, y find) int { return cmp.Or(y.to-y.from-(x.to-x.from), x.field-y.field, x.from-y.from) })
	var own []corpus.Mention
	for _, found := range c.finds {
		n := s.choose(found.ends, around, strong)
		if n == nil {
			continue
		}
		m := s.mention(a, c.words[found.field], found, n)
		if slices.ContainsFunc(own, func(o corpus.Mention) bool { return overlap(o, m) }) {
			continue
		}
		var ok bool
		if taken, ok = place(taken, &m); ok {
			own = append(own, m)
		}
	}
	a.Annotations.Mentions = append(taken, own...)
	slices.SortStableFunc(a.Annotations.Mentions, func(x, y corpus.Mention) int {
		return cmp.Or(slices.Index(fields[:], x.Field)-slices.Index(fields[:], y.Field), x.Start-y.Start)
	})
	return nil
}

// maxDepth bounds the words of a name; names are shorter.
const maxDepth = 60

// walk follows the trie from a word on and notes every name that ends.
func (s *Step) walk(c *scratch, field int, node int32, start, i int, exact bool, in *endings) {
	w := c.words[field]
	if i >= len(w) || i-start >= maxDepth || w[i].key == "" {
		return
	}
	if i == start && w[i].cased && !w[i].upper && !w[i].unspaced {
		// Names begin with a capital, those of things sometimes with none;
		// the trie is asked all the same, see fits.
		if _, ok := s.exact[w[i].key]; !ok {
			return
		}
	}
	step := func(id int32, exact bool) {
		next, ok := s.edges[uint64(node)<<32|uint64(uint32(id))]
		if !ok {
			return
		}
		if ends := s.fitting(s.ends[next], w[start:i+1], exact); len(ends) > 0 {
			c.finds = append(c.finds, find{field, start, i + 1, exact, ends})
		}
		s.walk(c, field, next, start, i+1, exact, in)
	}
	id, known := s.exact[w[i].key]
	if known {
		step(id, exact)
	}
	if w[i].unspaced || w[i].runes < 3 {
		return
	}
	// An inflected form; what the same word stands for twice is found twice,
	// which later costs nothing.
	for _, other := range s.stems[w[i].key] {
		if other != id || !known {
			step(other, false)
		}
	}
	in.each(w[i].key, func(rest string) {
		if other, ok := s.exact[rest]; ok && (other != id || !known) {
			step(other, false)
		}
		for _, other := range s.stems[rest] {
			if other != id || !known {
				step(other, false)
			}
		}
	})
}

// fitting are the names whose capitals the text has.
func (s *Step) fitting(all []ending, w []word, exact bool) []ending {
	var out []ending
next:
	for _, e := range all {
		if e.strict && !exact {
			continue
		}
		for i, k := range w {
			if e.upper&(1<<i) != 0 && k.cased && !k.upper {
				continue next
			}
		}
		out = append(out, e)
	}
	return out
}

// surroundings are the countries that a document has to do with.
func surroundings(a *corpus.Annotated) map[string]bool {
	around := map[string]bool{}
	if a.Document.Country != "" {
		around[a.Document.Country] = true
	}
	for _, m := range a.Annotations.Mentions {
		if code, ok := strings.CutPrefix(m.ID, "state:"); ok {
			around[code] = true
		}
	}
	return around
}

// choose takes the entity that a name means: the only one, or of several the
// only one from a country that the document has to do with. Weak names count
// where a strong one of the same entity stands in the document too.
func (s *Step) choose(ends []ending, around map[string]bool, strong map[int32]bool) *ftm.Named {
	var all []int32
	for _, e := range ends {
		if e.weak && !strong[e.entity] {
			continue
		}
		all = append(all, e.entity)
	}
	return s.only(all, around)
}

func (s *Step) only(all []int32, around map[string]bool) *ftm.Named {
	one := func(all []int32) *ftm.Named {
		var n *ftm.Named
		for _, i := range all {
			e := &s.list.Entities[i]
			if n != nil && n.ID != e.ID {
				return nil
			}
			n = e
		}
		return n
	}
	if n := one(all); n != nil {
		return n
	}
	var near []int32
	for _, i := range all {
		if slices.ContainsFunc(s.list.Entities[i].Countries, func(c string) bool { return around[c] }) {
			near = append(near, i)
		}
	}
	return one(near)
}

// identify gives mentions that the annotator found by name the list's id:
// person:helga-maria-schmid is an alias of person:helga-schmid.
func (s *Step) identify(all []corpus.Mention, around map[string]bool, strong map[int32]bool) []corpus.Mention {
	out := all
	for i, m := range all {
		entities := s.ids[m.ID]
		if len(entities) == 0 {
			continue
		}
		n := s.only(entities, around)
		if n == nil {
			continue
		}
		if &out[0] == &all[0] {
			out = slices.Clone(all)
		}
		out[i].ID, out[i].Name, out[i].Rule = n.ID, nameOf(n), rule(n)
		for _, e := range entities {
			strong[e] = strong[e] || s.list.Entities[e].ID == n.ID
		}
	}
	return out
}

func rule(n *ftm.Named) string { return "gazetteer of one's own: " + n.File }

func nameOf(n *ftm.Named) string {
	if listed, ok := gazetteer.Find(n.ID); ok {
		return listed.Name
	}
	return n.Name
}

func (s *Step) mention(a *corpus.Annotated, w []word, f find, n *ftm.Named) corpus.Mention {
	text := [2]string{a.Document.Title, a.Document.Text}[f.field]
	first, last := w[f.from], w[f.to-1]
	m := corpus.Mention{
		Type: n.Type, Field: fields[f.field], Start: first.rune, Text: text[first.start:last.end],
		ID: n.ID, Name: nameOf(n), Rule: rule(n),
	}
	m.End = m.Start + utf8.RuneCountInString(m.Text)
	if f.exact && n.Type == corpus.Person && m.Text != m.Name {
		m.LocalName = m.Text
	}
	return m
}

func overlap(a, b corpus.Mention) bool {
	return a.Field == b.Field && a.Start < b.End && b.Start < a.End
}

func within(a, b corpus.Mention) bool { return a.Start >= b.Start && a.End <= b.End }

// place puts a mention of the list in place of those of the annotator that it
// covers or lies in, and takes over what they know of the same person. One
// that lies across another, in one of another kind, on a date, or on the name
// of the same body gives way.
func place(taken []corpus.Mention, m *corpus.Mention) ([]corpus.Mention, bool) {
	covered := 0
	for _, o := range taken {
		if !overlap(o, *m) {
			continue
		}
		covered++
		switch {
		case o.ID == m.ID && within(o, *m) && o.Type == corpus.Organisation:
			// The annotator knows where the name of a body ends and that of
			// its state begins.
			return taken, false
		case o.Type == corpus.DateMention:
			return taken, false
		case within(o, *m):
		case within(*m, o) && o.Type == m.Type: // the list knows where its names end
		default:
			return taken, false
		}
	}
	if covered == 0 {
		return taken, true
	}
	kept := make([]corpus.Mention, 0, len(taken))
	for _, o := range taken {
		if !overlap(o, *m) {
			kept = append(kept, o)
			continue
		}
		if o.Type == m.Type && o.Type == corpus.Person {
			m.Role, m.Offices = cmp.Or(m.Role, o.Role), append(slices.Clone(m.Offices), o.Offices...)
			if within(o, *m) {
				m.LocalName = cmp.Or(o.LocalName, m.LocalName)
			}
		}
	}
	return kept, true
}
