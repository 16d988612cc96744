package read

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"
)

// Lines reads JSON Lines: one document a line, as [Document] declares it. Unknown
// fields are ignored and null is as good as nothing; title and text are kept
// to the letter, since others count positions in them. A bad line yields an
// [*Error] and the next line is read. After an error of r itself, or the end of ctx, nothing follows.
func Lines(ctx context.Context, r io.Reader, name string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for n, line := range rawLines(r) {
			if err := ctx.Err(); err != nil {
				yield(Item{File: name, Line: n}, err)
				return
			}
			if line.err != nil {
				e := &Error{File: name, Line: n, Message: line.err.Error(), Err: line.err}
				if !yield(Item{File: name, Line: n}, e) {
					return
				}
				continue
			}
			doc, err := documentLine(line.bytes)
			item := Item{Document: doc, File: name, Line: n}
			if err != nil {
				err = &Error{File: name, Line: n, ID: doc.ID, Message: err.Error()}
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

type rawLine struct {
	bytes []byte // valid until the next line
	err   error
}

// rawLines gives the lines that are not empty, counted from 1. A line longer
// than MaxLine is skipped without being held, and given as an error.
func rawLines(r io.Reader) iter.Seq2[int, rawLine] {
	return func(yield func(int, rawLine) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		var line []byte
		for n := 1; ; n++ {
			line = line[:0]
			if cap(line) > 4<<20 { // one long line must not keep its memory for the rest
				line = nil
			}
			length, done := 0, false
			for {
				part, err := in.ReadSlice('\n')
				length += len(part)
				if length <= MaxLine {
					line = append(line, part...)
				} else {
					line = nil
				}
				if errors.Is(err, bufio.ErrBufferFull) {
					continue
				}
				if err != nil && !errors.Is(err, io.EOF) {
					yield(n, rawLine{err: fmt.Errorf("the file breaks off here (%w); read it again from its source", err)})
					return
				}
				done = err != nil
				break
			}
			if n == 1 {
				line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
			}
			switch {
			case length > MaxLine:
				err := fmt.Errorf("the line has %d MB, more than the %d MB that are read; split the document", length>>20, MaxLine>>20)
				if !yield(n, rawLine{err: err}) {
					return
				}
			case len(bytes.TrimSpace(line)) > 0:
				if !yield(n, rawLine{bytes: line}) {
					return
				}
			}
			if done {
				return
			}
		}
	}
}

// documentLine reads and checks one line. With an error, the document holds
// the id if that much could be read.
func documentLine(line []byte) (Document, error) {
	f, err := fieldsOf(line)
	if err != nil {
		return Document{}, err
	}
	doc, err := f.document()
	if err != nil {
		return Document{ID: doc.ID}, err
	}
	raw, ok := f["text"]
	if !ok || string(raw) == "null" {
		return Document{ID: doc.ID}, errors.New(`the field "text" is missing; every document needs its text`)
	}
	if doc.Text, err = f.text("text"); err != nil {
		return Document{ID: doc.ID}, err
	}
	switch {
	case strings.TrimSpace(doc.Text) == "":
		return Document{ID: doc.ID}, errors.New(`the field "text" is empty; give the document's text, or leave the line out`)
	case len(doc.Text) > MaxText:
		return Document{ID: doc.ID}, tooLong(len(doc.Text))
	}
	return doc, nil
}

// fields are one JSON object, not yet read.
type fields map[string]json.RawMessage

func fieldsOf(line []byte) (fields, error) {
	if !utf8.Valid(line) {
		at := 0
		for at < len(line) {
			r, size := utf8.DecodeRune(line[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		return nil, fmt.Errorf("byte %d of the line is not UTF-8; save the file as UTF-8", at+1)
	}
	var f fields
	line = bytes.TrimRight(line, "\r\n")
	err := json.Unmarshal(line, &f)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		return nil, fmt.Errorf("the line is %s; every line must be a JSON object, as in {\"text\": \"…\"}", aKind(line))
	case errors.As(err, &syntax):
		return nil, fmt.Errorf("not JSON at byte %d (%s); write one JSON object a line", syntax.Offset, strings.TrimPrefix(syntax.Error(), "json: "))
	case err != nil:
		return nil, fmt.Errorf("not JSON (%s); write one JSON object a line", strings.TrimPrefix(err.Error(), "json: "))
	case f == nil:
		return nil, errors.New(`the line is null; every line must be a JSON object, as in {"text": "…"}`)
	}
	return f, nil
}

// aKind names the kind of a JSON value for a message.
func aKind(raw []byte) string {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return "nothing"
	}
	switch raw[0] {
	case '"':
		return "a string"
	case '{':
		return "an object"
	case '[':
		return "a list"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	}
	return "a number"
}

func (f fields) text(name string) (string, error) {
	raw, ok := f[name]
	if !ok || string(raw) == "null" {
		return "", nil
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return "", fmt.Errorf("the field %q must be a string, here it is %s", name, aKind(raw))
	}
	return s, nil
}

// document reads and checks every field but the text.
func (f fields) document() (doc Document, err error) {
	get := func(name string) string {
		s, e := f.text(name)
		if err == nil {
			err = e
		}
		return s
	}
	doc.ID = strings.TrimSpace(get("id"))
	doc.Title = get("title")
	doc.Ministry = strings.TrimSpace(get("ministry"))
	doc.Publisher = strings.TrimSpace(get("publisher"))
	doc.Language = languageTag(get("language"))
	address, published, country := strings.TrimSpace(get("url")), strings.TrimSpace(get("published")), get("country")
	if err != nil {
		return doc, err
	}
	if doc.URL, err = webAddress("url", address); err != nil {
		return doc, err
	}
	if doc.Country, err = countryCode(country); err != nil {
		return doc, err
	}
	if doc.Published, err = givenDay(published); err != nil {
		return doc, err
	}
	if doc.Published != "" {
		doc.PublishedBy = ByGiven
		if by, e := f.text("published_by"); e == nil && by != "" {
			doc.PublishedBy = PublishedBy(by) // a document that went through here before
		}
	}
	if doc.Languages, err = f.list("languages"); err != nil {
		return doc, err
	}
	doc.Alternates, err = f.alternates()
	return doc, err
}

// list reads an array of strings.
func (f fields) list(name string) (out []string, err error) {
	raw, ok := f[name]
	if !ok || string(raw) == "null" {
		return nil, nil
	}
	if json.Unmarshal(raw, &out) != nil {
		return nil, fmt.Errorf(`the field %q must be an array of strings, as in ["ro", "hu"]; here it is %s`, name, aKind(raw))
	}
	return out, nil
}

func (f fields) alternates() (map[string]string, error) {
	raw, ok := f["alternates"]
	if !ok || string(raw) == "null" {
		return nil, nil
	}
	var links map[string]json.RawMessage
	if json.Unmarshal(raw, &links) != nil {
		return nil, fmt.Errorf(`the field "alternates" must be an object of language and URL, as in {"ro": "https://…"}; here it is %s`, aKind(raw))
	}
	out := map[string]string{}
	for lang, raw := range links {
		var link string
		if json.Unmarshal(raw, &link) != nil {
			return nil, fmt.Errorf("alternates: the URL for %q must be a string, here it is %s", cut(lang, 40), aKind(raw))
		}
		address, err := webAddress("alternates", strings.TrimSpace(link))
		if err != nil {
			return nil, err
		}
		if address != "" {
			out[lang] = address
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

// webAddress takes only addresses that may stand in a link on our pages.
func webAddress(field, s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", fmt.Errorf("%s: %q is no web address; write it whole, as in https://example.org/news/1", field, cut(s, 100))
	}
	return s, nil
}

// givenDay reads an RFC 3339 date or time as the day that it names where it was written.
func givenDay(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.DateOnly), nil
		}
	}
	if len(s) >= 10 && isoShape(s[:10]) {
		if _, err := time.Parse(time.DateOnly, s[:10]); err != nil {
			return "", fmt.Errorf("published: %s is no day of the calendar; correct it, or leave the field out", s[:10])
		}
	}
	return "", fmt.Errorf("published: %q is no date; write a day as 2006-01-02 or a time as 2006-01-02T15:04:05Z", cut(s, 60))
}

func isoShape(s string) bool {
	for i, c := range []byte(s) {
		if i == 4 || i == 7 {
			if c != '-' {
				return false
			}
		} else if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
