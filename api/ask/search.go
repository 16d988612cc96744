package ask

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"communique/api/parts"
	"communique/corpus"
	"communique/search/engine"
	"communique/search/query"
)

// Filters lists the repeatable filter parameters, in the order in which pages
// show them. Each is also a facet field.
var Filters = []string{
	engine.FacetLanguage, engine.FacetCountry, engine.FacetMinistry, engine.FacetPublisher, engine.FacetSource, engine.FacetTopic,
	engine.FacetOrganisation, engine.FacetPerson, engine.FacetState, engine.FacetRegion,
}

// Dates lists the parameters that bound days.
var Dates = []string{"from", "to", "mentioned_from", "mentioned_to"}

// Parameters lists all that a search takes.
var Parameters = slices.Concat([]string{"q"}, Filters, Dates,
	[]string{"sort", "size", "cursor", "facets", "facet_size", "histogram", "expand", "ui"})

// Defaults and limits of a search.
const (
	DefaultSize      = 10
	DefaultFacetSize = 10
	MaxFacetSize     = 200 // a longer list is for GET facets/{field}
	MaxValues        = 50  // values of one filter: more is a mistake or an attack
)

// defaultFacets are counted when nothing else is asked for.
var defaultFacets = []string{
	engine.FacetLanguage, engine.FacetCountry, engine.FacetMinistry, engine.FacetTopic,
	engine.FacetOrganisation, engine.FacetPerson, engine.FacetState,
}

// Search reads a query from parameters that Allow has passed.
func Search(v url.Values, known parts.Catalogue) (query.Query, error) {
	q := query.Query{Text: strings.TrimSpace(v.Get("q"))}
	if _, err := One(v, "q"); err != nil {
		return q, err
	}
	if !utf8.ValidString(q.Text) {
		return q, corpus.Errorf(corpus.Invalid, "q: is not valid UTF-8")
	}
	if n := utf8.RuneCountInString(q.Text); n > query.MaxLength {
		return q, corpus.Errorf(corpus.Invalid, "q: has %d characters, the limit is %d", n, query.MaxLength)
	}
	q.Expr, q.Notices = query.Parse(q.Text)
	for _, read := range []func(*query.Query, url.Values, parts.Catalogue) error{readFilters, readDates, readShape} {
		if err := read(&q, v, known); err != nil {
			return q, err
		}
	}
	return q, nil
}

func readFilters(q *query.Query, v url.Values, known parts.Catalogue) error {
	for _, name := range Filters {
		values := make([]string, 0, len(v[name]))
		for _, s := range v[name] {
			s, err := filterValue(name, strings.TrimSpace(s), known)
			if err != nil {
				return err
			}
			if s != "" && !slices.Contains(values, s) {
				values = append(values, s)
			}
		}
		if len(values) > MaxValues {
			return corpus.Errorf(corpus.Invalid, "%s: has %d values, the limit is %d", name, len(values), MaxValues)
		}
		if len(values) > 0 {
			*Field(&q.Filters, name) = values
		}
	}
	return nil
}

// Field points at the values of the filter with that parameter name; nil if
// there is none.
func Field(f *query.Filters, name string) *[]string {
	switch name {
	case engine.FacetLanguage:
		return &f.Language
	case engine.FacetCountry:
		return &f.Country
	case engine.FacetMinistry:
		return &f.Ministry
	case engine.FacetPublisher:
		return &f.Publisher
	case engine.FacetSource:
		return &f.Source
	case engine.FacetTopic:
		return &f.Topic
	case engine.FacetOrganisation:
		return &f.Organisation
	case engine.FacetPerson:
		return &f.Person
	case engine.FacetState:
		return &f.State
	case engine.FacetRegion:
		return &f.Region
	}
	return nil
}

// idPrefix is what the ids of a filter's entities begin with; a value may be
// given without it.
var idPrefix = map[string]string{
	engine.FacetOrganisation: "org:", engine.FacetPerson: "person:", engine.FacetState: "state:", engine.FacetRegion: "region:",
}

