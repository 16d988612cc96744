package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
)

// Document is one page or file of one publisher, as the publisher wrote it.
// Its JSON form is the line that `read` prints and `ingest` takes.
type Document struct {
	// ID survives edits to the text. Empty until DeriveID or the publisher
	// gives one.
	ID string `json:"id,omitempty"`
	// URL is the canonical address; empty for files without one.
	URL   string `json:"url,omitempty"`
	Title string `json:"title,omitempty"`
	// Text is plain text; paragraphs are separated by line breaks. The title
	// is not repeated in it.
	Text string `json:"text"`
	// Published is the publisher's own day; zero if unstated.
	Published Date `json:"published,omitempty"`
	// PublishedBy says how Published was found: json-ld, meta, time, text,
	// url or manifest. Empty where the publisher stated it.
	PublishedBy string `json:"published_by,omitempty"`
	// Language is a hint (BCP 47) of the page or the sender; the detector
	// weighs it and has the last word. Languages binds it.
	Language string `json:"language,omitempty"`
	// Languages are the only ones that it can be in, as the sender or the
	// source's settings say: a single one is its language, whatever the text
	// looks like. Empty: any.
	Languages []string `json:"languages,omitempty"`
	// Country is the publisher's, ISO 3166-1 alpha-2 in capitals.
	Country   string `json:"country,omitempty"`
	Ministry  string `json:"ministry,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	// Source names where the document came from: a folder, feed or sender.
	Source string `json:"source,omitempty"`
	// Alternates are the addresses of the same release in other languages,
	// by BCP 47 code.
	Alternates map[string]string `json:"alternates,omitempty"`
}

// DeriveID returns d.ID, or an id from the canonical URL, or, where there is
// none, from the content: 16 hex digits of a SHA-256.
func (d *Document) DeriveID() string {
	if d.ID != "" {
		return d.ID
	}
	if u := CanonicalURL(d.URL); u != "" {
		return hash16("url\x00" + u)
	}
	return hash16("text\x00" + d.Title + "\x00" + d.Text)
}

// ContentHash identifies what a revision holds: a change of any stated field
// makes a new revision, the same content none. 64 hex digits.
func (d *Document) ContentHash() string {
	h := sha256.New()
	for _, s := range []string{d.URL, d.Title, d.Text, string(d.Published), d.Language, d.Country, d.Ministry, d.Publisher} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	for _, s := range d.Languages { // after all else: most have none
		h.Write([]byte(s))
		h.Write([]byte{1})
	}
	return hex.EncodeToString(h.Sum(nil))
}

func hash16(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

// CanonicalURL drops what does not name the page: fragment, tracking
// parameters, default ports, a trailing slash; scheme and host are lowered.
// Empty for what is not an absolute http(s) URL.
func CanonicalURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	u.Scheme, u.Host, u.Fragment, u.User = strings.ToLower(u.Scheme), strings.ToLower(u.Host), "", nil
	u.Host = strings.TrimSuffix(strings.TrimSuffix(u.Host, ":80"), ":443")
	q := u.Query()
	for k := range q {
		if strings.HasPrefix(k, "utm_") || k == "fbclid" || k == "gclid" {
			q.Del(k)
		}
	}
	u.RawQuery = q.Encode()
	if u.Path != "/" {
		u.Path = strings.TrimSuffix(u.Path, "/")
	}
	return u.String()
}
