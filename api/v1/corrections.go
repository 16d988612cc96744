package v1

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/corpus"
)

// WhoKey is where the server leaves the name of the key of a request that may
// write.
const WhoKey = "who"

// maxCorrection bounds the body of a correction, in bytes.
const maxCorrection = 64 << 10

var errNoCorrections = corpus.Errorf(corpus.Forbidden, "this server takes no corrections")

// ListCorrections answers GET corrections.
func (h *Handlers) ListCorrections(c echo.Context) error {
	v := c.QueryParams()
	if err := ask.Allow(v, "all"); err != nil {
		return err
	}
	all, err := ask.Choice(v, "all", "false", "true")
	if err != nil {
		return err
	}
	if h.Corrections == nil {
		return errNoCorrections
	}
	found, err := h.Corrections.Corrections(c.Request().Context(), all == "true")
	if err != nil {
		return err
	}
	return ok(c, map[string]any{"corrections": append([]corpus.Correction{}, found...)})
}

// newCorrection is the body of POST corrections.
type newCorrection struct {
	Kind     corpus.CorrectionKind `json:"kind"`
	Entity   string                `json:"entity"`
	Into     string                `json:"into"`
	Name     string                `json:"name"`
	Surface  string                `json:"surface"`
	Document string                `json:"document"`
	Note     string                `json:"note"`
}

// Correct answers POST corrections.
func (h *Handlers) Correct(c echo.Context) error {
	wait, err := waitParameter(c)
	if err != nil {
		return err
	}
	if h.Corrections == nil {
		return errNoCorrections
	}
	var n newCorrection
	d := json.NewDecoder(http.MaxBytesReader(c.Response(), c.Request().Body, maxCorrection))
	d.DisallowUnknownFields()
	if err := d.Decode(&n); err != nil {
		return corpus.Errorf(corpus.Invalid, "the body is no correction such as {\"kind\": \"merge\", \"entity\": \"person:a\", \"into\": \"person:b\"}: %w", readable(err))
	}
	ctx := c.Request().Context()
	who, _ := c.Get(WhoKey).(string)
	correction := corpus.Correction{Kind: n.Kind, Entity: n.Entity, Into: n.Into, Name: n.Name, Surface: n.Surface, Document: n.Document, Note: n.Note, Who: who}
	if correction.Name == "" && corpus.EntityType(n.Into) == corpus.Person {
		// Only its mentions know a person's name.
		if into, err := h.Catalogue.Entity(ctx, n.Into, "en"); err == nil {
			correction.Name = into.Label
		} else if corpus.FaultOf(err) != corpus.NotFound {
			return err
		}
	}
	correction, err = h.Corrections.Correct(ctx, correction)
	if err != nil {
		return err
	}
	if wait {
		if err := h.waitCorrected(c, correction.ID); err != nil {
			return err
		}
	}
	return c.JSON(http.StatusCreated, correction)
}

// UndoCorrection answers DELETE corrections/{id}.
func (h *Handlers) UndoCorrection(c echo.Context) error {
	wait, err := waitParameter(c)
	if err != nil {
		return err
	}
	if h.Corrections == nil {
		return errNoCorrections
	}
	id, err := strconv.ParseInt(ask.Path(c, "id"), 10, 64)
	if err != nil {
		return corpus.Errorf(corpus.Invalid, "a correction is named by its number")
	}
	who, _ := c.Get(WhoKey).(string)
	if err := h.Corrections.UndoCorrection(c.Request().Context(), id, who); err != nil {
		return err
	}
	if wait {
		if err := h.waitCorrected(c, id); err != nil {
			return err
		}
	}
	return c.NoContent(http.StatusNoContent)
}

func (h *Handlers) waitCorrected(c echo.Context, id int64) error {
	return waited(c.Request().Context(), func(ctx context.Context) error { return h.Corrections.WaitCorrected(ctx, id) })
}
