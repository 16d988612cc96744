package v1

import (
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/api/profile"
	"communique/corpus"
)

const maxEntities = 100

// Entities answers GET entities: entities by a piece of a name.
func (h *Handlers) Entities(c echo.Context) error {
	v := c.QueryParams()
	if err := ask.Allow(v, "q", "type", "size", "ui"); err != nil {
		return err
	}
	name, err := ask.One(v, "q")
	if err != nil {
		return err
	}
	if utf8.RuneCountInString(name) > 200 || !utf8.ValidString(name) {
		return corpus.Errorf(corpus.Invalid, "q: no name has more than 200 characters or other bytes than UTF-8")
	}
	typ, err := ask.Choice(v, "type", "", string(corpus.Person), string(corpus.Organisation), string(corpus.State), string(corpus.Region))
	if err != nil {
		return err
	}
	size, err := ask.Int(v, "size", 20, 1, maxEntities)
	if err != nil {
		return err
	}
	ui, err := h.reader(c)
	if err != nil {
		return err
	}
	found, err := h.Catalogue.Entities(c.Request().Context(), name, corpus.MentionType(typ), ui, size)
	if err != nil {
		return err
	}
	return ok(c, map[string]any{"entities": append([]parts.Entity{}, found...)})
}

// Entity answers GET entities/{id}: all that is known of it.
func (h *Handlers) Entity(c echo.Context) error {
	if err := noParameters(c, "ui"); err != nil {
		return err
	}
	ui, err := h.reader(c)
	if err != nil {
		return err
	}
	p, err := profile.Of(c.Request().Context(), profile.Sources{Searcher: h.Searcher, Documents: h.Documents, Tenures: h.Tenures, Catalogue: h.Catalogue}, ask.Path(c, "id"), ui)
	if err != nil {
		return err
	}
	return ok(c, p)
}
