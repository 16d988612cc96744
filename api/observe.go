package api

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
)

// observe writes one log line of every request and counts it. Errors are
// answered here, so that their status is known.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		s.metrics.inFlight.Inc()
		defer s.metrics.inFlight.Dec()
		if err := next(c); err != nil {
			c.Error(err)
		}
		took, status := time.Since(start), c.Response().Status
		route := c.Path()
		if route == "" || status == http.StatusNotFound && !s.known(route) {
			route = "other" // a label must not be what a visitor typed
		}
		s.metrics.requests.WithLabelValues(route, methodLabel(c.Request().Method), strconv.Itoa(status)).Inc()
		s.metrics.duration.WithLabelValues(route).Observe(took.Seconds())

		level := slog.LevelInfo
		switch {
		case route == "/healthz" || route == "/readyz" || route == "/metrics":
			level = slog.LevelDebug
		case status >= 500:
			level = slog.LevelWarn
		}
		r := c.Request()
		s.cfg.Log.LogAttrs(r.Context(), level, "request",
			slog.String("request_id", requestIDOf(c)), slog.String("method", r.Method), slog.String("path", r.URL.Path),
			slog.String("route", route), slog.Int("status", status), slog.Int64("bytes", c.Response().Size),
			slog.Duration("took", took), slog.String("remote", host(r.RemoteAddr)))
		return nil
	}
}

// known says whether a route is one of ours.
func (s *Server) known(route string) bool {
	for _, r := range s.echo.Routes() {
		if r.Path == route {
			return true
		}
	}
	return false
}

func methodLabel(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodDelete, http.MethodOptions, http.MethodPut:
		return m
	}
	return "other"
}

func host(addr string) string {
	h, _, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	return h
}

// recoverPanic turns a panic of a handler into an error of that one request.
func (s *Server) recoverPanic(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			r := recover()
			if r == nil {
				return
			}
			if r == http.ErrAbortHandler {
				panic(r) // net/http's own way to end a connection
			}
			s.metrics.panics.Inc()
			s.cfg.Log.Error("panic", "request_id", requestIDOf(c), "panic", r, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", r)
		}()
		return next(c)
	}
}
