package v1

import (
	"context"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/corpus"
	"communique/search/engine"
	"communique/search/query"
)

// facetValues is how many values of a facet are listed where nothing is said.
const facetValues = 50

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
	size, err := ask.Int(v, "size", facetValues, 1, parts.MaxFacet)
	if err != nil {
		return err
	}
	v.Del("size") // here it counts values, not hits
	ui, err := h.reader(c)
	if err != nil {
		return err
	}
	q, err := ask.Search(v, h.Catalogue)
	if err != nil {
		return err
	}
	values, err := h.beginning(c.Request().Context(), q, field, prefix, ui, size)
	if err != nil {
		return err
	}
	return ok(c, struct {
		Field  string              `json:"field"`
		Values []engine.FacetValue `json:"values"`
	}{field, append([]engine.FacetValue{}, values[:min(size, len(values))]...)})
}

// beginning gives the values that begin with prefix themselves, which the
// engine knows, and of the commonest those whose label does: labels are names
// in the reader's language, which only the catalogue knows.
func (h *Handlers) beginning(ctx context.Context, q query.Query, field, prefix, ui string, size int) ([]engine.FacetValue, error) {
	values, err := h.Searcher.Facet(ctx, q, field, prefix, size)
	if err != nil {
		return nil, err
	}
	if prefix != "" {
		commonest, err := h.Searcher.Facet(ctx, q, field, "", parts.MaxFacet)
		if err != nil {
			return nil, err
		}
		seen := map[string]bool{}
		for _, v := range values {
			seen[v.Value] = true
		}
		for _, v := range commonest {
			if !seen[v.Value] && wordBegins(parts.Label(h.Catalogue, field, v.Value, ui), prefix) {
				values = append(values, v)
			}
		}
		slices.SortStableFunc(values, func(a, b engine.FacetValue) int { return b.Count - a.Count })
	}
	parts.LabelAll(h.Catalogue, map[string][]engine.FacetValue{field: values}, ui)
	return values, nil
}

// wordBegins says whether a word of the label begins with the prefix; case
// and Latin marks do not count.
func wordBegins(label, prefix string) bool {
	return strings.Contains(" "+corpus.FoldLatin(label), " "+corpus.FoldLatin(prefix))
}
