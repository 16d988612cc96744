package parts

import (
	"strings"
	"unicode"

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
