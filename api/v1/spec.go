package v1

import (
	_ "embed" // openapi.yaml
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/labstack/echo/v4"
)

//go:embed openapi.yaml
var specYAML []byte

// Spec is openapi.yaml as JSON.
var Spec = sync.OnceValue(func() []byte {
	b, err := yaml.YAMLToJSON(specYAML)
	if err != nil {
		panic(err) // part of the program; every test reads it
	}
	return b
})

// OpenAPI answers GET /openapi.json.
func (h *Handlers) OpenAPI(c echo.Context) error {
	if err := noParameters(c); err != nil {
		return err
	}
	return c.Blob(200, "application/json", Spec())
}
