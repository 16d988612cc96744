package analysis

import (
	"fmt"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// stemmers are the Snowball algorithms in use. Lemma tables serve nearly
// every language better; see the figures in cmd/measure.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"english": english.Stem,
}

// makeStem applies a Snowball stemmer to every term.
func makeStem(arg string) (part, error) {
	stem := stemmers[arg]
	if stem == nil {
		return nil, fmt.Errorf("no stemmer %q", arg)
	}
	return func(w *word) {
		w.each(func(term string) []string {
			env := snowballstem.NewEnv(term)
			stem(env)
			return []string{env.Current()}
		})
	}, nil
}
