package annotate

import (
	"strings"
	"sync"

	"communique/corpus/gazetteer"
)

type namedID struct{ name, id, sub string }

// international lists acronyms, and names in Latin letters, that stand in texts
// of every language.
var international = sync.OnceValue(func() []namedID {
	var out []namedID
	for _, o := range gazetteer.Organisations() {
		if len(o.Fields) == 0 || o.Fields[0] == "" {
			continue
		}
		for _, a := range strings.Split(o.Fields[0], "|") {
			// Acronyms of two letters mean other things in other languages;
			// the packs that use them list them.
			if len(a) > 2 {
				out = append(out, namedID{a, o.ID, "acronym"})
			}
			if up := strings.ToUpper(a); up != a && len(a) > 3 {
				out = append(out, namedID{up, o.ID, "acronym"})
			}
		}
	}
	for _, n := range gazetteer.Names() {
		out = append(out, namedID{n.Name, n.ID, n.Fields[0]})
	}
	return out
})
