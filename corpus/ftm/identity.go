package ftm

import (
	"cmp"
	"strings"
	"sync"
	"unicode"

	"communique/corpus"
	"communique/corpus/gazetteer"
	"communique/corpus/lang"
)

// identify gives each entity an id of ours.
//
// An organisation with the Wikidata id or a full name of one in our gazetteer
// is that one. A person is known by the slug of the canonical Latin name, as
// everywhere in the program; persons of the list who would share it keep their
// own ids, and so does everybody else. An own id that is one of ours already
// (person.helga-schmid, from an export) stays as it is.
func identify(all []Named) {
	slugs := map[string]string{} // to the one who has it, "" where several do
	for i := range all {
		n := &all[i]
		if n.Type != corpus.Person || corpus.EntityType(inID(n.Own)) != "" {
			continue
		}
		who := cmp.Or(n.Wikidata, n.Own) // with one Wikidata id they are one
		if other, ok := slugs[slugOf(n)]; ok && other != who {
			who = ""
		}
		slugs[slugOf(n)] = who
	}
	for i := range all {
		n := &all[i]
		switch {
		case corpus.EntityType(inID(n.Own)) == n.Type:
			n.ID = inID(n.Own)
		case n.Type == corpus.Person:
			if s := slugOf(n); s != "" && slugs[s] != "" {
				n.ID = "person:" + s
			}
		default:
			n.ID = ours(n)
		}
		if n.ID == "" {
			n.ID = prefixes[n.Type] + strings.ToLower(n.Own)
		}
	}
}

var prefixes = map[corpus.MentionType]string{corpus.Person: "person:", corpus.Organisation: "org:"}

func slugOf(n *Named) string {
	if !isLatin(n.Name) {
		return ""
	}
	return corpus.Slug(n.Name)
}

// ours is the id of the same organisation in our gazetteer, empty if there is
// none.
func ours(n *Named) string {
	k := known()
	if id := k.wikidata[n.Wikidata]; id != "" {
		return id
	}
	for _, s := range n.Names {
		if id := k.names[corpus.FoldLatin(s)]; id != "" {
			return id
		}
	}
	return ""
}

type organisations struct{ wikidata, names map[string]string }

// known are the organisations of our gazetteer by Wikidata id and by full name
// in every language. A name that two of them have names neither.
var known = sync.OnceValue(func() organisations {
	o := organisations{map[string]string{}, map[string]string{}}
	name := func(s, id string) {
		s = corpus.FoldLatin(clean(s))
		if old, ok := o.names[s]; ok && old != id {
			id = ""
		}
		o.names[s] = id
	}
	for _, e := range gazetteer.Organisations() {
		name(e.Name, e.ID)
		if len(e.Fields) > 2 && isWikidata(e.Fields[2]) {
			o.wikidata[e.Fields[2]] = e.ID
		}
	}
	for _, p := range lang.All() {
		for _, r := range p.Rows("organisations") {
			if len(r) == 3 && r[2] == "name" {
				name(r[0], r[1])
			}
		}
	}
	return o
})

// country is the code as the program writes it, empty for what is no country.
func country(s string) string {
	code := strings.ToUpper(strings.TrimSpace(s))
	if gazetteer.IsCountry(code) {
		return code
	}
	return ""
}

func isLatin(s string) bool {
	letters := false
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters = true
			if !unicode.Is(unicode.Latin, r) {
				return false
			}
		}
	}
	return letters
}
