package api

import (
	"encoding/json"

	"github.com/labstack/echo/v4"
)

// jsonSerializer writes JSON as UTF-8 that people can read: encoding/json
// would write <mark> and & as \u003c and \u0026, which no JSON reader needs.
// The answers carry nosniff, so that no browser takes them for HTML.
type jsonSerializer struct{ echo.DefaultJSONSerializer }

func (jsonSerializer) Serialize(c echo.Context, v any, indent string) error {
	e := json.NewEncoder(c.Response())
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	return e.Encode(v)
}
