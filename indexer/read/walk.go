package read

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// knownEndings are the names that a folder without a manifest is searched for;
// each may be followed by .gz.
var knownEndings = map[string]bool{
	".html": true, ".htm": true, ".xhtml": true, ".shtml": true, ".txt": true, ".md": true, ".jsonl": true, ".ndjson": true, ".json": true,
}

// Path reads a file, or all known files of a folder in the order of their
// names; a folder with a manifest.jsonl gives the files that it lists, and no
// others. A document that cannot be read yields an [*Error] and the rest goes
// on; the end of ctx yields its error and ends.
func Path(ctx context.Context, name string, opt Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		info, err := os.Stat(name)
		if err != nil {
			yield(Item{File: name}, &Error{File: name, Message: openTrouble(err), Err: err})
			return
		}
		folder, file := name, "."
		if !info.IsDir() {
			folder, file = filepath.Split(name)
			if folder == "" {
				folder = "."
			}
		}
		// Everything is opened below the folder: neither a manifest nor a link leads out of it.
		root, err := os.OpenRoot(folder)
		if err != nil {
			yield(Item{File: name}, &Error{File: name, Message: openTrouble(err), Err: err})
			return
		}
		defer root.Close()
		w := walker{ctx: ctx, root: root, folder: folder, opt: opt, yield: yield}
		if info.IsDir() {
			w.walk()
			return
		}
		if fi, err := os.Lstat(name); err == nil && fi.Mode()&fs.ModeSymlink != 0 {
			// A link that the caller names herself is followed wherever it leads.
			f, err := os.Open(name)
			w.opened(name, f, err)
			return
		}
		f, err := root.Open(file)
		w.opened(name, f, err)
	}
}

// File reads a file that holds one document; of several it gives the first.
func File(ctx context.Context, name string, opt Options) (Document, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return Document{}, &Error{File: name, Message: "this is a folder; name a file, or ingest the folder"}
	}
	for item, err := range Path(ctx, name, opt) {
		return item.Document, err
	}
	return Document{}, &Error{File: name, Message: "the file holds no document"}
}

func openTrouble(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file; check the path"
	case errors.Is(err, fs.ErrPermission):
		return "the file may not be read; change its permissions"
	}
	return fmt.Sprintf("the file cannot be opened (%v)", err)
}

type walker struct {
	ctx    context.Context // of the one call that made this walker
	root   *os.Root
	folder string // as the caller named it
	opt    Options
	yield  func(Item, error) bool
}

// errEnough ends a walk whose reader has had enough.
var errEnough = errors.New("enough")

func (w *walker) walk() {
	found := false
	err := fs.WalkDir(w.root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		full := filepath.Join(w.folder, filepath.FromSlash(p))
		if cause := w.ctx.Err(); cause != nil {
			w.yield(Item{File: full}, cause)
			return errEnough
		}
		if err != nil {
			if !w.yield(Item{File: full}, &Error{File: full, Message: openTrouble(err), Err: err}) {
				return errEnough
			}
			return nil
		}
		switch {
		case d.IsDir() && p != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir():
			if fi, err := w.root.Stat(path.Join(p, manifestName)); err == nil && fi.Mode().IsRegular() {
				found = true
				if !w.manifest(p) {
					return errEnough
				}
				return fs.SkipDir
			}
			return nil
		case strings.HasPrefix(d.Name(), "."), !knownEndings[ending(p)]:
			return nil
		}
		found = true
		f, err := w.root.Open(p)
		if !w.opened(full, f, err) {
			return errEnough
		}
		return nil
	})
	if err == nil && !found {
		w.yield(Item{File: w.folder}, &Error{File: w.folder, Message: "the folder holds no file that can be read; known are .html, .txt, .md, .jsonl and .json, also with .gz"})
	}
}

// ending is the ending of a file's name in lower case, without .gz.
func ending(name string) string {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	return path.Ext(filepath.ToSlash(name))
}

