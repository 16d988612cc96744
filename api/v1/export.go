package v1

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/corpus"
	"communique/corpus/ftm"
	"communique/search/engine"
	"communique/search/query"
)

// Export answers GET export: all that a search finds, in a format of others.
func (h *Handlers) Export(c echo.Context) error {
	v := c.QueryParams()
	if err := ask.Allow(v, append([]string{"format"}, ask.Parameters...)...); err != nil {
		return err
	}
	if _, err := ask.Choice(v, "format", "ftm"); err != nil {
		return err
	}
	q, err := ask.Search(v, h.Catalogue)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	q.Size, q.Facets, q.Histogram, q.Cursor = query.MaxSize, nil, false, ""
	page, err := h.Searcher.Search(ctx, q)
	if err != nil {
		return err
	}
	if page.Total > query.MaxDepth {
		return corpus.Errorf(corpus.TooLarge, "%d documents are more than the %d of one export: take them in parts, by from and to, or all of them with `communique export`", page.Total, query.MaxDepth)
	}
	header := c.Response().Header()
	header.Set("Content-Type", "application/x-ndjson")
	header.Set("Content-Disposition", `attachment; filename="communique.ftm.jsonl"`)
	c.Response().WriteHeader(http.StatusOK)
	if err := h.export(ctx, q, page, ftm.NewExporter(c.Response())); err != nil {
		// The status is on its way: only a broken connection can still say
		// that this is not all.
		c.Logger().Error(err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

func (h *Handlers) export(ctx context.Context, q query.Query, page engine.Results, x *ftm.Exporter) error {
	for {
		for _, hit := range page.Hits {
			s, err := h.Documents.Document(ctx, hit.ID)
			if corpus.FaultOf(err) == corpus.NotFound && err != nil {
				continue // deleted just now
			}
			if err != nil {
				return err
			}
			if err := x.Document(corpus.Annotated{Document: s.Document, Annotations: s.Annotations}); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return x.Close()
		}
		var err error
		q.Cursor = page.Next
		if page, err = h.Searcher.Search(ctx, q); err != nil {
			return err
		}
	}
}

// annotation is a mention as W3C Web Annotation (www.w3.org/TR/annotation-model).
type annotation struct {
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation"`
	Body       []annotationBody `json:"body"`
	Target     annotationTarget `json:"target"`
}

type annotationBody struct {
	Type     string `json:"type"`
	Purpose  string `json:"purpose"`
	Source   string `json:"source,omitempty"`
	Value    string `json:"value,omitempty"`
	Format   string `json:"format,omitempty"`
	Language string `json:"language,omitempty"`
}

type annotationTarget struct {
	Source   string               `json:"source"`
	Language string               `json:"language,omitempty"`
	Selector []annotationSelector `json:"selector"`
}

type annotationSelector struct {
	Type   string  `json:"type"`
	Start  *int    `json:"start,omitempty"`
	End    *int    `json:"end,omitempty"`
	Exact  string  `json:"exact,omitempty"`
	Prefix *string `json:"prefix,omitempty"`
	Suffix *string `json:"suffix,omitempty"`
}

// quoteContext is how many code points a quote has before and after it.
const quoteContext = 32

const annotationType = `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`

// Annotations answers GET documents/{id}/annotations: the mentions as a page
// of Web Annotations. Positions count code points of the field, which the
// fragment of the source names as a JSON Pointer.
func (h *Handlers) Annotations(c echo.Context) error {
	if err := noParameters(c); err != nil {
		return err
	}
	s, err := h.Documents.Document(c.Request().Context(), ask.Path(c, "id"))
	if err != nil {
		return err
	}
	base := parts.Base(h.BaseURL, c.Request())
	document := base + "/api/v1/documents/" + url.PathEscape(s.Document.ID)
	page := struct {
		Context    string       `json:"@context"`
		ID         string       `json:"id"`
		Type       string       `json:"type"`
		StartIndex int          `json:"startIndex"`
		Items      []annotation `json:"items"`
	}{"http://www.w3.org/ns/anno.jsonld", document + "/annotations", "AnnotationPage", 0, []annotation{}}
	fields := map[string][]rune{"title": []rune(s.Document.Title), "text": []rune(s.Document.Text)}
	for _, m := range s.Annotations.Mentions {
		text := fields[m.Field]
		if m.Start < 0 || m.End > len(text) || m.Start >= m.End {
			continue
		}
		page.Items = append(page.Items, newAnnotation(m, text, base, document, s.Annotations.Language.Code))
	}
	c.Response().Header().Set("Content-Type", annotationType)
	c.Response().WriteHeader(http.StatusOK)
	return c.Echo().JSONSerializer.Serialize(c, page, "")
}

func newAnnotation(m corpus.Mention, text []rune, base, document, language string) annotation {
	prefix, suffix := string(text[max(0, m.Start-quoteContext):m.Start]), string(text[m.End:min(len(text), m.End+quoteContext)])
	a := annotation{
		ID: document + "/annotations#" + m.Field + "-" + strconv.Itoa(m.Start) + "-" + strconv.Itoa(m.End), Type: "Annotation", Motivation: "identifying",
		Target: annotationTarget{
			Source: document + "#/" + m.Field, Language: language,
			Selector: []annotationSelector{
				{Type: "TextPositionSelector", Start: &m.Start, End: &m.End},
				{Type: "TextQuoteSelector", Exact: string(text[m.Start:m.End]), Prefix: &prefix, Suffix: &suffix},
			},
		},
	}
	if language == "und" {
		a.Target.Language = ""
	}
	if m.Type == corpus.DateMention {
		a.Motivation = "tagging"
		a.Body = []annotationBody{{Type: "TextualBody", Purpose: "tagging", Value: m.Value, Format: "text/plain"}}
		return a
	}
	a.Body = []annotationBody{
		{Type: "SpecificResource", Purpose: "identifying", Source: base + "/entities/" + url.PathEscape(m.ID)},
		{Type: "TextualBody", Purpose: "tagging", Value: string(m.Type), Format: "text/plain"},
	}
	if m.Name != "" {
		a.Body = append(a.Body, annotationBody{Type: "TextualBody", Purpose: "describing", Value: m.Name, Format: "text/plain"})
	}
	return a
}
