package ftm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Entity is one line of FollowTheMoney.
type Entity struct {
	ID         string     `json:"id"`
	Schema     string     `json:"schema"`
	Caption    string     `json:"caption,omitempty"`
	Properties Properties `json:"properties"`
}

// Properties are lists of values by name.
type Properties map[string][]string

// Bounds of one entity. OpenSanctions' largest has some thousand names.
const (
	MaxLine   = 1 << 20 // bytes
	MaxValue  = 4096    // bytes of one value
	maxValues = 20_000  // of one entity
	maxID     = 255
)

// First is the first value of a property, empty if it has none.
func (p Properties) First(name string) string {
	if len(p[name]) == 0 {
		return ""
	}
	return p[name][0]
}

// Add appends values that are not empty and not there yet.
func (p Properties) Add(name string, values ...string) {
next:
	for _, v := range values {
		if v == "" {
			continue
		}
		for _, old := range p[name] {
			if old == v {
				continue next
			}
		}
		p[name] = append(p[name], v)
	}
}

// UnmarshalJSON takes lists, single values, and entities nested in place of
// their ids.
func (p *Properties) UnmarshalJSON(b []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return errors.New("properties: must be an object of lists, as in {\"name\": [\"Ivica Dačić\"]}")
	}
	*p = Properties{}
	all := 0
	for name, value := range raw {
		var list []json.RawMessage
		if value = bytes.TrimSpace(value); len(value) > 0 && value[0] == '[' {
			if err := json.Unmarshal(value, &list); err != nil {
				return fmt.Errorf("properties.%s: must be a list of strings", name)
			}
		} else {
			list = []json.RawMessage{value}
		}
		if all += len(list); all > maxValues {
			return fmt.Errorf("properties: has more than %d values: split the entity", maxValues)
		}
		for _, one := range list {
			s, err := value1(one)
			if err != nil {
				return fmt.Errorf("properties.%s: %w", name, err)
			}
			p.Add(name, s)
		}
	}
	return nil
}

func value1(raw json.RawMessage) (string, error) {
	if raw = bytes.TrimSpace(raw); len(raw) == 0 || string(raw) == "null" {
		return "", nil
	}
	var s string
	switch raw[0] {
	case '"':
		if err := json.Unmarshal(raw, &s); err != nil {
			return "", errors.New("must hold strings")
		}
	case '{':
		var nested struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(raw, &nested); err != nil || nested.ID == "" {
			return "", errors.New("holds an object without an id")
		}
		s = nested.ID
	case '[':
		return "", errors.New("holds a list within a list")
	default: // a number or true
		s = string(raw)
	}
	if s = strings.TrimSpace(s); len(s) > MaxValue {
		return "", fmt.Errorf("holds a value of %d bytes: the limit is %d", len(s), MaxValue)
	}
	return s, nil
}

// Parse reads one line. The error says what to do about it.
func Parse(line []byte) (Entity, error) {
	var e Entity
	if len(line) > MaxLine {
		return e, fmt.Errorf("the line is longer than %d bytes: split the entity", MaxLine)
	}
	if !utf8.Valid(line) {
		return e, errors.New("is not valid UTF-8: convert the file first")
	}
	if err := json.Unmarshal(line, &e); err != nil {
		var syntax *json.SyntaxError
		var kind *json.UnmarshalTypeError
		switch {
		case errors.As(err, &syntax):
			return Entity{}, fmt.Errorf("is not JSON at byte %d (%s): an entity is one object on one line", syntax.Offset, syntax)
		case errors.As(err, &kind) && kind.Field == "":
			return Entity{}, fmt.Errorf("is a JSON %s: an entity is an object with id, schema and properties", kind.Value)
		case errors.As(err, &kind):
			return Entity{}, fmt.Errorf("%s: cannot be a %s", kind.Field, kind.Value)
		}
		return Entity{}, err
	}
	return e, e.check()
}

func (e *Entity) check() error {
	e.ID, e.Schema = strings.TrimSpace(e.ID), strings.TrimSpace(e.Schema)
	switch {
	case e.ID == "":
		return errors.New("has no id: give one that stays the same")
	case len(e.ID) > maxID || strings.ContainsFunc(e.ID, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return fmt.Errorf("id: must be at most %d bytes without spaces", maxID)
	case e.Schema == "":
		return errors.New("has no schema: write Person, Organization, PublicBody, Position, Occupancy or Membership")
	}
	if e.Properties == nil {
		e.Properties = Properties{}
	}
	return nil
}
