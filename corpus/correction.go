package corpus

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// CorrectionKind is what a correction does.
type CorrectionKind string

// The kinds of corrections.
const (
	Merge  CorrectionKind = "merge"  // Entity is the same as Into
	Split  CorrectionKind = "split"  // some mentions of Entity mean Into
	Rename CorrectionKind = "rename" // Entity's canonical name is Name
	Reject CorrectionKind = "reject" // some mentions of Entity are none
)

// Correction is a human's word about what the annotator found. It holds for
// documents that are there and for all that come.
type Correction struct {
	// ID counts from 1 in the order in which corrections were made; a later
	// one wins over an earlier one that says otherwise.
	ID     int64          `json:"id"`
	Kind   CorrectionKind `json:"kind"`
	Entity string         `json:"entity"`
	// Into is the other entity of a merge or a split.
	Into string `json:"into,omitempty"`
	// Name is the canonical name of Into (merge, split; empty leaves that of
	// the mention) or of Entity (rename).
	Name string `json:"name,omitempty"`
	// Surface narrows a split or a rejection to mentions with these words,
	// Document to those of one document. One of the two must be given.
	Surface  string `json:"surface,omitempty"`
	Document string `json:"document,omitempty"`
	// Note says why, for those who read it later.
	Note string `json:"note,omitempty"`
	// Who is the name of the API key that made it, When the time.
	Who  string    `json:"who"`
	When time.Time `json:"when"`
	// Undone and UndoneBy are set when it no longer holds.
	Undone   time.Time `json:"undone,omitzero"`
	UndoneBy string    `json:"undone_by,omitempty"`
	// Documents is how many documents it changed so far.
	Documents int `json:"documents"`
}

// Bounds of a correction's fields, in bytes.
const (
	maxCorrectionField = 512
	maxCorrectionNote  = 4 << 10
)

// EntityTypes are the types of entities by the beginning of their ids.
var EntityTypes = map[string]MentionType{"state": State, "region": Region, "org": Organisation, "person": Person}

// EntityType is what an id names, empty if it is no id of an entity.
func EntityType(id string) MentionType {
	kind, rest, ok := strings.Cut(id, ":")
	if !ok || rest == "" || strings.ContainsFunc(id, unicode.IsSpace) || strings.ContainsFunc(id, unicode.IsControl) {
		return ""
	}
	return EntityTypes[kind]
}

// Check trims the fields. Errors: Invalid, saying what to write instead.
func (c *Correction) Check() error {
	for _, f := range []struct {
		name  string
		value *string
		limit int
	}{
		{"entity", &c.Entity, maxCorrectionField}, {"into", &c.Into, maxCorrectionField}, {"name", &c.Name, maxCorrectionField},
		{"surface", &c.Surface, maxCorrectionField}, {"document", &c.Document, maxCorrectionField}, {"note", &c.Note, maxCorrectionNote},
	} {
		*f.value = strings.TrimSpace(*f.value)
		if len(*f.value) > f.limit || !utf8.ValidString(*f.value) {
			return Errorf(Invalid, "%s: must be UTF-8 of at most %d bytes", f.name, f.limit)
		}
	}
	if EntityType(c.Entity) == "" {
		return Errorf(Invalid, "entity: %q is no id: ids look like state:RO, org:interpol or person:ivica-dacic", c.Entity)
	}
	narrowed := c.Surface != "" || c.Document != ""
	switch c.Kind {
	case Merge, Split:
		if EntityType(c.Into) == "" {
			return Errorf(Invalid, "into: %q is no id: name the entity that is meant, such as person:ivica-dacic", c.Into)
		}
		if c.Into == c.Entity {
			return Errorf(Invalid, "into: is the entity itself; name another one")
		}
		if c.Kind == Merge && narrowed {
			return Errorf(Invalid, "a merge holds everywhere: leave surface and document out, or make a split of it")
		}
	case Rename:
		if c.Name == "" {
			return Errorf(Invalid, "name: a rename needs the new name")
		}
		if narrowed || c.Into != "" {
			return Errorf(Invalid, "a rename takes entity and name only")
		}
	case Reject:
		if c.Into != "" || c.Name != "" {
			return Errorf(Invalid, "a rejection takes entity, surface and document only")
		}
	default:
		return Errorf(Invalid, "kind: %q is none of merge, split, rename and reject", c.Kind)
	}
	if (c.Kind == Split || c.Kind == Reject) && !narrowed {
		return Errorf(Invalid, "%s: give surface (the words of the mentions), document (its id), or both", c.Kind)
	}
	return nil
}
