package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/corpus"
	"communique/search/engine"
	"communique/search/query"
)

// pageFacets are the facets of the search page, in their order, and how many
// values of each stand there before and after "more".
var pageFacets = []string{
	engine.FacetLanguage, engine.FacetCountry, engine.FacetTopic, engine.FacetOrganisation, engine.FacetPerson,
	engine.FacetState, engine.FacetRegion, engine.FacetMinistry,
}

const (
	facetShown = 6
	facetMore  = 40
)

// searchView is what search.html shows.
type searchView struct {
	frame
	Home    bool // nothing was asked yet
	Total   int
	TookMS  int
	Hits    []hitView
	Facets  []facetView
	Active  []choice
	Clear   string // removes every filter
	Sorts   []choice
	Chart   *chart
	Dates   []dateField
	Carried []pair // what the date form carries along
	Next    string
	First   string // empty on the first page
	Notices []query.Notice
	// Expansions were added by the program; Exact is the same search without
	// them, Wide the same with them when they are off.
	Expansions  []engine.Expansion
	Exact, Wide string
}

type hitView struct {
	engine.Hit
	Link         string
	Original     string // empty unless it may be linked
	TitleRuns    []run
	SnippetRuns  []run
	LanguageName string
	CountryName  string
	Lang, Dir    string // of title and snippet
	When         string
	MatchedText  string
	OriginalText string
}

type facetView struct {
	Name  string
	Field string
	Open  bool
	First []choice
	More  []choice
}

type choice struct {
	Label, URL string
	Field      string // name of the filter, in the reader's language
	Count      int
	On         bool
}

type dateField struct{ Name, Label, Value string }

// Search is the start page and the page of results.
func (p *Pages) Search(c echo.Context) error {
	v := withoutEmpty(c.QueryParams())
	if err := ask.Allow(v, ask.Parameters...); err != nil {
		return err
	}
	f, err := p.frame(c)
	if err != nil {
		return err
	}
	q, err := ask.Search(v, p.Catalogue)
	if err != nil {
		return err
	}
	if q.Expr == nil && !v.Has("sort") {
		q.Sort = query.Newest // nothing to be the best for
	}
	q.Facets, q.FacetSize, q.Histogram = pageFacets, facetMore, true
	res, err := p.Searcher.Search(c.Request().Context(), q)
	if err != nil {
		return err
	}
	return p.render(c, http.StatusOK, "search", p.searchView(f, address(v), q, res))
}

// withoutEmpty drops parameters without a value: a form sends its empty
// fields too.
func withoutEmpty(v url.Values) url.Values {
	out := url.Values{}
	for name, values := range v {
		values = slices.DeleteFunc(slices.Clone(values), func(s string) bool { return strings.TrimSpace(s) == "" })
		if len(values) > 0 {
			out[name] = values
		}
	}
	return out
}

func (p *Pages) searchView(f frame, a address, q query.Query, res engine.Results) searchView {
	f.Query, f.Title = q.Text, f.T("search.label")
	if q.Text != "" {
		f.Title = q.Text
	}
	f.Hidden = carried(a, "q")
	// The links carry filters in their one spelling, so that toggling an
	// entity typed as org=interpol finds it again.
	for _, name := range ask.Filters {
		a = a.with(name, *ask.Field(&q.Filters, name)...)
	}
	view := searchView{
		frame: f, Total: res.Total, TookMS: int(res.TookMS + .5), Notices: res.Query.Notices, Expansions: res.Query.Expansions,
		Chart: f.chart(a, res.Histogram), Carried: carried(a, ask.Dates...),
	}
	for _, h := range res.Hits {
		view.Hits = append(view.Hits, f.hit(h))
	}
	for _, field := range pageFacets {
		if fv := f.facet(a, field, res.Facets[field], *ask.Field(&q.Filters, field)); len(fv.First) > 0 {
			view.Facets = append(view.Facets, fv)
		}
	}
	view.Active, view.Clear = f.active(a, q)
	for _, s := range []query.Sort{query.Relevance, query.Newest, query.Oldest} {
		value := string(s)
		if s == query.Relevance && q.Expr != nil {
			value = ""
		}
		view.Sorts = append(view.Sorts, choice{Label: f.T("sort." + string(s)), URL: a.with("sort", value).String(), On: q.Sort == s})
	}
	for _, name := range ask.Dates {
		view.Dates = append(view.Dates, dateField{name, f.T(name), dayOf(q.Filters, name)})
	}
	if res.Next != "" {
		next := a.with("cursor", res.Next)
		if q.Size != ask.DefaultSize {
			next["size"] = address(a)["size"]
		}
		view.Next = next.String()
	}
	view.Home = q.Text == "" && len(view.Active) == 0 && q.Cursor == ""
	if q.Cursor != "" {
		view.First = a.with("cursor").String()
	}
	if q.NoExpand {
		view.Wide = a.with("expand").String()
	} else {
		view.Exact = a.with("expand", "none").String()
	}
	return view
}

