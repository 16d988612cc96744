package names

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"communique/api/parts"
	"communique/corpus"
	"communique/corpus/ftm"
	"communique/corpus/gazetteer"
	"communique/corpus/lang"
	"communique/search/analysis"
	"communique/search/engine"
	"communique/search/query"
)

// Catalogue answers for names. Searcher gives the persons, which no list
// holds; Person, if set, gives the name of one in its proper spelling, in the
// letters of the reader's language where a document has it so.
// Own, if set, gives the gazetteers of the user's own as they are now.
// Corrections, if set, know what humans changed.
type Catalogue struct {
	Searcher parts.Searcher
	Person   func(id, ui string) (name string, ok bool)
	Own      func() *ftm.List
	// Detection, if set, says how a language is told.
	Detection   func(code string) string
	Corrections interface {
		// Resolve is the entity that an id means since entities were merged.
		Resolve(id string) string
		// NameOf is the name that a human gave an entity; empty if none did.
		NameOf(id string) string
	}
}

// New makes a catalogue that finds persons through a searcher.
func New(s parts.Searcher) *Catalogue { return &Catalogue{Searcher: s} }

var languages = sync.OnceValue(func() []parts.Language {
	var out []parts.Language
	for _, p := range lang.All() {
		out = append(out, parts.Language{
			Code: p.Code, Name: p.Name, Label: p.English, Direction: cmp.Or(p.Direction, "ltr"),
			Index: p.Index, Analyzer: analysis.Parts(p.Index), Stemming: analysis.Stemming(p.Index), EntityData: p.EntityData(),
		})
	}
	return out
})

// Languages are those with a pack.
func (c *Catalogue) Languages() []parts.Language {
	out := slices.Clone(languages())
	for i := range out {
		if c.Detection != nil {
			out[i].Detection = c.Detection(out[i].Code)
		}
	}
	return out
}

var countries = sync.OnceValue(func() []string {
	var out []string
	for _, e := range gazetteer.States() {
		if code := strings.TrimPrefix(e.ID, "state:"); gazetteer.IsCountry(code) {
			out = append(out, code)
		}
	}
	return out
})

// Countries are those of ISO 3166-1.
func (c *Catalogue) Countries() []string { return countries() }

var topics = sync.OnceValue(func() []string {
	var out []string
	for _, e := range gazetteer.Topics() {
		out = append(out, e.ID)
	}
	return out
})

// Topics are those of the gazetteer.
func (c *Catalogue) Topics() []string { return topics() }

// Label names a facet value.
func (c *Catalogue) Label(field, value, ui string) string {
	if c.Corrections != nil {
		if name := c.Corrections.NameOf(value); name != "" {
			return name
		}
	}
	switch field {
	case "role", "portfolio", "status":
		return gazetteer.Label(field+":"+value, ui)
	case engine.FacetLanguage:
		return languageLabel(value, ui)
	case engine.FacetCountry:
		return gazetteer.Label("state:"+value, ui)
	case engine.FacetTopic:
		return gazetteer.Label("topic:"+value, ui)
	case engine.FacetOrganisation, engine.FacetState, engine.FacetRegion:
		if _, ok := gazetteer.Find(value); !ok {
			if n, ok := c.own().Find(value); ok {
				return n.Name
			}
		}
		return gazetteer.Label(value, ui)
	case engine.FacetPerson:
		if c.Person != nil {
			if name, ok := c.Person(value, ui); ok {
				return name
			}
		}
		if n, ok := c.own().Find(value); ok {
			return n.Name
		}
	}
	return ""
}

func (c *Catalogue) own() *ftm.List {
	if c.Own == nil {
		return nil
	}
	return c.Own()
}

// withOwn adds what the user's own gazetteers know of an entity.
func withOwn(e parts.Entity, n ftm.Named) parts.Entity {
	e.OwnID, e.Aliases, e.Stated, e.Wikidata = n.Own, n.Names, n.Offices, cmp.Or(e.Wikidata, n.Wikidata)
	return e
}

func languageLabel(code, ui string) string {
	if n := display.Languages(language.Make(ui)); n != nil {
		if s := n.Name(language.Make(code)); s != "" {
			return s
		}
	}
	if p := lang.For(code); p != nil {
		return p.English
	}
	return code
}

// listed are the entities of the gazetteer with their names in every
// language, without labels.
var listed = sync.OnceValue(func() []parts.Entity {
	var out []parts.Entity
	add := func(t corpus.MentionType, entries []gazetteer.Entry) {
		for _, e := range entries {
			one := parts.Entity{ID: e.ID, Type: t, Names: map[string]string{"en": e.Name}}
			if t == corpus.Organisation {
				one.Acronym, one.Wikidata = strings.ReplaceAll(fieldOf(e, 0), "|", ", "), fieldOf(e, 2)
			}
			for _, p := range lang.All() {
				if s := gazetteer.Label(e.ID, p.Code); s != "" && s != e.Name {
					one.Names[p.Code] = s
				}
			}
			out = append(out, one)
		}
	}
	add(corpus.State, gazetteer.States())
	add(corpus.Region, gazetteer.Regions())
	add(corpus.Organisation, gazetteer.Organisations())
	return out
})

