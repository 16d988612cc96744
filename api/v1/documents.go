package v1

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/corpus"
)

// document is the answer of GET documents/{id}: what the publisher wrote and,
// in the shape of `communique annotate`, what was inferred.
type document struct {
	ID           string                  `json:"id"`
	URL          string                  `json:"url,omitempty"`
	Title        string                  `json:"title"`
	Text         string                  `json:"text"`
	Published    corpus.Date             `json:"published,omitempty"`
	PublishedBy  string                  `json:"published_by,omitempty"`
	Country      string                  `json:"country,omitempty"`
	Ministry     string                  `json:"ministry,omitempty"`
	Publisher    string                  `json:"publisher,omitempty"`
	Source       string                  `json:"source,omitempty"`
	Alternates   map[string]string       `json:"alternates,omitempty"`
	LanguageHint string                  `json:"language_hint,omitempty"`
	Language     corpus.DetectedLanguage `json:"language"`
	Mentions     []corpus.Mention        `json:"mentions"`
	Topics       []corpus.TopicScore     `json:"topics"`
	Revision     parts.Revision          `json:"revision"`
}

func newDocument(s parts.Stored) document {
	d, a := s.Document, s.Annotations
	return document{
		ID: d.ID, URL: d.URL, Title: d.Title, Text: d.Text, Published: d.Published, PublishedBy: d.PublishedBy,
		Country: d.Country, Ministry: d.Ministry, Publisher: d.Publisher, Source: d.Source, Alternates: d.Alternates,
		LanguageHint: d.Language, Language: a.Language,
		Mentions: append([]corpus.Mention{}, a.Mentions...), Topics: append([]corpus.TopicScore{}, a.Topics...),
		Revision: s.Revision,
	}
}

// Document answers GET documents/{id}.
func (h *Handlers) Document(c echo.Context) error {
	if err := noParameters(c); err != nil {
		return err
	}
	s, err := h.Documents.Document(c.Request().Context(), ask.Path(c, "id"))
	if err != nil {
		return err
	}
	return ok(c, newDocument(s))
}

// Revisions answers GET documents/{id}/revisions.
func (h *Handlers) Revisions(c echo.Context) error {
	if err := noParameters(c); err != nil {
		return err
	}
	revisions, err := h.Documents.Revisions(c.Request().Context(), ask.Path(c, "id"))
	if err != nil {
		return err
	}
	return ok(c, map[string]any{"revisions": append([]parts.Revision{}, revisions...)})
}

// Revision answers GET documents/{id}/revisions/{n}.
func (h *Handlers) Revision(c echo.Context) error {
	if err := noParameters(c); err != nil {
		return err
	}
	n, err := strconv.Atoi(ask.Path(c, "n"))
	if err != nil || n < 1 {
		return corpus.Errorf(corpus.Invalid, "revision: must be a number from 1")
	}
	s, err := h.Documents.Revision(c.Request().Context(), ask.Path(c, "id"), n)
	if err != nil {
		return err
	}
	return ok(c, newDocument(s))
}

// Delete answers DELETE documents/{id}.
func (h *Handlers) Delete(c echo.Context) error {
	wait, err := waitParameter(c)
	if err != nil {
		return err
	}
	if h.Ingester == nil {
		return errReadOnly
	}
	if err := h.Ingester.Delete(c.Request().Context(), ask.Path(c, "id")); err != nil {
		return err
	}
	if wait {
		if err := h.waitIndexed(c.Request().Context()); err != nil {
			return err
		}
	}
	return c.NoContent(http.StatusNoContent)
}

var errReadOnly = corpus.Errorf(corpus.Forbidden, "this server takes no documents")

// indexWait is how long ?wait=indexed waits.
const indexWait = time.Minute

func (h *Handlers) waitIndexed(ctx context.Context) error { return waited(ctx, h.Ingester.WaitIndexed) }

func waited(ctx context.Context, wait func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, indexWait)
	defer cancel()
	err := wait(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return corpus.Errorf(corpus.Busy, "it is safe on disk, but not indexed yet: look again in a moment")
	}
	return err
}

// waitParameter reads ?wait=indexed: answer when what was written can be
// found, not already when it is safe on disk. others are further parameters.
func waitParameter(c echo.Context, others ...string) (bool, error) {
	if err := noParameters(c, append(others, "wait")...); err != nil {
		return false, err
	}
	s, err := ask.Choice(c.QueryParams(), "wait", "", "indexed")
	return s == "indexed", err
}
