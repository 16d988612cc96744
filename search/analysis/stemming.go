package analysis

import (
	"cmp"
	"slices"
	"strings"

	"communique/search/analysis/lemma"
)

// Stemming says in a few words where the analyzer of an index has its
// dictionary forms from.
func Stemming(index string) string { return StemmingOf(Parts(index), lemma.Paper) }

// StemmingOf says it of the parts of an analyzer; paper gives the source of a
// lemma table, empty if there is no such table.
func StemmingOf(parts []string, paper func(table string) string) string {
	var out []string
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, part := range parts {
		kind, arg, _ := strings.Cut(part, ":")
		switch kind {
		case "lemma", "words":
			if p := paper(arg); p != "" {
				add("dictionary of " + dictionaryName(p))
			}
		case "endings", "also", "chain", "irregular":
			add("own endings")
		case "conjugation":
			add("own conjugation")
		case "root":
			add("own roots")
		case "clitics":
			add("own clitics")
		case "stem":
			add("Snowball")
		}
	}
	return cmp.Or(strings.Join(out, ", "), "words as they stand")
}

// dictionaryName is the name and version of a list: papers also say where it
// was got, what was taken of it, and who made it.
func dictionaryName(paper string) string {
	name, _, _ := strings.Cut(paper, " by ")
	name, _, _ = strings.Cut(name, " (")
	if _, rest, ok := strings.Cut(name, " "); ok && len(strings.Fields(name)) > 2 {
		return rest
	}
	return name
}
