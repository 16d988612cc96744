package indexer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/corpus"
	"communique/indexer/detect"

	"golang.org/x/text/language"
)

// Limits of one document, in bytes. A long law has 3 MB of text.
const (
	MaxText  = 16 << 20
	MaxTitle = 16 << 10
	MaxField = 4 << 10 // of any other field
	MaxID    = 512
)

// Validate brings a document that came from outside into the form in which
// it is kept: fields trimmed, the id derived where none was given, the
// country in capitals. Errors say what to do about the document; they are
// Invalid or TooLarge.
func Validate(d *corpus.Document) error {
	for _, f := range []struct {
		name  string
		value *string
		limit int
	}{
		{"id", &d.ID, MaxID}, {"url", &d.URL, MaxField}, {"title", &d.Title, MaxTitle}, {"language", &d.Language, MaxField},
		{"country", &d.Country, MaxField}, {"ministry", &d.Ministry, MaxField}, {"publisher", &d.Publisher, MaxField}, {"source", &d.Source, MaxField},
	} {
		*f.value = strings.TrimSpace(*f.value)
		if !utf8.ValidString(*f.value) {
			return corpus.Errorf(corpus.Invalid, "%s is not valid UTF-8: convert it first", f.name)
		}
		if len(*f.value) > f.limit {
			return corpus.Errorf(corpus.TooLarge, "%s has %d bytes: the limit is %d", f.name, len(*f.value), f.limit)
		}
	}
	if strings.ContainsFunc(d.ID, unicode.IsControl) {
		return corpus.Errorf(corpus.Invalid, "id holds control characters: give one that can stand in a URL")
	}
	switch {
	case len(d.Text) > MaxText:
		return corpus.Errorf(corpus.TooLarge, "text has %d bytes: the limit is %d; send the parts as documents of their own", len(d.Text), MaxText)
	case !utf8.ValidString(d.Text):
		return corpus.Errorf(corpus.Invalid, "text is not valid UTF-8: convert it first")
	case strings.TrimSpace(d.Text) == "":
		return corpus.Errorf(corpus.Invalid, "text is empty: there is nothing to search")
	}
	country, err := countryCode(d.Country)
	if err != nil {
		return err
	}
	d.Country = country
	if d.Languages, err = languages(d.Languages); err != nil {
		return err
	}
	if d.Published, err = corpus.ParseDate(string(d.Published)); err != nil {
		return err
	}
	d.ID = d.DeriveID()
	return nil
}

// maxLanguages is how many a document may be restricted to.
const maxLanguages = 100

// languages brings a list that a document is restricted to into one spelling.
func languages(codes []string) ([]string, error) {
	if len(codes) > maxLanguages {
		return nil, corpus.Errorf(corpus.Invalid, "languages has %d codes: leave it out to allow all", len(codes))
	}
	var out []string
	for _, code := range codes {
		if code = strings.TrimSpace(code); code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out, detect.Check(out)
}

// Publishers that are no state but have a code of their own in ISO 3166-1,
// by exceptional reservation or in common use.
var publisherCodes = map[string]bool{"EU": true, "UN": true, "XK": true}

func countryCode(s string) (string, error) {
	code := strings.ToUpper(s)
	if code == "" || publisherCodes[code] {
		return code, nil
	}
	if region, err := language.ParseRegion(code); err == nil && len(code) == 2 && region.IsCountry() && !region.IsPrivateUse() {
		return region.Canonicalize().String(), nil // UK gives GB
	}
	return "", corpus.Errorf(corpus.Invalid, "country %q is not known: give the ISO 3166-1 code of two letters, as in RO", s)
}
