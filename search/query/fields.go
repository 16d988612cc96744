package query

import (
	"strings"
	"unicode"

	"communique/corpus"
)

// fieldNames leads from what may be written to the canonical name.
var fieldNames = map[string]string{
	"title": FieldTitle, "text": FieldText,
	"lang": FieldLang, "language": FieldLang,
	"country": FieldCountry, "ministry": FieldMinistry, "publisher": FieldPublisher, "source": FieldSource,
	"topic": FieldTopic, "org": FieldOrg, "organisation": FieldOrg, "organization": FieldOrg,
	"person": FieldPerson, "state": FieldState, "region": FieldRegion,
	"published": FieldPublished, "date": FieldPublished,
	"mentions": FieldMentions, "mentioned": FieldMentions,
}

// newField reads the value of a field. What it cannot read it explains: the
// message ends up in a Notice, and the value is searched as words.
func newField(name, value string) (*Field, string) {
	f := &Field{Name: name}
	value = strings.TrimSpace(value)
	// An id may be given whole: org:org:interpol.
	bare := strings.TrimPrefix(value, name+":")
	switch name {
	case FieldLang:
		f.Value = strings.ToLower(bare)
		if !isCode(f.Value, 2, 12) {
			return nil, "lang: needs a code, as in lang:fr"
		}
	case FieldCountry:
		f.Value = strings.ToUpper(bare)
		if !isCode(f.Value, 2, 2) {
			return nil, "country: needs a code of two letters, as in country:LV"
		}
	case FieldState:
		f.Value = strings.ToUpper(bare)
		if !isCode(f.Value, 2, 4) {
			return nil, "state: needs a code, as in state:RO"
		}
	case FieldTopic, FieldOrg, FieldPerson, FieldRegion:
		if f.Value = corpus.Slug(bare); f.Value == "" {
			return nil, name + ": needs an id in Latin letters, as in " + examples[name]
		}
	case FieldPublished, FieldMentions:
		var ok bool
		if f.From, f.To, ok = days(value); !ok {
			return nil, name + ": needs a day, month or year, or two with .. between, as in " + name + ":2019-05..2019-06"
		}
	default: // ministry, publisher, source: the words themselves
		if f.Value = strings.Join(strings.FieldsFunc(value, isGap), " "); !hasWord(f.Value) {
			return nil, name + `: needs a name, as in ` + name + `:"Ministry of the Interior"`
		}
	}
	return f, ""
}

var examples = map[string]string{
	FieldTopic: "topic:migration", FieldOrg: "org:interpol", FieldPerson: "person:helga-schmid", FieldRegion: "region:western-balkans",
}

func isCode(s string, least, most int) bool {
	if len(s) < least || len(s) > most {
		return false
	}
	for i, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') && (r != '-' || i == 0 || i == len(s)-1) {
			return false
		}
	}
	return true
}

// days reads 2019-05-30, 2019-05, 2019, 2019-05..2019-06, 2019.. and ..2019.
func days(value string) (from, to corpus.Date, ok bool) {
	a, b, ranged := strings.Cut(value, "..")
	if !ranged {
		f, t, ok := corpus.DayRange(value)
		return dateOf(f, ok), dateOf(t, ok), ok
	}
	f, _, okA := corpus.DayRange(a)
	_, t, okB := corpus.DayRange(b)
	if a == "" && b == "" || !okA && a != "" || !okB && b != "" || okA && okB && f > t {
		return "", "", false
	}
	return dateOf(f, okA), dateOf(t, okB), true
}

func dateOf(day int, ok bool) corpus.Date {
	if !ok {
		return ""
	}
	return corpus.DateOfDay(day)
}

// hasWord says whether there is anything to search for.
func hasWord(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return true
		}
	}
	return false
}
