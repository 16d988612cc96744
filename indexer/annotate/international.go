package annotate

import (
	"strings"
	"sync"

	"communique/corpus/gazetteer"
)

type namedID struct{ name, id string }

// international lists acronyms that stand in texts of every language.
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
				out = append(out, namedID{a, o.ID})
			}
			if up := strings.ToUpper(a); up != a && len(a) > 3 {
				out = append(out, namedID{up, o.ID})
			}
		}
	}
	return out
})
