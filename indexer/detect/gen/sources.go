package main

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
)

// A source is a line of sources.tsv: a class of the model, the languages of
// lingua whose text it is in, languages that lend letter groups and the
// frequency of shared words where no text is known, and, for a language in two
// alphabets, the letters of one and those that they are written as in the
// other.
type source struct {
	letters, lenders []string
	writing          *strings.Replacer // nil: one alphabet
	back             *strings.Replacer
}

//go:embed sources.tsv
var sourceLines string

var sources = func() map[string]source {
	out := map[string]source{}
	for line := range strings.Lines(sourceLines) {
		row := append(strings.Split(strings.TrimRight(line, "\n"), "\t"), "", "", "")
		s := source{letters: strings.Fields(row[1]), lenders: strings.Fields(row[2])}
		if pairs := strings.Fields(row[3]); len(pairs) > 0 {
			var there, back []string
			for _, p := range pairs {
				a, b, _ := strings.Cut(p, "=")
				there, back = append(there, a, b), append(back, b, a)
			}
			s.writing, s.back = strings.NewReplacer(there...), strings.NewReplacer(back...)
		}
		out[row[0]] = s
	}
	return out
}()

// written gives the shares of words or groups in each alphabet that the class
// is written in.
func (s source) written(list map[string]float64) map[string]float64 {
	if s.writing == nil {
		return list
	}
	out := map[string]float64{}
	for _, w := range slices.Sorted(maps.Keys(list)) {
		out[s.writing.Replace(w)] += list[w]
		out[s.back.Replace(w)] += list[w]
	}
	return out
}
