package ask

import (
	"net/url"

	"github.com/labstack/echo/v4"
)

// Path is a part of the path as it was meant. Echo matches on the escaped
// path where there is one, and leaves the parts of it escaped: an id with a
// slash in it would never be found.
func Path(c echo.Context, name string) string {
	s := c.Param(name)
	if c.Request().URL.RawPath == "" {
		return s
	}
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}
