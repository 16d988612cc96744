package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/corpus"
	"communique/search/engine"
	"communique/search/query"
)

// entityView is what entity.html shows.
type entityView struct {
	frame
	Entity   parts.Entity
	TypeName string
	Names    []entityName
	Total    int
	Search   string
	Chart    *chart
	Hits     []hitView
	Where    []facetView // languages, countries and topics that mention it
	With     []facetView // mentioned together with it
	JSON     string
}

type entityName struct{ Code, Language, Name string }

// Entity is the page of an entity: its names, and where it is mentioned.
func (p *Pages) Entity(c echo.Context) error {
	if err := ask.Allow(c.QueryParams(), "ui"); err != nil {
		return err
	}
	f, err := p.frame(c)
	if err != nil {
		return err
	}
	e, err := p.Catalogue.Entity(c.Request().Context(), ask.Path(c, "id"), f.UI)
	if err != nil {
		return err
	}
	field := string(e.Type)
	q := query.Query{
		Sort: query.Newest, Size: ask.DefaultSize, FacetSize: facetShown + 1, Histogram: true,
		Facets: []string{engine.FacetLanguage, engine.FacetCountry, engine.FacetTopic, engine.FacetPerson, engine.FacetOrganisation, engine.FacetState},
	}
	values := ask.Field(&q.Filters, field)
	if values == nil {
		return corpus.Errorf(corpus.NotFound, "no entity has the id %q", e.ID)
	}
	*values = []string{e.ID}
	res, err := p.Searcher.Search(c.Request().Context(), q)
	if err != nil {
		return err
	}
	a := address{field: {e.ID}}
	if f.own {
		a["ui"] = []string{f.UI}
	}
	f.Title = e.Label
	v := entityView{
		frame: f, Entity: e, TypeName: f.T(field), Total: res.Total, Search: a.String(), Chart: f.chart(a, res.Histogram),
		JSON: "/api/v1" + entityURL(e.ID),
	}
	for code, name := range e.Names {
		v.Names = append(v.Names, entityName{code, f.Label(engine.FacetLanguage, code), name})
	}
	slices.SortFunc(v.Names, func(a, b entityName) int { return strings.Compare(a.Language, b.Language) })
	for _, h := range res.Hits {
		v.Hits = append(v.Hits, f.hit(h))
	}
	for _, name := range q.Facets {
		found := slices.DeleteFunc(slices.Clone(res.Facets[name]), func(fv engine.FacetValue) bool { return fv.Value == e.ID })
		fv := f.facet(a, name, found[:min(facetShown, len(found))], nil)
		switch {
		case len(fv.First) == 0:
		case slices.Contains([]string{engine.FacetPerson, engine.FacetOrganisation, engine.FacetState}, name):
			v.With = append(v.With, fv)
		default:
			v.Where = append(v.Where, fv)
		}
	}
	return p.render(c, http.StatusOK, "entity", v)
}
