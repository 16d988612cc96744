package ask

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"communique/corpus"
	"communique/corpus/gazetteer"
)

// OfficeParameters lists all that GET offices takes.
var OfficeParameters = []string{"state", "portfolio", "role", "organisation", "person", "status", "at", "evidence", "size", "cursor", "ui"}

// Limits of a list of offices.
const (
	defaultOffices  = 20
	maxOffices      = 100
	maxOfficeDepth  = 10_000
	defaultEvidence = 5
	maxEvidence     = 100
)

// Offices reads which offices are asked for.
func Offices(v url.Values) (f corpus.OfficeFilter, err error) {
	if err := Allow(v, OfficeParameters...); err != nil {
		return f, err
	}
	for _, p := range []struct {
		name  string
		value *string
		read  func(string) (string, error)
	}{
		{"state", &f.State, stateCode}, {"portfolio", &f.Portfolio, portfolioID}, {"role", &f.Role, roleID},
		{"organisation", &f.Organisation, withPrefix("org:")}, {"person", &f.Person, withPrefix("person:")}, {"at", &f.At, edtf},
	} {
		s, err := One(v, p.name)
		if err == nil && s != "" {
			*p.value, err = p.read(s)
		}
		if err != nil {
			return f, err
		}
	}
	status, err := Choice(v, "status", "", string(corpus.Acting), string(corpus.Former), string(corpus.Designate), string(corpus.Honorary))
	if err != nil {
		return f, err
	}
	f.Status = corpus.OfficeStatus(status)
	if f.Evidence, err = Int(v, "evidence", defaultEvidence, 0, maxEvidence); err != nil {
		return f, err
	}
	if f.Size, err = Int(v, "size", defaultOffices, 1, maxOffices); err != nil {
		return f, err
	}
	f.From, err = Int(v, "cursor", 0, 0, maxOfficeDepth)
	return f, err
}

// NextOffices is the cursor of the page after this one, empty after the last.
func NextOffices(f corpus.OfficeFilter, total int) string {
	if next := f.From + f.Size; next < min(total, maxOfficeDepth+1) {
		return strconv.Itoa(next)
	}
	return ""
}

func stateCode(s string) (string, error) {
	code := strings.ToUpper(strings.TrimPrefix(s, "state:"))
	if _, ok := gazetteer.Find("state:" + code); !ok {
		return "", corpus.Errorf(corpus.Invalid, "state: %q is no state: write its ISO 3166-1 code, such as RO", clip(s))
	}
	return code, nil
}

func portfolioID(s string) (string, error) { return listedID("portfolio", s, gazetteer.Portfolios()) }
func roleID(s string) (string, error)      { return listedID("role", s, gazetteer.Roles()) }

func listedID(name, s string, list []gazetteer.Entry) (string, error) {
	s = strings.ToLower(s)
	ids := make([]string, len(list))
	for i, e := range list {
		ids[i] = e.ID
	}
	if !slices.Contains(ids, s) {
		return "", unknown(name, s, ids)
	}
	return s, nil
}

func withPrefix(prefix string) func(string) (string, error) {
	return func(s string) (string, error) {
		if len(s) > 300 {
			return "", corpus.Errorf(corpus.Invalid, "%q is too long for an id", clip(s))
		}
		return prefix + strings.ToLower(strings.TrimPrefix(s, prefix)), nil
	}
}

func edtf(s string) (string, error) {
	if _, _, ok := corpus.DayRange(s); !ok || len(s) > 40 {
		return "", corpus.Errorf(corpus.Invalid, "at: %q is not a date: write it as 2019-05-30, 2019-05, 2019 or 2019-01/2019-06", clip(s))
	}
	return s, nil
}
