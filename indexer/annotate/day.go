package annotate

import "communique/corpus"

// Day is the first full day that a short text names, in the language's own
// manner: what a page shows beside its headline. ok is false where there is
// none. Dates without a year or relative ones do not count.
func Day(language, s string) (day string, ok bool) {
	l := lexiconFor(language)
	if l == nil {
		return "", false
	}
	t := scan(s, l.fold, l.abbrev, nil)
	var state matchState
	p := &passage{document: &document{l: l, meta: &corpus.Document{}}, text: t, finds: l.match(t, nil, &state)}
	p.index()
	p.dates(&state)
	for _, c := range p.claims {
		if len(c.value) == len("2006-01-02") && c.value[0] != 'X' {
			if _, err := corpus.ParseDate(c.value); err == nil {
				return c.value, true
			}
		}
	}
	return "", false
}
