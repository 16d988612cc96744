package indexer

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"unicode/utf8"

	"communique/corpus"

	"golang.org/x/sync/errgroup"
)

// maxLine is the longest line taken, in bytes: a text of MaxText with every
// letter escaped.
const maxLine = 4*MaxText + 1<<20

// AnnotateLines reads documents as JSON Lines and writes one line for each
// line, in the same order: what the pipeline inferred, or an error with the
// number of the line. Nothing is stored. With explain, each mention names the
// rule that found it.
func AnnotateLines(ctx context.Context, in io.Reader, out io.Writer, p Pipeline, explain bool) error {
	workers := runtime.GOMAXPROCS(0)
	type job struct {
		number int
		line   []byte
		long   bool
		answer chan []byte
	}
	jobs := make(chan *job, workers)
	ordered := make(chan *job, 8*workers)
	group, gctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(jobs)
		defer close(ordered)
		lines := bufio.NewReaderSize(in, 1<<16)
		for number := 1; ; number++ {
			line, long, err := readLine(lines)
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			j := &job{number, line, long, make(chan []byte, 1)}
			for _, to := range []chan<- *job{ordered, jobs} {
				select {
				case to <- j:
				case <-gctx.Done():
					return gctx.Err()
				}
			}
		}
	})
	for range workers {
		group.Go(func() error {
			for j := range jobs {
				j.answer <- annotateLine(gctx, p, j.line, j.number, j.long, explain)
			}
			return nil
		})
	}
	group.Go(func() error {
		w := bufio.NewWriterSize(out, 1<<16)
		for j := range ordered {
			select {
			case answer := <-j.answer:
				if _, err := w.Write(answer); err != nil {
					return err
				}
			case <-gctx.Done():
				return gctx.Err()
			}
			if len(ordered) == 0 { // whoever reads along waits for no buffer
				if err := w.Flush(); err != nil {
					return err
				}
			}
		}
		return w.Flush()
	})
	return cmp.Or(group.Wait(), ctx.Err())
}

// readLine reads to the next line feed, which it drops. A line longer than
// maxLine is skipped to its end; long says so. io.EOF comes after the last.
func readLine(r *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if !long {
			line = append(line, part...)
		}
		if len(line) > maxLine {
			line, long = line[:1024], true
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err == io.EOF && (len(line) > 0 || long):
			return line, long, nil
		default:
			return bytes.TrimSuffix(line, []byte("\n")), long, err
		}
	}
}

// annotatedLine is the answer to a good line, errorLine to a bad one.
type annotatedLine struct {
	ID string `json:"id"`
	corpus.Annotations
}

type errorLine struct {
	ID    string `json:"id"`
	Error struct {
		Message string `json:"message"`
		Line    int    `json:"line"`
	} `json:"error"`
}

func annotateLine(ctx context.Context, p Pipeline, line []byte, number int, long, explain bool) []byte {
	a := &corpus.Annotated{}
	err := decodeLine(line, number, long, &a.Document)
	if err == nil {
		err = p.Annotate(ctx, a)
	}
	if err != nil {
		bad := errorLine{ID: a.Document.ID}
		bad.Error.Message, bad.Error.Line = err.Error(), number
		return marshalLine(bad)
	}
	good := annotatedLine{a.Document.ID, a.Annotations}
	good.Language.Code = cmp.Or(good.Language.Code, "und")
	if good.Mentions == nil {
		good.Mentions = []corpus.Mention{}
	}
	if good.Topics == nil {
		good.Topics = []corpus.TopicScore{}
	}
	if !explain {
		for i := range good.Mentions {
			good.Mentions[i].Rule = ""
		}
	}
	return marshalLine(good)
}

// decodeLine reads a document. Where that fails, d.ID is the id if at least
// that could be read.
func decodeLine(line []byte, number int, long bool, d *corpus.Document) error {
	if number == 1 {
		line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	}
	line = bytes.TrimSpace(line)
	switch {
	case long:
		return corpus.Errorf(corpus.TooLarge, "the line has more than %d bytes: the text of a document may have %d", maxLine, MaxText)
	case len(line) == 0:
		return corpus.Errorf(corpus.Invalid, "the line is empty: each line is a document, such as {\"id\": …, \"text\": …}")
	case !utf8.Valid(line):
		return corpus.Errorf(corpus.Invalid, "the line is not valid UTF-8: convert it first")
	}
	if err := json.Unmarshal(line, d); err != nil {
		var only struct {
			ID string `json:"id"`
		}
		_ = json.Unmarshal(line, &only)
		*d = corpus.Document{ID: only.ID}
		return decodeError(err)
	}
	if len(d.Text) > MaxText {
		id, size := d.ID, len(d.Text)
		*d = corpus.Document{ID: id}
		return corpus.Errorf(corpus.TooLarge, "text has %d bytes: the limit is %d", size, MaxText)
	}
	d.ID = d.DeriveID()
	return nil
}

// decodeError turns the words of encoding/json into the sender's.
func decodeError(err error) error {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind) && kind.Field == "":
		return corpus.Errorf(corpus.Invalid, "the line is a JSON %s, not a document such as {\"id\": …, \"text\": …}", kind.Value)
	case errors.As(err, &kind):
		return corpus.Errorf(corpus.Invalid, "%s cannot be a JSON %s", kind.Field, kind.Value)
	case errors.As(err, &syntax):
		return corpus.Errorf(corpus.Invalid, "the line is not JSON (byte %d: %s)", syntax.Offset, syntax.Error())
	}
	return err
}

func marshalLine(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil { // values of ours always encode
		panic(fmt.Sprintf("annotate: %v", err))
	}
	return b.Bytes()
}
