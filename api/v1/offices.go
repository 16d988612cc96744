package v1

import (
	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/corpus"
)

// tenure is an office as GET offices shows it.
type tenure struct {
	corpus.Tenure
	// Label is the office in the reader's language.
	Label string `json:"label"`
}

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
		Total   int      `json:"total"`
		Offices []tenure `json:"offices"`
		Next    string   `json:"next,omitempty"`
	}{total, h.tenures(found, ui), ask.NextOffices(f, total)})
}

func (h *Handlers) tenures(found []corpus.Tenure, ui string) []tenure {
	out := make([]tenure, len(found))
	for i, t := range found {
		out[i] = tenure{t, parts.OfficeLabel(h.Catalogue, t.Office, ui)}
	}
	return out
}
