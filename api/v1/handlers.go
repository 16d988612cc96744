package v1

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
)

// Handlers holds the parts that the calls ask. Ingester may be nil: then
// nothing can be written.
type Handlers struct {
	Searcher  parts.Searcher
	Documents parts.Documents
	Ingester  parts.Ingester
	Catalogue parts.Catalogue
	Tenures   parts.Tenures
	// Corrections may be nil: then none are taken.
	Corrections parts.Corrections
	// BaseURL is the address of the server for others; empty: what the
	// request's Host says.
	BaseURL string
	// MaxBody bounds a request's body, MaxDocument the text of one
	// document, both in bytes.
	MaxBody, MaxDocument int64
}

// reader is the language of labels: any that the catalogue knows, English
// where the visitor names none of them.
func (h *Handlers) reader(c echo.Context) (string, error) {
	codes := []string{"en"}
	for _, l := range h.Catalogue.Languages() {
		codes = append(codes, l.Code)
	}
	return ask.Reader(c.Request(), codes)
}

// noParameters refuses every parameter but those named.
func noParameters(c echo.Context, but ...string) error {
	return ask.Allow(c.QueryParams(), but...)
}

func ok(c echo.Context, body any) error { return c.JSON(http.StatusOK, body) }