// filterValue is the value in its one spelling; corpus.Invalid if the filter
// takes values of a known list and it is not on it.
func filterValue(name, s string, known parts.Catalogue) (string, error) {
	if s == "" {
		return "", nil
	}
	if !utf8.ValidString(s) || utf8.RuneCountInString(s) > 300 {
		return "", corpus.Errorf(corpus.Invalid, "%s: the value is too long or not valid UTF-8", name)
	}
	if prefix := idPrefix[name]; prefix != "" {
		s = strings.TrimPrefix(s, prefix)
		if name == engine.FacetState {
			s = strings.ToUpper(s)
		} else {
			s = strings.ToLower(s)
		}
		return prefix + s, nil
	}
	switch name {
	case engine.FacetCountry:
		code := strings.ToUpper(s)
		if !slices.Contains(known.Countries(), code) {
			return "", corpus.Errorf(corpus.Invalid, "country: %q is not a country: write its ISO 3166-1 code, such as RO or LV (GET /api/v1/countries lists them)", clip(s))
		}
		return code, nil
	case engine.FacetLanguage:
		if s == "und" {
			return s, nil
		}
		for _, l := range known.Languages() {
			if strings.EqualFold(l.Code, s) {
				return l.Code, nil
			}
		}
		// A document can be in a language that has no pack.
		if base, err := language.ParseBase(s); err == nil {
			return base.String(), nil
		}
		return "", corpus.Errorf(corpus.Invalid, "language: %q is not a language we read: write its code, such as ro or lv (GET /api/v1/languages lists them)", clip(s))
	case engine.FacetTopic:
		id := strings.ToLower(s)
		topics := known.Topics()
		if slices.Contains(topics, id) {
			return id, nil
		}
		if near := Nearest(id, topics); near != "" {
			return "", corpus.Errorf(corpus.Invalid, "topic: %q is unknown: did you mean %q?", clip(s), near)
		}
		return "", corpus.Errorf(corpus.Invalid, "topic: %q is unknown (GET /api/v1/topics lists them)", clip(s))
	}
	return s, nil
}

func readDates(q *query.Query, v url.Values, _ parts.Catalogue) error {
	for _, d := range []struct {
		name string
		last bool
		day  *corpus.Date
	}{
		{"from", false, &q.Filters.From}, {"to", true, &q.Filters.To},
		{"mentioned_from", false, &q.Filters.MentionedFrom}, {"mentioned_to", true, &q.Filters.MentionedTo},
	} {
		s, err := One(v, d.name)
		if err != nil {
			return err
		}
		if *d.day, err = bound(s, d.last); err != nil {
			return corpus.Errorf(corpus.Invalid, "%s: %q is not a date: write it as 2019-05-30, 2019-05 or 2019", d.name, clip(s))
		}
	}
	for _, p := range []struct {
		from, to string
		a, b     corpus.Date
	}{
		{"from", "to", q.Filters.From, q.Filters.To},
		{"mentioned_from", "mentioned_to", q.Filters.MentionedFrom, q.Filters.MentionedTo},
	} {
		if p.a != "" && p.b != "" && p.a > p.b {
			return corpus.Errorf(corpus.Invalid, "%s (%s) is later than %s (%s): exchange them", p.from, p.a, p.to, p.b)
		}
	}
	return nil
}

// bound is the first day of a year, month or day, or the last.
func bound(s string, last bool) (corpus.Date, error) {
	for _, f := range []struct {
		layout              string
		years, months, days int
	}{{"2006", 1, 0, -1}, {"2006-01", 0, 1, -1}} {
		t, err := time.Parse(f.layout, s)
		if err != nil {
			continue
		}
		if last {
			t = t.AddDate(f.years, f.months, f.days)
		}
		s = t.Format(time.DateOnly)
	}
	return corpus.ParseDate(s)
}

func readShape(q *query.Query, v url.Values, _ parts.Catalogue) (err error) {
	sort, err := Choice(v, "sort", string(query.Relevance), string(query.Newest), string(query.Oldest))
	if err != nil {
		return err
	}
	q.Sort = query.Sort(sort)
	expand, err := Choice(v, "expand", "all", "none")
	if err != nil {
		return err
	}
	q.NoExpand = expand == "none"
	histogram, err := Choice(v, "histogram", "true", "false")
	if err != nil {
		return err
	}
	q.Histogram = histogram == "true"
	if q.Size, err = Int(v, "size", DefaultSize, 0, query.MaxSize); err != nil {
		return err
	}
	if q.FacetSize, err = Int(v, "facet_size", DefaultFacetSize, 1, MaxFacetSize); err != nil {
		return err
	}
	if q.Cursor, err = One(v, "cursor"); err != nil {
		return err
	}
	q.Facets, err = facets(v["facets"])
	return err
}

// facets reads field names, repeated or parted by commas; "none" means none.
func facets(values []string) ([]string, error) {
	if len(values) == 0 {
		return defaultFacets, nil
	}
	var out []string
	for name := range strings.SplitSeq(strings.Join(values, ","), ",") {
		name = strings.TrimSpace(name)
		if name == "" || name == "none" {
			continue
		}
		if err := Facet("facets", name); err != nil {
			return nil, err
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out, nil
}

// Facet returns corpus.Invalid, naming the parameter, unless field is a facet.
func Facet(parameter, field string) error {
	if !slices.Contains(Filters, field) {
		return unknown(parameter, field, Filters)
	}
	return nil
}
