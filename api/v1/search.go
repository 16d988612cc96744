package v1

import (
	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/search/engine"
	"communique/search/query"
)

// Search answers GET search.
func (h *Handlers) Search(c echo.Context) error {
	q, ui, err := h.query(c)
	if err != nil {
		return err
	}
	res, err := h.Searcher.Search(c.Request().Context(), q)
	if err != nil {
		return err
	}
	parts.LabelAll(h.Catalogue, res.Facets, ui)
	return ok(c, searchAnswer(res))
}

// searchAnswer gives every list its brackets: a client should not meet null.
func searchAnswer(res engine.Results) engine.Results {
	if res.Hits == nil {
		res.Hits = []engine.Hit{}
	}
	if res.Facets == nil {
		res.Facets = map[string][]engine.FacetValue{}
	}
	for field, values := range res.Facets {
		if values == nil {
			res.Facets[field] = []engine.FacetValue{}
		}
	}
	return res
}

// Histogram answers GET histogram: the months alone.
func (h *Handlers) Histogram(c echo.Context) error {
	q, _, err := h.query(c)
	if err != nil {
		return err
	}
	q.Size, q.Facets, q.Histogram, q.Cursor = 0, nil, true, ""
	res, err := h.Searcher.Search(c.Request().Context(), q)
	if err != nil {
		return err
	}
	months := res.Histogram
	if months == nil {
		months = []engine.Bucket{}
	}
	return ok(c, struct {
		Total     int             `json:"total"`
		Histogram []engine.Bucket `json:"histogram"`
	}{res.Total, months})
}

func (h *Handlers) query(c echo.Context) (query.Query, string, error) {
	v := c.QueryParams()
	if err := ask.Allow(v, ask.Parameters...); err != nil {
		return query.Query{}, "", err
	}
	ui, err := h.reader(c)
	if err != nil {
		return query.Query{}, "", err
	}
	q, err := ask.Search(v, h.Catalogue)
	return q, ui, err
}
