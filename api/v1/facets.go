package v1

import (
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/corpus"
	"communique/search/engine"
)

// How many values of a facet are listed, and how many are looked through for
// a prefix: labels are names in the reader's language, which only the
// catalogue knows, so the prefix cannot be asked of the engine.
const (
	facetValues     = 50
	maxFacetValues  = 1000
	prefixedThrough = 50_000
)

// Facets answers GET facets/{field}: the values of one field over all that
// the search parameters find.
func (h *Handlers) Facets(c echo.Context) error {
	field := ask.Path(c, "field")
	if err := ask.Facet("facets", field); err != nil {
		return err
	}
	v := c.QueryParams()
	if err := ask.Allow(v, append([]string{"prefix"}, ask.Parameters...)...); err != nil {
		return err
	}
	prefix, err := ask.One(v, "prefix")
	if err != nil {
		return err
	}
	size, err := ask.Int(v, "size", facetValues, 1, maxFacetValues)
	if err != nil {
		return err
	}
	v.Del("size") // here it counts values, not hits
	ui, err := h.reader(c)
	if err != nil {
		return err
	}
	q, _, err := ask.Search(v, h.Catalogue)
	if err != nil {
		return err
	}
	through := size
	if prefix != "" {
		through = prefixedThrough
	}
	values, err := h.Searcher.Facet(c.Request().Context(), q, field, through)
	if err != nil {
		return err
	}
	parts.LabelAll(h.Catalogue, map[string][]engine.FacetValue{field: values}, ui)
	if prefix != "" {
		values = slices.DeleteFunc(values, func(f engine.FacetValue) bool { return !begins(f, prefix) })
	}
	return ok(c, struct {
		Field  string              `json:"field"`
		Values []engine.FacetValue `json:"values"`
	}{field, append([]engine.FacetValue{}, values[:min(size, len(values))]...)})
}

// begins says whether a word of the label or the value's own name begins with
// the prefix; case and Latin marks do not count.
func begins(f engine.FacetValue, prefix string) bool {
	prefix = corpus.FoldLatin(prefix)
	_, name, found := strings.Cut(f.Value, ":")
	if !found {
		name = f.Value
	}
	label := corpus.FoldLatin(f.Label)
	return strings.HasPrefix(corpus.FoldLatin(name), prefix) || strings.HasPrefix(corpus.FoldLatin(f.Value), prefix) ||
		strings.HasPrefix(label, prefix) || strings.Contains(label, " "+prefix)
}
