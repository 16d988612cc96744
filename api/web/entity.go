package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/api/profile"
	"communique/corpus"
	"communique/search/engine"
)

// entityView is what entity.html shows.
type entityView struct {
	frame
	Entity   parts.Entity
	TypeName string
	Aliases  string
	Names    []entityName
	Seen     []entityName
	Total    int
	Search   string
	Chart    *chart
	// Offices are those of a person, or the holders of offices in an
	// organisation or state.
	Offices     []officeView
	OfficesName string
	MoreOffices int
	OfficesJSON string
	Hits        []hitView
	Where       []facetView // languages, countries and topics that mention it
	With        []facetView // mentioned together with it
	JSON        string
}

type entityName struct{ Code, Language, Name, Dir string }

// officeView is an office with the time in which documents speak of it.
type officeView struct {
	Person, PersonURL string // empty on the person's own page
	Label             string
	First, Last       dayLink // Last is empty when it is the same day
	Releases          string
	URL               string // search for the documents of that time
	// Bar is the time on an axis of 100 on which all offices of the page
	// find room; nil where there is but one day.
	Bar *span
}

type dayLink struct{ Day, Text, URL, Title string }

type span struct{ X, Width float64 }

// shownNames bounds a line of further names.
const shownNames = 12

// Entity is the page of an entity: its names, its offices over time, and
// where, when and with whom it is mentioned.
func (p *Pages) Entity(c echo.Context) error {
	if err := ask.Allow(c.QueryParams(), "ui"); err != nil {
		return err
	}
	f, err := p.frame(c)
	if err != nil {
		return err
	}
	id := ask.Path(c, "id")
	known, err := profile.Of(c.Request().Context(), profile.Sources{Searcher: p.Searcher, Documents: p.Documents, Tenures: p.Tenures, Catalogue: p.Catalogue}, id, f.UI)
	if err != nil {
		return err
	}
	if known.ID != id { // merged into another one
		return c.Redirect(http.StatusFound, f.URL(entityURL(known.ID)))
	}
	field := string(known.Type)
	a := address{field: {known.ID}}
	if f.own {
		a["ui"] = []string{f.UI}
	}
	f.Title = known.Label
	known.Acronym = strings.Join(slices.DeleteFunc(strings.Split(known.Acronym, ", "), func(s string) bool { return s == known.Label }), ", ")
	v := entityView{
		frame: f, Entity: known.Entity, TypeName: f.T(field), Total: known.Documents, Search: a.String(), Chart: f.chart(a, known.Histogram),
		JSON: "/api/v1" + entityURL(known.ID), OfficesName: f.T("entity.holders"), MoreOffices: known.OfficesTotal - len(known.Offices),
		OfficesJSON: "/api/v1/offices?size=100&" + field + "=" + url.QueryEscape(strings.TrimPrefix(known.ID, "state:")),
	}
	if known.Type == corpus.Person {
		v.OfficesName = f.T("entity.offices")
	}
	v.Offices = f.offices(known)
	aliases := slices.DeleteFunc(slices.Clone(known.Aliases), func(s string) bool { return s == known.Label })
	v.Aliases = strings.Join(aliases[:min(shownNames, len(aliases))], " · ")
	for code, name := range known.Names {
		v.Names = append(v.Names, entityName{code, f.Label(engine.FacetLanguage, code), name, f.DirOf(code)})
	}
	slices.SortFunc(v.Names, func(a, b entityName) int { return strings.Compare(a.Language, b.Language) })
	for _, seen := range known.Seen {
		if known.Names[seen.Language] != seen.Name {
			v.Seen = append(v.Seen, entityName{f.LangOf(seen.Language), f.Label(engine.FacetLanguage, seen.Language), seen.Name, f.DirOf(seen.Language)})
		}
	}
	slices.SortStableFunc(v.Seen, func(a, b entityName) int { return strings.Compare(a.Language, b.Language) })
	for _, h := range known.Hits[:min(ask.DefaultSize, len(known.Hits))] {
		h.Why = nil // it is the entity, for each of them
		v.Hits = append(v.Hits, f.hit(h))
	}
	v.Where, v.With = f.counts(a, profile.WhereFields, known.Where), f.counts(a, profile.WithFields, known.With)
	return p.render(c, http.StatusOK, "entity", v)
}

func (f frame) counts(a address, fields []string, values map[string][]engine.FacetValue) []facetView {
	var out []facetView
	for _, name := range fields {
		found := values[name]
		if fv := f.facet(a, name, found[:min(facetShown, len(found))], nil); len(fv.First) > 0 {
			out = append(out, fv)
		}
	}
	return out
}

func (f frame) offices(known profile.Profile) []officeView {
	least, most := 0, 0
	for _, t := range known.Offices {
		if from, ok := t.First.Day(); ok {
			to, _ := t.Last.Day()
			if most == 0 {
				least, most = from, to
			}
			least, most = min(least, from), max(most, to)
		}
	}
	var out []officeView
	for _, t := range known.Offices {
		o := officeView{Label: t.Label, Releases: f.N("results", t.Documents)}
		if known.Type != corpus.Person {
			o.Person = cmp.Or(f.p.Catalogue.Label(engine.FacetPerson, t.Person, f.UI), t.Name)
			o.PersonURL = f.URL(entityURL(t.Person))
		}
		search := address{engine.FacetPerson: {t.Person}}
		if f.own {
			search["ui"] = []string{f.UI}
		}
		if n := len(t.Evidence); n > 0 {
			o.First = f.day(t.First, t.Evidence[0])
			if t.Last != t.First {
				// Undated ones stand last.
				i := n - 1
				for i > 0 && t.Evidence[i].Published != t.Last {
					i--
				}
				o.Last = f.day(t.Last, t.Evidence[i])
			}
		}
		if from, ok := t.First.Day(); ok {
			to, _ := t.Last.Day()
			search = search.with("from", string(t.First)).with("to", string(t.Last))
			if most > least {
				axis := float64(most - least)
				width := max(1, float64(to-from)/axis*100)
				o.Bar = &span{X: round(min(float64(from-least)/axis*100, 100-width)), Width: round(width)}
			}
		}
		o.URL = search.String()
		out = append(out, o)
	}
	return out
}

func (f frame) day(day corpus.Date, e corpus.Evidence) dayLink {
	d := dayLink{Day: string(day), Text: f.Date(string(day)), URL: f.URL(documentURL(e.Document))}
	if day == "" {
		d.Text = f.T("undated")
	}
	d.Title = f.T("entity.evidence", d.Text)
	return d
}
