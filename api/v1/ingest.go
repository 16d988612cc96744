package v1

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/corpus"
)

const (
	// batch is how many documents are committed together.
	batch = 500
	// uploadTime is how long an upload may take, beyond the server's usual
	// limit for a request.
	uploadTime = 10 * time.Minute
)

// ingested is the answer of POST documents.
type ingested struct {
	Items     []item `json:"items"`
	Created   int    `json:"created"`
	Updated   int    `json:"updated"`
	Unchanged int    `json:"unchanged"`
	Rejected  int    `json:"rejected"`
}

// item is what became of one document. Line counts from 1: the line of
// NDJSON, the place in an array.
type item struct {
	Line   int          `json:"line"`
	ID     string       `json:"id,omitempty"`
	Status parts.Status `json:"status"`
	Error  *itemError   `json:"error,omitempty"`
}

type itemError struct {
	Message string `json:"message"`
	Line    int    `json:"line"`
}

// Ingest answers POST documents: one object, an array of them, or a line
// each. A bad document fails alone; a single one that fails is the request's
// own error.
func (h *Handlers) Ingest(c echo.Context) error {
	wait, err := waitParameter(c, "language", "languages")
	if err != nil {
		return err
	}
	languages, err := languagesParameter(c.QueryParams())
	if err != nil {
		return err
	}
	if h.Ingester == nil {
		return errReadOnly
	}
	rc := http.NewResponseController(c.Response())
	_ = rc.SetReadDeadline(time.Now().Add(uploadTime))
	_ = rc.SetWriteDeadline(time.Now().Add(uploadTime + time.Minute))

	t := &taking{ctx: c.Request().Context(), ingester: h.Ingester, maxDocument: h.MaxDocument, languages: languages}
	body := http.MaxBytesReader(c.Response(), c.Request().Body, h.MaxBody)
	single := false
	switch kind, _, _ := mime.ParseMediaType(c.Request().Header.Get("Content-Type")); kind {
	case "application/x-ndjson", "application/jsonl", "application/x-jsonlines":
		err = t.lines(body)
	case "application/json":
		single, err = t.values(body)
	default:
		return echo.NewHTTPError(http.StatusUnsupportedMediaType,
			"send documents as application/json or application/x-ndjson (the Content-Type header says otherwise)")
	}
	if err == nil {
		err = t.flush()
	}
	if err != nil {
		return t.explain(err, h.MaxBody)
	}
	if single && t.answer.Rejected == 1 {
		return corpus.Errorf(corpus.Invalid, "%s", t.answer.Items[0].Error.Message)
	}
	if wait {
		if err := h.waitIndexed(c.Request().Context()); err != nil {
			return err
		}
	}
	return ok(c, t.answer)
}

// languagesParameter reads ?language=xx, the language that all documents are
// in, and ?languages=xx,yy, the only ones that they can be in.
func languagesParameter(v url.Values) ([]string, error) {
	one, err := ask.One(v, "language")
	if err != nil {
		return nil, err
	}
	some, err := ask.One(v, "languages")
	switch {
	case err != nil:
		return nil, err
	case one != "" && some != "":
		return nil, corpus.Errorf(corpus.Invalid, "language forces one, languages gives a choice: use one of them")
	case one != "":
		return []string{one}, nil
	case some != "":
		return strings.Split(some, ","), nil
	}
	return nil, nil
}

// taking gathers documents into batches and outcomes into the answer.
type taking struct {
	ctx         context.Context // of the one request that this value lives in
	ingester    parts.Ingester
	maxDocument int64
	languages   []string // of documents that name none themselves
	docs        []corpus.Document
	places      []int // index in answer.Items of each of docs
	answer      ingested
	committed   int
}

