package ask

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"communique/corpus"
)

// Allow returns corpus.Invalid for the first parameter (in the alphabet's
// order) that is not among names: a misspelt filter that is silently ignored
// answers another question than was asked.
func Allow(v url.Values, names ...string) error {
	given := make([]string, 0, len(v))
	for name := range v {
		given = append(given, name)
	}
	slices.Sort(given)
	for _, name := range given {
		if slices.Contains(names, name) {
			continue
		}
		if near := Nearest(name, names); near != "" {
			return corpus.Errorf(corpus.Invalid, "unknown parameter %q: did you mean %q?", clip(name), near)
		}
		if len(names) == 0 {
			return corpus.Errorf(corpus.Invalid, "unknown parameter %q: this call takes none", clip(name))
		}
		return corpus.Errorf(corpus.Invalid, "unknown parameter %q: this call takes %s", clip(name), strings.Join(names, ", "))
	}
	return nil
}

// One gives the value of a parameter that may be given once; corpus.Invalid
// if it is given more often.
func One(v url.Values, name string) (string, error) {
	if len(v[name]) > 1 {
		return "", corpus.Errorf(corpus.Invalid, "%s: may be given once, not %d times", name, len(v[name]))
	}
	return strings.TrimSpace(v.Get(name)), nil
}

// Int gives a whole number between least and most, or def if there is none.
func Int(v url.Values, name string, def, least, most int) (int, error) {
	s, err := One(v, name)
	if err != nil || s == "" {
		return def, err
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < least || n > most {
		return 0, corpus.Errorf(corpus.Invalid, "%s: %q is not a whole number from %d to %d", name, clip(s), least, most)
	}
	return n, nil
}

// Choice gives one of the options, the first if there is none.
func Choice(v url.Values, name string, options ...string) (string, error) {
	s, err := One(v, name)
	if err != nil || s == "" {
		return options[0], err
	}
	if !slices.Contains(options, s) {
		return "", unknown(name, s, options)
	}
	return s, nil
}

func unknown(name, value string, options []string) error {
	if near := Nearest(value, options); near != "" {
		return corpus.Errorf(corpus.Invalid, "%s: %q is unknown: did you mean %q?", name, clip(value), near)
	}
	return corpus.Errorf(corpus.Invalid, "%s: %q is unknown: take one of %s", name, clip(value), strings.Join(options, ", "))
}

// clip keeps what a visitor typed short enough to be read back in an error.
func clip(s string) string {
	const most = 60
	r := []rune(s)
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
