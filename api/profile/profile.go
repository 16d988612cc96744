package profile

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"communique/api/ask"
	"communique/api/parts"
	"communique/corpus"
	"communique/search/engine"
	"communique/search/query"
)

// Sources are the parts that are asked.
type Sources struct {
	Searcher  parts.Searcher
	Documents parts.Documents
	Tenures   parts.Tenures
	Catalogue parts.Catalogue
}

// Profile is what is known of an entity.
type Profile struct {
	parts.Entity
	// Documents is how many mention it.
	Documents int `json:"documents"`
	// Seen are its names as documents write them: those of a person in the
	// nominative, of all else as they stand. Of each language the newest
	// documents are read.
	Seen []Seen `json:"seen"`
	// Offices are those that a person holds, and who holds the offices of an
	// organisation or state; OfficesTotal is how many there are.
	Offices      []Tenure `json:"offices"`
	OfficesTotal int      `json:"offices_total"`
	// Histogram counts the documents by month, Where by field: language,
	// country and topic.
	Histogram []engine.Bucket                `json:"histogram"`
	Where     map[string][]engine.FacetValue `json:"where"`
	// With counts the documents that mention something else too.
	With map[string][]engine.FacetValue `json:"with"`
	// Hits are the newest documents.
	Hits []engine.Hit `json:"-"`
}

// Seen is a name as documents in a language write it, and in how many of
// those that were read.
type Seen struct {
	Language string `json:"language"`
	Name     string `json:"name"`
	Count    int    `json:"count"`
}

// Tenure is an office with its name for the reader.
type Tenure struct {
	corpus.Tenure
	Label string `json:"label"`
}

// Bounds of a profile.
const (
	facetSize    = 20
	offices      = 50
	evidence     = 3
	newest       = 50 // documents read for names, whatever their language
	perLanguage  = 3  // further ones of each language that has none among them
	moreSearches = 20
	namesShown   = 3 // of a language
)

// WhereFields and WithFields are the facets of Where and With, in the order in
// which they are shown.
var (
	WhereFields = []string{engine.FacetLanguage, engine.FacetCountry, engine.FacetTopic}
	WithFields  = []string{engine.FacetPerson, engine.FacetOrganisation, engine.FacetState, engine.FacetRegion}
)

// queryField is the name of an entity's field in a query.
var queryField = map[corpus.MentionType]string{
	corpus.Person: query.FieldPerson, corpus.Organisation: query.FieldOrg, corpus.State: query.FieldState, corpus.Region: query.FieldRegion,
}

// Of gathers the profile of an entity. Errors: NotFound.
func Of(ctx context.Context, s Sources, id, ui string) (Profile, error) {
	e, err := s.Catalogue.Entity(ctx, id, ui)
	if err != nil {
		return Profile{}, err
	}
	p := Profile{Entity: e, Where: map[string][]engine.FacetValue{}, With: map[string][]engine.FacetValue{}, Seen: []Seen{}, Offices: []Tenure{}}
	q := query.Query{Sort: query.Newest, Size: newest, FacetSize: facetSize + 1, Histogram: true, Facets: slices.Concat(WhereFields, WithFields)}
	values := ask.Field(&q.Filters, string(e.Type))
	if values == nil {
		return Profile{}, corpus.Errorf(corpus.NotFound, "no entity has the id %q", id)
	}
	*values = []string{e.ID}
	// The counts of a facet leave out its own filter; what stands in the
	// query itself they do not: who is mentioned beside a person is counted
	// in the documents that mention her.
	q.Expr = &query.Field{Name: queryField[e.Type], Value: e.ID[strings.IndexByte(e.ID, ':')+1:]}
	res, err := s.Searcher.Search(ctx, q)
	if err != nil {
		return Profile{}, err
	}
	p.Documents, p.Hits, p.Histogram = res.Total, res.Hits, append([]engine.Bucket{}, res.Histogram...)
	parts.LabelAll(s.Catalogue, res.Facets, ui)
	take := func(fields []string, to map[string][]engine.FacetValue) {
		for _, f := range fields {
			found := slices.DeleteFunc(slices.Clone(res.Facets[f]), func(v engine.FacetValue) bool { return v.Value == e.ID })
			to[f] = append([]engine.FacetValue{}, found[:min(facetSize, len(found))]...)
		}
	}
	take(WhereFields, p.Where)
	take(WithFields, p.With)
	if err := p.tenures(ctx, s, ui); err != nil {
		return Profile{}, err
	}
	return p, p.names(ctx, s, q, res)
}

func (p *Profile) tenures(ctx context.Context, s Sources, ui string) error {
	f := corpus.OfficeFilter{Size: offices, Evidence: evidence}
	switch p.Type {
	case corpus.Person:
		f.Person = p.ID
	case corpus.Organisation:
		f.Organisation = p.ID
	case corpus.State:
		f.State = strings.TrimPrefix(p.ID, "state:")
	default:
		return nil
	}
	found, total, err := s.Tenures.Tenures(ctx, f)
	if err != nil {
		return err
	}
	p.OfficesTotal = total
	for _, t := range found {
		p.Offices = append(p.Offices, Tenure{t, parts.OfficeLabel(s.Catalogue, t.Office, ui)})
	}
	return nil
}

// names reads how documents write the entity.
func (p *Profile) names(ctx context.Context, s Sources, q query.Query, res engine.Results) error {
	hits := slices.Clone(res.Hits)
	covered := map[string]bool{}
	for _, h := range hits {
		covered[h.Language] = true
	}
	searches := 0
	for _, l := range res.Facets[engine.FacetLanguage] {
		if covered[l.Value] || searches == moreSearches {
			continue
		}
		searches++
		more := q
		more.Filters.Language, more.Size, more.Facets, more.Histogram = []string{l.Value}, perLanguage, nil, false
		some, err := s.Searcher.Search(ctx, more)
		if err != nil {
			return err
		}
		hits = append(hits, some.Hits...)
	}
	counts := map[Seen]int{}
	for _, h := range hits {
		d, err := s.Documents.Document(ctx, h.ID)
		if corpus.FaultOf(err) == corpus.NotFound && err != nil {
			continue // deleted just now
		}
		if err != nil {
			return err
		}
		here := map[string]bool{}
		for _, m := range d.Annotations.Mentions {
			if m.ID == p.ID && m.Type != corpus.Demonym {
				here[asSeen(m)] = true
			}
		}
		for name := range here {
			counts[Seen{Language: d.Annotations.Language.Code, Name: name}]++
		}
	}
	for seen, n := range counts {
		seen.Count = n
		p.Seen = append(p.Seen, seen)
	}
	slices.SortFunc(p.Seen, func(a, b Seen) int {
		return cmp.Or(strings.Compare(a.Language, b.Language), b.Count-a.Count, strings.Compare(a.Name, b.Name))
	})
	kept := p.Seen[:0]
	for _, seen := range p.Seen {
		if n := len(kept); n < namesShown || kept[n-namesShown].Language != seen.Language {
			kept = append(kept, seen)
		}
	}
	p.Seen = kept
	return nil
}

func asSeen(m corpus.Mention) string {
	if m.Type != corpus.Person {
		return strings.Join(strings.Fields(m.Text), " ")
	}
	return cmp.Or(m.LocalName, m.Name)
}
