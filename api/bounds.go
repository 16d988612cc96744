package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"communique/corpus"
)

// bounds keeps a request within limits: its address, its body, and the time
// that is spent on it. Uploads have limits of their own in v1.
func (s *Server) bounds(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if len(r.URL.RawQuery)+len(r.URL.Path) > maxURL {
			return echo.NewHTTPError(http.StatusRequestURITooLong, "the address is too long")
		}
		if r.ContentLength > s.cfg.MaxBody {
			return corpus.Errorf(corpus.TooLarge, "the body is larger than %d bytes: send it in several requests", s.cfg.MaxBody)
		}
		if r.Method == http.MethodPost {
			return next(c)
		}
		ctx, cancel := context.WithTimeout(r.Context(), s.cfg.Deadline)
		defer cancel()
		c.SetRequest(r.WithContext(ctx))
		return next(c)
	}
}