func fieldOf(e gazetteer.Entry, i int) string {
	if i < len(e.Fields) && e.Fields[i] != "-" {
		return e.Fields[i]
	}
	return ""
}

// Entities finds entities by a piece of a name. Of persons the most mentioned
// are looked through, and those whose id begins so.
func (c *Catalogue) Entities(ctx context.Context, name string, typ corpus.MentionType, ui string, size int) ([]parts.Entity, error) {
	name = corpus.FoldLatin(strings.TrimSpace(name))
	type match struct {
		e    parts.Entity
		rank int
	}
	var found []match
	for _, e := range listed() {
		if typ != "" && e.Type != typ {
			continue
		}
		if r := rank(e, name); r > 0 {
			e.Label = gazetteer.Label(e.ID, ui)
			found = append(found, match{e, r})
		}
	}
	seen := map[string]bool{}
	for _, n := range c.own().Search(name, size) {
		if _, listed := gazetteer.Find(n.ID); listed || seen[n.ID] || typ != "" && n.Type != typ {
			continue
		}
		seen[n.ID] = true
		found = append(found, match{withOwn(parts.Entity{ID: n.ID, Type: n.Type, Label: parts.Label(c, string(n.Type), n.ID, ui)}, n), 3})
	}
	if c.Searcher != nil && (typ == "" || typ == corpus.Person) {
		persons, err := c.Searcher.Facet(ctx, query.Query{}, engine.FacetPerson, "", parts.MaxFacet)
		if err != nil {
			return nil, err
		}
		if name != "" {
			begin, err := c.Searcher.Facet(ctx, query.Query{}, engine.FacetPerson, corpus.Slug(name), size)
			if err != nil {
				return nil, err
			}
			persons = append(persons, begin...)
		}
		for _, v := range persons {
			if seen[v.Value] {
				continue
			}
			seen[v.Value] = true
			e := parts.Entity{ID: v.Value, Type: corpus.Person, Label: parts.Label(c, engine.FacetPerson, v.Value, ui)}
			e.Names = map[string]string{"": e.Label}
			if r := rank(e, name); r > 0 {
				e.Names = nil
				found = append(found, match{e, r})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b match) int {
		return cmp.Or(b.rank-a.rank, len(a.e.Label)-len(b.e.Label), strings.Compare(a.e.ID, b.e.ID))
	})
	out := []parts.Entity{}
	for _, m := range found[:min(size, len(found))] {
		out = append(out, m.e)
	}
	return out, nil
}

// rank says how well a name fits: whole 5, the beginning of an acronym 4 (few
// names begin so), of a name 3, of a word 2, anywhere 1, not at all 0.
func rank(e parts.Entity, name string) int {
	_, slug, _ := strings.Cut(e.ID, ":")
	best := 0
	try := func(s string, begins int) {
		switch s = corpus.FoldLatin(s); {
		case s == "":
		case s == name:
			best = max(best, 5)
		case strings.HasPrefix(s, name):
			best = max(best, begins)
		case strings.Contains(s, " "+name):
			best = max(best, 2)
		case strings.Contains(s, name):
			best = max(best, 1)
		}
	}
	try(strings.ReplaceAll(slug, "-", " "), 3)
	for acronym := range strings.SplitSeq(e.Acronym, ", ") {
		try(acronym, 4)
	}
	for _, s := range e.Names {
		try(s, 3)
	}
	return best
}

// Entity gives one entity; an id that was merged gives the one that it means.
// An id that no list holds (a person, a national body) is one if a document
// mentions it.
func (c *Catalogue) Entity(ctx context.Context, id, ui string) (parts.Entity, error) {
	if c.Corrections != nil {
		id = c.Corrections.Resolve(id)
	}
	for _, e := range listed() {
		if e.ID == id {
			e.Label = parts.Label(c, string(e.Type), id, ui)
			if n, ok := c.own().Find(id); ok {
				e = withOwn(e, n)
			}
			return e, nil
		}
	}
	if n, ok := c.own().Find(id); ok {
		return withOwn(parts.Entity{ID: id, Type: n.Type, Label: parts.Label(c, string(n.Type), id, ui)}, n), nil
	}
	missing := corpus.Errorf(corpus.NotFound, "no entity has the id %q: ids look like state:RO, org:interpol or person:ivica-dacic", id)
	typ := corpus.EntityType(id)
	if typ == "" || c.Searcher == nil {
		return parts.Entity{}, missing
	}
	q := query.Query{}
	switch typ {
	case corpus.Person:
		q.Filters.Person = []string{id}
	case corpus.Organisation:
		q.Filters.Organisation = []string{id}
	case corpus.State:
		q.Filters.State = []string{id}
	case corpus.Region:
		q.Filters.Region = []string{id}
	}
	res, err := c.Searcher.Search(ctx, q)
	if err != nil {
		return parts.Entity{}, err
	}
	if res.Total == 0 {
		return parts.Entity{}, missing
	}
	return parts.Entity{ID: id, Type: typ, Label: parts.Label(c, string(typ), id, ui)}, nil
}
