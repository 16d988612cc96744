package read

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// manifestName is the file of a folder that says what its files are: JSON
// Lines with file (a path below the folder) and, where known, id, url,
// country, ministry, publisher, published, language, languages and title. What it says
// wins over what a file says of itself. Files that it does not list are not read.
const manifestName = "manifest.jsonl"

// manifest reads the files that the manifest of a folder lists. False ends the walk.
func (w *walker) manifest(dir string) bool {
	inRoot := path.Join(dir, manifestName)
	full := filepath.Join(w.folder, filepath.FromSlash(inRoot))
	f, err := w.root.Open(inRoot)
	if err != nil {
		return w.yield(Item{File: full}, &Error{File: full, Message: openTrouble(err), Err: err})
	}
	defer f.Close()
	listed := map[string]int{}
	for n, line := range rawLines(f) {
		if cause := w.ctx.Err(); cause != nil {
			w.yield(Item{File: full, Line: n}, cause)
			return false
		}
		var item Item
		err := line.err
		if err == nil {
			item, err = w.listed(dir, line.bytes, n, listed)
		}
		item.Line = n
		if item.File == "" {
			item.File = full
		}
		if err != nil {
			err = &Error{File: full, Line: n, ID: item.Document.ID, Message: err.Error(), Err: err}
		}
		if !w.yield(item, err) {
			return false
		}
	}
	return true
}

// listed reads the file of one line of a manifest.
func (w *walker) listed(dir string, line []byte, n int, seen map[string]int) (Item, error) {
	f, err := fieldsOf(line)
	if err != nil {
		return Item{}, err
	}
	given, err := f.document()
	item := Item{Document: Document{ID: given.ID}}
	if err != nil {
		return item, err
	}
	file, err := f.text("file")
	switch {
	case err != nil:
		return item, err
	case file == "":
		return item, errors.New(`the field "file" is missing; name the file of this document`)
	case !filepath.IsLocal(filepath.FromSlash(file)):
		return item, fmt.Errorf("file: %q leads out of the folder; move the file into the folder and name it from there", cut(file, 100))
	}
	file = path.Join(dir, filepath.ToSlash(file))
	item.File = filepath.Join(w.folder, filepath.FromSlash(file))
	if before, ok := seen[file]; ok && given.ID == "" {
		return item, fmt.Errorf("file: %q was listed in line %d already; remove one of the lines", path.Base(file), before)
	}
	seen[file] = n
	in, err := w.root.Open(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return item, fmt.Errorf("file: there is no %q in the folder; add it, or remove the line", cut(file, 100))
	case err != nil:
		return item, fmt.Errorf("file: %q cannot be opened (%w)", cut(file, 100), err)
	}
	defer in.Close()
	if info, err := in.Stat(); err == nil && info.IsDir() {
		return item, fmt.Errorf("file: %q is a folder; name a file", cut(file, 100))
	}
	r, err := unpacked(in)
	if err != nil {
		return item, err
	}
	switch ending(file) {
	case ".jsonl", ".ndjson", ".json":
		return item, fmt.Errorf("file: %q holds JSON, which needs no manifest; a manifest lists pages and texts", cut(file, 100))
	}
	opt := w.opt
	if given.URL != "" {
		opt.URL = given.URL
	}
	doc, err := single(file, r, opt)
	if err != nil {
		var e *Error
		if errors.As(err, &e) {
			return item, fmt.Errorf("%s: %s", path.Base(file), e.Message)
		}
		return item, err
	}
	item.Document = merge(doc, given)
	return item, nil
}

// merge lays what a manifest gives over what a file says of itself.
func merge(doc, given Document) Document {
	lay := func(to *string, from string) {
		if from != "" {
			*to = from
		}
	}
	lay(&doc.ID, given.ID)
	lay(&doc.URL, given.URL)
	lay(&doc.Country, given.Country)
	lay(&doc.Ministry, given.Ministry)
	lay(&doc.Publisher, given.Publisher)
	lay(&doc.Language, given.Language)
	if given.Languages != nil {
		doc.Languages = given.Languages
	}
	if given.Published != "" {
		doc.Published, doc.PublishedBy = given.Published, ByGiven
	}
	if given.Alternates != nil {
		doc.Alternates = given.Alternates
	}
	if title := oneLine(given.Title); title != "" && !sameLine(title, doc.Title) {
		if doc.Title != "" && !strings.HasPrefix(doc.Text, doc.Title) && doc.URL == "" {
			doc.Text = doc.Title + "\n\n" + doc.Text // the first line was no title after all
		}
		doc.Title = title
		if first, rest, ok := strings.Cut(doc.Text, "\n"); ok && sameLine(first, title) {
			doc.Text = strings.TrimLeft(rest, "\n")
		}
	}
	return doc
}
