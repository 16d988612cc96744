package analysis

import (
	"fmt"
	"slices"
	"strings"
)

// clitics are the words of data/clitics.tsv under a name and a side.
func clitics(name, side string) []string {
	var list []string
	for _, row := range rows("clitics.tsv") {
		if row[0] == name && row[1] == side {
			list = append(list, strings.Fields(row[2])...)
		}
	}
	return list
}

// makeElision cuts what stands before an apostrophe: l'État, dell'interno.
func makeElision(arg string) (part, error) {
	fronts := clitics(arg, "before")
	if len(fronts) == 0 {
		return nil, fmt.Errorf("clitics.tsv has no fronts of %q", arg)
	}
	return func(w *word) {
		for {
			i := slices.Index(w.letters, '\'')
			if i < 1 || i == len(w.letters)-1 || !slices.Contains(fronts, string(w.letters[:i])) {
				return
			}
			w.letters = w.letters[i+1:]
		}
	}, nil
}

// makeCut cuts what stands after an apostrophe or colon: Türkiye'nin, EU:s.
// The list "*" cuts everything, ":" what stands after a colon, a list of ends
// only those.
func makeCut(arg string) (part, error) {
	tails := clitics(arg, "after")
	if len(tails) == 0 {
		return nil, fmt.Errorf("clitics.tsv has no tails of %q", arg)
	}
	return func(w *word) {
		i := slices.IndexFunc(w.letters, func(r rune) bool { return r == '\'' || r == ':' })
		if i < 2 {
			return
		}
		if tails[0] == "*" || tails[0] == ":" && w.letters[i] == ':' || slices.Contains(tails, string(w.letters[i+1:])) {
			w.letters = w.letters[:i]
		}
	}, nil
}

// makeDrop drops the apostrophes and points that are left inside the word.
func makeDrop(string) (part, error) {
	return func(w *word) {
		w.letters = slices.DeleteFunc(w.letters, func(r rune) bool {
			switch r {
			case '\'', '"', '.', ':', '·', '׳', '״', '\u2027':
				return !isNumber(w.letters)
			}
			return false
		})
	}, nil
}

func isNumber(s []rune) bool {
	return len(s) > 0 && s[0] >= '0' && s[0] <= '9'
}
