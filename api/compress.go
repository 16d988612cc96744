package api

import (
	"compress/gzip"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// compressFrom is the size from which gzip pays.
const compressFrom = 1 << 10

var writers = sync.Pool{New: func() any { w, _ := gzip.NewWriterLevel(nil, 5); return w }}

// compress sends text as gzip to who takes it. An answer shorter than
// compressFrom goes as it is.
func compress(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		res := c.Response()
		res.Header().Add("Vary", "Accept-Encoding")
		if !acceptsGzip(c.Request().Header.Get("Accept-Encoding")) || c.Request().Method == http.MethodHead {
			return next(c)
		}
		w := &gzipWriter{ResponseWriter: res.Writer}
		res.Writer = w
		err := next(c)
		if err != nil {
			c.Error(err) // while the writer is still in place
		}
		res.Writer = w.ResponseWriter
		w.close()
		return nil
	}
}

func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(name, "gzip") {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}

// gzipWriter holds the first bytes back until it knows whether the answer is
// long enough.
type gzipWriter struct {
	http.ResponseWriter
	status int
	held   []byte
	zip    *gzip.Writer
	plain  bool
}

func (w *gzipWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *gzipWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
}

func (w *gzipWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	switch {
	case w.zip != nil:
		return w.zip.Write(b)
	case w.plain:
		return w.ResponseWriter.Write(b)
	}
	w.held = append(w.held, b...)
	if len(w.held) < compressFrom {
		return len(b), nil
	}
	if !w.compressible() {
		return len(b), w.release()
	}
	h := w.Header()
	h.Set("Content-Encoding", "gzip")
	h.Del("Content-Length")
	w.ResponseWriter.WriteHeader(w.status)
	w.zip = writers.Get().(*gzip.Writer)
	w.zip.Reset(w.ResponseWriter)
	_, err := w.zip.Write(w.held)
	w.held = nil
	return len(b), err
}

func (w *gzipWriter) compressible() bool {
	h := w.Header()
	kind := h.Get("Content-Type")
	return h.Get("Content-Encoding") == "" && (strings.HasPrefix(kind, "text/") || strings.Contains(kind, "json") ||
		strings.Contains(kind, "xml") || strings.Contains(kind, "yaml"))
}

// release sends what was held back, uncompressed.
func (w *gzipWriter) release() error {
	w.plain = true
	if w.status != 0 {
		w.ResponseWriter.WriteHeader(w.status)
	}
	_, err := w.ResponseWriter.Write(w.held)
	w.held = nil
	return err
}

func (w *gzipWriter) close() {
	switch {
	case w.zip != nil:
		_ = w.zip.Close() // the client is gone
		writers.Put(w.zip)
	case !w.plain && w.status != 0:
		if len(w.held) == 0 {
			w.ResponseWriter.WriteHeader(w.status)
			return
		}
		_ = w.release()
	}
}
