package ask

import (
	"net/http"

	"golang.org/x/text/language"

	"communique/corpus"
)

// Reader is the language in which labels and wording are given: the
// parameter ui, else the best of Accept-Language among supported, else the
// first supported.
func Reader(r *http.Request, supported []string) (string, error) {
	ui, err := One(r.URL.Query(), "ui")
	if err != nil {
		return "", err
	}
	if ui != "" {
		tag, err := language.Parse(ui)
		if err != nil {
			return "", corpus.Errorf(corpus.Invalid, "ui: %q is not a language code: write it as en or sr-Latn", clip(ui))
		}
		return match(supported, tag), nil
	}
	header := r.Header.Get("Accept-Language")
	if len(header) > 1000 { // no browser sends this; parsing it would cost time
		header = ""
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return supported[0], nil
	}
	return match(supported, tags...), nil
}

func match(supported []string, wanted ...language.Tag) string {
	tags := make([]language.Tag, len(supported))
	for i, s := range supported {
		tags[i] = language.Make(s)
	}
	_, i, confidence := language.NewMatcher(tags).Match(wanted...)
	if confidence == language.No {
		return supported[0]
	}
	return supported[i]
}
