package v1

import (
	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/api/profile"
	"communique/corpus"
)

// Offices answers GET offices: who held which office when, as all documents
// together have it.
func (h *Handlers) Offices(c echo.Context) error {
	f, err := ask.Offices(c.QueryParams())
	if err != nil {
		return err
	}
	ui, err := h.reader(c)
	if err != nil {
		return err
	}
	found, total, err := h.Tenures.Tenures(c.Request().Context(), f)
	if err != nil {
		return err
	}
	return ok(c, struct {
		Total   int              `json:"total"`
		Offices []profile.Tenure `json:"offices"`
		Next    string           `json:"next,omitempty"`
	}{total, h.tenures(found, ui), ask.NextOffices(f, total)})
}

func (h *Handlers) tenures(found []corpus.Tenure, ui string) []profile.Tenure {
	out := make([]profile.Tenure, len(found))
	for i, t := range found {
		out[i] = profile.Tenure{Tenure: t, Label: parts.OfficeLabel(h.Catalogue, t.Office, ui)}
	}
	return out
}