// lines takes a document of every line that is not empty.
func (t *taking) lines(r io.Reader) error {
	t.answer.Items = []item{}
	b := bufio.NewReaderSize(r, 64<<10)
	for n := 1; ; n++ {
		line, tooLong, err := readLine(b, t.maxDocument*2) // JSON escapes can double a text
		if err != nil && err != io.EOF {
			return err
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		switch line = bytes.TrimSpace(line); {
		case tooLong:
			t.fail(n, t.tooLarge())
		case len(line) > 0:
			if err := t.take(n, line); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

// readLine reads to the end of the line but keeps at most limit bytes.
func readLine(b *bufio.Reader, limit int64) (line []byte, tooLong bool, err error) {
	for {
		piece, err := b.ReadSlice('\n')
		if int64(len(line)+len(piece)) > limit {
			line, tooLong = nil, true
		}
		if !tooLong {
			line = append(line, piece...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, tooLong, err
		}
	}
}

// values takes one object or an array; single says which.
func (t *taking) values(r io.Reader) (single bool, err error) {
	body, err := io.ReadAll(r)
	if err != nil {
		return false, err
	}
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if len(body) == 0 {
		return false, corpus.Errorf(corpus.Invalid, "the body is empty: send a document such as {\"title\": …, \"text\": …}")
	}
	t.answer.Items = []item{}
	if body[0] != '[' {
		return true, t.take(1, body)
	}
	var all []json.RawMessage
	if err := json.Unmarshal(body, &all); err != nil {
		return false, corpus.Errorf(corpus.Invalid, "the body is not a JSON array: %w", err)
	}
	for i, raw := range all {
		if err := t.take(i+1, raw); err != nil {
			return false, err
		}
	}
	return false, nil
}

// take reads one document and commits the batch when it is full.
func (t *taking) take(n int, raw []byte) error {
	var d corpus.Document
	switch {
	case !utf8.Valid(raw):
		t.fail(n, errors.New("is not valid UTF-8: convert it first"))
		return nil
	default:
		if err := json.Unmarshal(raw, &d); err != nil {
			t.fail(n, readable(err))
			return nil
		}
	}
	if int64(len(d.Text)) > t.maxDocument {
		t.fail(n, t.tooLarge())
		return nil
	}
	if len(d.Languages) == 0 {
		d.Languages = t.languages
	}
	t.docs, t.places = append(t.docs, d), append(t.places, len(t.answer.Items))
	t.answer.Items = append(t.answer.Items, item{Line: n, ID: d.ID})
	if len(t.docs) < batch {
		return nil
	}
	return t.flush()
}

func (t *taking) tooLarge() error {
	return fmt.Errorf("the text is too long: the limit is %d bytes", t.maxDocument)
}

// readable turns the words of encoding/json into the sender's.
func readable(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		if kind.Field == "" {
			return fmt.Errorf("is a JSON %s, not a document such as {\"title\": …, \"text\": …}", kind.Value)
		}
		return fmt.Errorf("%s: cannot be a %s", kind.Field, kind.Value)
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("is not JSON at byte %d: %s", syntax.Offset, syntax.Error())
	}
	return err
}

func (t *taking) fail(n int, err error) {
	t.answer.Rejected++
	t.answer.Items = append(t.answer.Items, item{Line: n, Status: parts.Rejected, Error: &itemError{err.Error(), n}})
}

// flush commits what was gathered.
func (t *taking) flush() error {
	if len(t.docs) == 0 {
		return nil
	}
	outcomes, err := t.ingester.Ingest(t.ctx, t.docs)
	if err != nil {
		return err
	}
	if len(outcomes) != len(t.docs) {
		return fmt.Errorf("ingest: %d outcomes of %d documents", len(outcomes), len(t.docs))
	}
	for i, o := range outcomes {
		it := &t.answer.Items[t.places[i]]
		it.Status = o.Status
		if o.ID != "" {
			it.ID = o.ID
		}
		switch {
		case o.Err != nil:
			it.Status, it.Error = parts.Rejected, &itemError{o.Err.Error(), it.Line}
			t.answer.Rejected++
		case o.Status == parts.Created:
			t.answer.Created++
		case o.Status == parts.Updated:
			t.answer.Updated++
		default:
			t.answer.Unchanged++
		}
	}
	t.committed = t.places[len(t.places)-1] + 1
	t.docs, t.places = t.docs[:0], t.places[:0]
	return nil
}

// explain says how far it came, so that the sender knows what to send again.
func (t *taking) explain(err error, maxBody int64) error {
	so := ""
	if t.committed > 0 {
		so = fmt.Sprintf(" (the documents up to line %d are stored)", t.answer.Items[t.committed-1].Line)
	}
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return corpus.Errorf(corpus.TooLarge, "the body is larger than %d bytes: send it in several requests%s", maxBody, so)
	}
	if so == "" {
		return err
	}
	return corpus.Errorf(corpus.FaultOf(err), "%w%s", err, so)
}
