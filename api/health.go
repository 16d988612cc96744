package api

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"communique/corpus"
)

type health struct {
	Status  string `json:"status"`
	Version string `json:"version,omitempty"`
}

// healthy answers as long as the process does: a failing one is restarted.
func (s *Server) healthy(c echo.Context) error {
	return c.JSON(http.StatusOK, health{"alive", s.cfg.Version})
}

// ready answers 503 while searches cannot be answered: no traffic is sent
// here, but nothing is restarted.
func (s *Server) ready(c echo.Context) error {
	if err := s.cfg.Ready(c.Request().Context()); err != nil {
		return corpus.Errorf(corpus.Busy, "not ready: %w", err)
	}
	return c.JSON(http.StatusOK, health{"ready", s.cfg.Version})
}

func (s *Server) showMetrics(c echo.Context) error {
	promhttp.HandlerFor(s.cfg.Registry, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, DisableCompression: true, // compress does that
	}).ServeHTTP(c.Response(), c.Request())
	return nil
}
