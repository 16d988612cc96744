package api

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"
)

// contentPolicy lets a page show itself and nothing else: no script at all,
// styles and pictures from here, forms to here.
const contentPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"

// headers are those of every answer.
func (s *Server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin") // what a reader searched for is not the ministries' business
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		return next(c)
	}
}

// cors lets scripts of the configured origins read, never write.
func (s *Server) cors(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		origin, h := c.Request().Header.Get("Origin"), c.Response().Header()
		if len(s.cfg.CORSOrigins) == 0 {
			return next(c)
		}
		h.Add("Vary", "Origin")
		any := slices.Contains(s.cfg.CORSOrigins, "*")
		if origin == "" || !any && !slices.Contains(s.cfg.CORSOrigins, origin) {
			return next(c)
		}
		if any {
			origin = "*"
		}
		switch c.Request().Method {
		case http.MethodGet, http.MethodHead:
			h.Set("Access-Control-Allow-Origin", origin)
			h.Set("Access-Control-Expose-Headers", "X-Request-ID, Retry-After")
		case http.MethodOptions:
			h.Set("Access-Control-Allow-Origin", origin)
			h.Set("Access-Control-Allow-Methods", "GET, HEAD")
			h.Set("Access-Control-Max-Age", "3600")
			return c.NoContent(http.StatusNoContent)
		}
		return next(c)
	}
}
