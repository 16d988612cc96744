package v1

import (
	"context"

	"github.com/labstack/echo/v4"

	"communique/api/parts"
	"communique/search/engine"
	"communique/search/query"
)

// Topics answers GET topics: every topic with its count.
func (h *Handlers) Topics(c echo.Context) error {
	return h.list(c, "topics", engine.FacetTopic, h.Catalogue.Topics())
}

// Countries answers GET countries: every country that may publish.
func (h *Handlers) Countries(c echo.Context) error {
	return h.list(c, "countries", engine.FacetCountry, h.Catalogue.Countries())
}

func (h *Handlers) list(c echo.Context, key, field string, values []string) error {
	if err := noParameters(c, "ui"); err != nil {
		return err
	}
	ui, err := h.reader(c)
	if err != nil {
		return err
	}
	counts, err := h.counts(c.Request().Context(), field)
	if err != nil {
		return err
	}
	out := make([]engine.FacetValue, len(values))
	for i, v := range values {
		out[i] = engine.FacetValue{Value: v, Label: parts.Label(h.Catalogue, field, v, ui), Count: counts[v]}
	}
	return ok(c, map[string]any{key: out})
}

// Languages answers GET languages: every language that is read.
func (h *Handlers) Languages(c echo.Context) error {
	if err := noParameters(c, "ui"); err != nil {
		return err
	}
	ui, err := h.reader(c)
	if err != nil {
		return err
	}
	counts, err := h.counts(c.Request().Context(), engine.FacetLanguage)
	if err != nil {
		return err
	}
	type language struct {
		parts.Language
		Count int `json:"count"`
	}
	out := []language{}
	for _, l := range h.Catalogue.Languages() {
		l.Label = parts.Label(h.Catalogue, engine.FacetLanguage, l.Code, ui)
		out = append(out, language{l, counts[l.Code]})
	}
	return ok(c, map[string]any{"languages": out})
}

// counts is the number of documents of every value of a field.
func (h *Handlers) counts(ctx context.Context, field string) (map[string]int, error) {
	values, err := h.Searcher.Facet(ctx, query.Query{}, field, "", parts.MaxFacet)
	if err != nil {
		return nil, err
	}
	m := make(map[string]int, len(values))
	for _, v := range values {
		m[v.Value] = v.Count
	}
	return m, nil
}

// Sources answers GET sources.
func (h *Handlers) Sources(c echo.Context) error {
	if err := noParameters(c); err != nil {
		return err
	}
	sources, err := h.Documents.Sources(c.Request().Context())
	if err != nil {
		return err
	}
	return ok(c, map[string]any{"sources": append([]parts.Source{}, sources...)})
}