// carried are the parameters that a form sends along unseen: all but its own
// fields and what belongs to one page.
func carried(a address, but ...string) []pair {
	var out []pair
	for name, values := range a {
		if slices.Contains(but, name) || name == "cursor" || name == "size" {
			continue
		}
		for _, v := range values {
			out = append(out, pair{name, v})
		}
	}
	slices.SortFunc(out, func(a, b pair) int { return strings.Compare(a.Name+"\x00"+a.Value, b.Name+"\x00"+b.Value) })
	return out
}

func (f frame) hit(h engine.Hit) hitView {
	v := hitView{
		Hit: h, Link: f.URL(documentURL(h.ID)), Original: outside(h.URL),
		TitleRuns: runs(h.Title, h.Snippet.TitleMarks), SnippetRuns: runs(h.Snippet.Text, h.Snippet.Marks),
		LanguageName: f.Label(engine.FacetLanguage, h.Language),
		Lang:         f.LangOf(h.Language), Dir: f.DirOf(h.Language), When: f.T("undated"), OriginalText: f.T("original"),
	}
	if h.Published != "" {
		v.When = f.Date(h.Published)
	}
	if len(h.Why) > 0 {
		v.MatchedText = f.T("matched") + ": " + strings.Join(h.Why, " · ")
	}
	if h.Title == "" {
		v.TitleRuns = []run{{Text: f.T("document.untitled")}}
	}
	if h.Country != "" {
		v.CountryName = f.Label(engine.FacetCountry, h.Country)
	}
	return v
}

func (f frame) facet(a address, field string, values []engine.FacetValue, chosen []string) facetView {
	v := facetView{Name: f.T(field), Field: field, Open: true}
	add := func(value string, count int, on bool) {
		c := choice{Label: f.Label(field, value), URL: a.toggle(field, value).String(), Count: count, On: on}
		if on || len(v.First) < facetShown {
			v.First = append(v.First, c)
		} else {
			v.More = append(v.More, c)
		}
	}
	seen := map[string]bool{}
	for _, fv := range values {
		seen[fv.Value] = true
		add(fv.Value, fv.Count, slices.Contains(chosen, fv.Value))
	}
	for _, value := range chosen { // chosen values stay in sight, found or not
		if !seen[value] {
			add(value, 0, true)
		}
	}
	return v
}

// active lists the filters in force, each with the address without it.
func (f frame) active(a address, q query.Query) (on []choice, clear string) {
	none := a
	for _, name := range ask.Filters {
		for _, value := range *ask.Field(&q.Filters, name) {
			on = append(on, choice{Field: f.T(name), Label: f.Label(name, value), URL: a.toggle(name, value).String()})
		}
		none = none.with(name)
	}
	for _, name := range ask.Dates {
		if day := dayOf(q.Filters, name); day != "" {
			on = append(on, choice{Field: f.T(name), Label: f.Date(day), URL: a.with(name).String()})
		}
		none = none.with(name)
	}
	if len(on) > 1 {
		clear = none.String()
	}
	return on, clear
}

func dayOf(filters query.Filters, name string) string {
	return string(map[string]corpus.Date{
		"from": filters.From, "to": filters.To, "mentioned_from": filters.MentionedFrom, "mentioned_to": filters.MentionedTo,
	}[name])
}
