package parts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/corpus"
	"communique/search/engine"
)

// Label names a value of a facet field: as the catalogue does, else made
// readable from the id, never empty.
func Label(c Catalogue, field, value, ui string) string {
	if l := c.Label(field, value, ui); l != "" {
		return l
	}
	switch field {
	case engine.FacetPerson, engine.FacetOrganisation, engine.FacetRegion:
		return unslug(value)
	case engine.FacetState:
		return strings.TrimPrefix(value, "state:")
	}
	return value
}

// OfficeLabel names an office in the reader's language: role, portfolio and
// where it is held.
func OfficeLabel(c Catalogue, o corpus.Office, ui string) string {
	label := upperFirst(c.Label("role", o.Role, ui))
	if o.Portfolio != "" {
		label += " (" + c.Label("portfolio", o.Portfolio, ui) + ")"
	}
	if o.Status != "" {
		label += " [" + c.Label("status", string(o.Status), ui) + "]"
	}
	where := ""
	switch {
	case o.Organisation != "":
		where = Label(c, engine.FacetOrganisation, o.Organisation, ui)
	case o.State != "":
		where = Label(c, engine.FacetState, "state:"+o.State, ui)
	}
	if where != "" {
		label += ", " + where
	}
	return label
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// LabelAll fills the labels of facets in the reader's language.
func LabelAll(c Catalogue, facets map[string][]engine.FacetValue, ui string) {
	for field, values := range facets {
		for i := range values {
			values[i].Label = Label(c, field, values[i].Value, ui)
		}
	}
}

// unslug makes "Ivica Dacic" of person:ivica-dacic.
func unslug(id string) string {
	_, slug, found := strings.Cut(id, ":")
	if !found {
		slug = id
	}
	words := strings.FieldsFunc(slug, func(r rune) bool { return r == '-' })
	for i, w := range words {
		r := []rune(w)
		r[0] = unicode.ToUpper(r[0])
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}
