package read

import (
	"fmt"
	"strings"
)

// Document is one page or file of one publisher, as the rest of the program
// takes it in (a line of JSON Lines).
type Document struct {
	ID          string            `json:"id,omitempty"`           // empty: derived later from URL or content
	URL         string            `json:"url,omitempty"`          // canonical, as the page itself declares it
	Title       string            `json:"title,omitempty"`        // one line
	Text        string            `json:"text"`                   // paragraphs parted by an empty line; without the title
	Published   string            `json:"published,omitempty"`    // 2006-01-02: the publisher's own day; or as given, RFC 3339
	PublishedBy PublishedBy       `json:"published_by,omitempty"` // how Published was found
	Language    string            `json:"language,omitempty"`     // BCP 47 as declared: a hint, often wrong
	Languages   []string          `json:"languages,omitempty"`    // the only ones that it can be in; empty: any
	Country     string            `json:"country,omitempty"`      // of the publisher, ISO 3166-1 alpha-2
	Ministry    string            `json:"ministry,omitempty"`
	Publisher   string            `json:"publisher,omitempty"`
	Alternates  map[string]string `json:"alternates,omitempty"` // language tag → URL of the same page in that language
}

// PublishedBy says how the day of publication was found, from the surest to
// the least sure.
type PublishedBy string

const (
	ByGiven  PublishedBy = "given"   // a field of the JSON line or of the manifest
	ByJSONLD PublishedBy = "json-ld" // schema.org datePublished
	ByMeta   PublishedBy = "meta"    // article:published_time, Dublin Core and their kin
	ByTime   PublishedBy = "time"    // a time element, or microdata
	ByText   PublishedBy = "text"    // a date that readers see near the headline
	ByURL    PublishedBy = "url"     // the day in the address
)

// Item is one document with the place that it came from.
type Item struct {
	Document Document
	File     string // path as named by the caller, or found below it
	Line     int    // counts from 1 in JSON Lines and manifests; 0 elsewhere
}

// Error is a document that could not be read. Its text is shown to people:
// it names the place, what is wrong and what to do.
type Error struct {
	File    string
	Line    int // 0: the whole file
	ID      string
	Message string
	Err     error // the cause, where there is one; not shown
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	b.WriteString(e.Message)
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// Options are what the caller knows beyond the bytes. The zero value works.
type Options struct {
	// URL is the address that the page was fetched from; relative links are
	// resolved against it, and the page's own canonical address wins over it.
	URL string

	// ContentType is the header that came with the bytes, for its charset.
	ContentType string

	// VisibleDate recognises a date in a short line of a page, in the page's
	// language (a BCP 47 tag, or "" when the page declares none), and gives it
	// as 2006-01-02. Without it only dates in figures are seen by this package.
	VisibleDate func(lang, text string) (day string, ok bool)
}

// Limits that keep one file from taking the process down.
const (
	MaxPage = 20 << 20 // bytes of an HTML page; the largest real pages have 5 MB
	MaxText = 16 << 20 // bytes of one document's text; a long law has 3 MB
	MaxLine = 64 << 20 // bytes of one JSON line
)
