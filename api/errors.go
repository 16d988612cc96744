package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"communique/corpus"
)

// statusOf is the one place where a fault becomes a status.
var statusOf = map[corpus.Fault]int{
	corpus.Internal: http.StatusInternalServerError, corpus.Invalid: http.StatusBadRequest, corpus.NotFound: http.StatusNotFound,
	corpus.Forbidden: http.StatusForbidden, corpus.Unauthorised: http.StatusUnauthorized, corpus.TooLarge: http.StatusRequestEntityTooLarge,
	corpus.Busy: http.StatusServiceUnavailable, corpus.Conflict: http.StatusConflict,
}

// typeOf names each kind of problem for programs.
var typeOf = map[int]string{
	400: "invalid", 401: "unauthorised", 403: "forbidden", 404: "not-found", 405: "method-not-allowed", 409: "conflict",
	413: "too-large", 414: "too-large", 415: "unsupported-media-type", 500: "internal", 503: "busy",
}

// retryAfter is what a client that met 503 should wait, seconds.
const retryAfter = 2

// problem is RFC 9457.
type problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	Instance  string `json:"instance,omitempty"`
	Position  *int   `json:"position,omitempty"` // code point of the query
	RequestID string `json:"request_id,omitempty"`
}

// answerError answers every error of every handler: a problem document, or a
// page where a person reads.
func (s *Server) answerError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p := newProblem(err)
	p.Instance, p.RequestID = c.Request().URL.Path, requestIDOf(c)
	h := c.Response().Header()
	switch p.Status {
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", strconv.Itoa(retryAfter))
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", "Bearer")
	case http.StatusInternalServerError:
		s.cfg.Log.Error("request failed", "error", err, "request_id", p.RequestID, "path", p.Instance)
	}
	h.Set("Cache-Control", "no-store")
	switch {
	case c.Request().Method == http.MethodHead:
		err = c.NoContent(p.Status)
	case wantsPage(c):
		err = s.pages.Problem(c, p.Status, p.Detail, p.RequestID)
	default:
		h.Set(echo.HeaderContentType, "application/problem+json")
		c.Response().WriteHeader(p.Status)
		err = jsonSerializer{}.Serialize(c, p, "")
	}
	if err != nil {
		s.cfg.Log.Warn("an error could not be answered", "error", err, "request_id", p.RequestID)
	}
}

// wantsPage is true for pages: everything that is not a programs' address.
func wantsPage(c echo.Context) bool {
	path := c.Request().URL.Path
	for _, p := range []string{"/api/", "/openapi.json", "/metrics", "/healthz", "/readyz"} {
		if strings.HasPrefix(path, p) {
			return false
		}
	}
	return path != "/api"
}

// newProblem says of our own faults only that they are ours: what went wrong
// inside is for the log.
func newProblem(err error) problem {
	status, detail := http.StatusInternalServerError, "This is our fault, not yours. The request id helps the operator to find it in the log."
	var position *int
	var http_ *echo.HTTPError
	var known *corpus.Error
	switch {
	case errors.As(err, &known) && known.Fault != corpus.Internal:
		status, detail = statusOf[known.Fault], err.Error()
		if known.Position >= 0 {
			position = &known.Position
		}
	case errors.Is(err, context.DeadlineExceeded):
		status, detail = http.StatusServiceUnavailable, "The answer took too long: ask for less, or again in a moment."
	case errors.Is(err, context.Canceled):
		status, detail = http.StatusServiceUnavailable, "The request was cut off."
	case errors.As(err, &http_):
		status = http_.Code
		if detail = text(http_.Message); status == http.StatusNotFound {
			detail = "There is nothing at this address."
		} else if status == http.StatusMethodNotAllowed {
			detail = "This address does not take that method."
		}
	}
	kind := typeOf[status]
	if kind == "" {
		kind = "other"
	}
	return problem{Type: "urn:communique:problem:" + kind, Title: http.StatusText(status), Status: status, Detail: detail, Position: position}
}

func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return "The request cannot be answered."
}
