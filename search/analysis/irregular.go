package analysis

import "fmt"

// makeIrregular gives the words of a closed class, which no rule covers
// (Basque naiz, Hindi गया, English went), by the list
// data/irregular/<name>.tsv: a form and what stands for it. A word with
// several lines gets every one of its terms. What the list has as a form of
// itself is final; all else goes on to the next part, as the regular forms of
// the same word do.
func makeIrregular(arg string) (part, error) {
	lines := rows("irregular/" + arg + ".tsv")
	if len(lines) == 0 {
		return nil, fmt.Errorf("no irregular/%s.tsv", arg)
	}
	words := make(map[string][]string, len(lines))
	for _, l := range lines {
		if len(l) != 2 {
			return nil, fmt.Errorf("irregular/%s.tsv: %q is not a form and a word", arg, l)
		}
		words[l[0]] = append(words[l[0]], l[1])
	}
	return func(w *word) {
		w.each(func(t string) []string {
			found := words[t]
			for _, f := range found {
				if contains(words[f], f) {
					w.known = true
				}
			}
			return found
		})
	}, nil
}