// opened reads all documents of an open file and closes it. False ends the walk.
func (w *walker) opened(name string, f *os.File, err error) bool {
	if err != nil {
		return w.yield(Item{File: name}, &Error{File: name, Message: openTrouble(err), Err: err})
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && !info.Mode().IsRegular() && info.IsDir() {
		return w.yield(Item{File: name}, &Error{File: name, Message: "this is a folder where a file was expected"})
	}
	r, err := unpacked(f)
	if err != nil {
		return w.yield(Item{File: name}, &Error{File: name, Message: err.Error(), Err: err})
	}
	switch ending(name) {
	case ".jsonl", ".ndjson":
		for item, err := range Lines(w.ctx, r, name) {
			if !w.yield(item, err) || w.ctx.Err() != nil {
				return false
			}
		}
		return true
	case ".json":
		return w.jsonFile(name, r)
	}
	doc, err := single(name, r, w.opt)
	return w.yield(Item{Document: doc, File: name}, named(name, err))
}

// jsonFile reads a .json file: one document, a list of documents, or lines.
func (w *walker) jsonFile(name string, r io.Reader) bool {
	raw, err := readAtMost(r, MaxLine)
	if err != nil {
		return w.yield(Item{File: name}, named(name, err))
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	one := func(raw []byte, at string) bool {
		doc, err := documentLine(raw)
		if err != nil {
			err = &Error{File: name, ID: doc.ID, Message: at + err.Error()}
		}
		return w.yield(Item{Document: doc, File: name}, err)
	}
	var list []json.RawMessage
	switch trimmed := bytes.TrimSpace(raw); {
	case len(trimmed) == 0:
		return w.yield(Item{File: name}, &Error{File: name, Message: "the file is empty; fill it or leave it out"})
	case trimmed[0] == '[' && json.Unmarshal(trimmed, &list) == nil:
		for i, x := range list {
			if !one(x, fmt.Sprintf("document %d: ", i+1)) {
				return false
			}
		}
		return true
	case json.Valid(trimmed) || !bytes.Contains(trimmed, []byte("\n")):
		return one(trimmed, "")
	}
	for item, err := range Lines(w.ctx, bytes.NewReader(raw), name) {
		if !w.yield(item, err) {
			return false
		}
	}
	return true
}

// named writes the file's name into an error that has none.
func named(file string, err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		e.File = file
		return e
	}
	return &Error{File: file, Message: err.Error(), Err: err}
}

// unpacked undoes gzip where the bytes, whatever the name, are gzip.
func unpacked(f io.Reader) (io.Reader, error) {
	head := make([]byte, 2)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, fmt.Errorf("the file cannot be read (%w)", err)
	}
	r := io.MultiReader(bytes.NewReader(head[:n]), f)
	if n == 2 && head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, errors.New("the file is broken gzip; pack it anew")
		}
		return z, nil
	}
	return r, nil
}

// readAtMost reads a whole file within a limit, so that a small packed file cannot unfold without bound.
func readAtMost(r io.Reader, limit int) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, &Error{Message: fmt.Sprintf("the file breaks off (%v); read it again from its source", err), Err: err}
	}
	if len(raw) > limit {
		return nil, &Error{Message: fmt.Sprintf("the file has more than the %d MB that are read; split it", limit>>20)}
	}
	return raw, nil
}

// single reads a file of one document: a page or a plain text, by its bytes
// rather than by its name.
func single(name string, r io.Reader, opt Options) (Document, error) {
	raw, err := readAtMost(r, MaxPage)
	if err != nil {
		return Document{}, err
	}
	return Bytes(raw, name, opt)
}

// Bytes reads one document from bytes that were a file or an answer of a web
// server. The name, a path or an address, helps where the bytes do not tell.
// The error is an [*Error] without a file name.
func Bytes(raw []byte, name string, opt Options) (Document, error) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return Document{}, &Error{Message: "the file is empty; fill it or leave it out"}
	}
	if kind := binaryKind(raw); kind != "" {
		return Document{}, &Error{Message: "the file is " + kind + ", not a page or text; save its text as .txt or .html"}
	}
	page := looksLikeHTML(raw) || strings.Contains(strings.ToLower(opt.ContentType), "html")
	switch ending(name) {
	case ".html", ".htm", ".xhtml", ".shtml":
		page = page || bytes.Contains(raw, []byte("<"))
	}
	if page {
		return HTML(raw, opt)
	}
	return Text(raw, opt)
}

// binaryKind names what a file is when it is no text, or "".
func binaryKind(raw []byte) string {
	for _, k := range []struct{ start, kind string }{
		{"%PDF-", "a PDF"}, {"PK\x03\x04", "a ZIP archive or office document"}, {"\xd0\xcf\x11\xe0", "an old office document"},
		{"\x89PNG", "a picture"}, {"\xff\xd8\xff", "a picture"}, {"GIF8", "a picture"}, {"\x7fELF", "a program"}, {"MZ\x90", "a program"},
		{"Rar!", "an archive"}, {"7z\xbc\xaf", "an archive"}, {"BZh", "an archive"}, {"\x28\xb5\x2f\xfd", "an archive"}, {"\xfd7zXZ", "an archive"},
		{"SQLite format 3", "a database"}, {"ID3", "a recording"}, {"OggS", "a recording"},
	} {
		if bytes.HasPrefix(raw, []byte(k.start)) {
			return k.kind
		}
	}
	sample := raw[:min(len(raw), 64<<10)]
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) || wideZeros(raw) != nil {
		return ""
	}
	odd := 0
	for _, c := range sample {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b || c == 0x7f {
			odd++
		}
	}
	if odd*100 > len(sample) {
		return "binary"
	}
	return ""
}
