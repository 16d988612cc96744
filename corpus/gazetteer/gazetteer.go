package gazetteer

import (
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"communique/corpus/lang"
)

//go:embed *.tsv
var files embed.FS

// Entry is one line of a vocabulary.
type Entry struct {
	// ID is state:RO, region:europe, org:un, or a bare word for roles,
	// portfolios, heads and topics.
	ID string
	// Name is the English label.
	Name string
	// Fields are the columns after the name: see the table's file.
	Fields []string
}

func table(name string) []Entry {
	b, err := files.ReadFile(name + ".tsv")
	if err != nil {
		panic(err) // the tables are part of the program
	}
	var out []Entry
	for line := range strings.Lines(string(b)) {
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(c) < 2 {
			continue
		}
		out = append(out, Entry{ID: c[0], Name: c[1], Fields: c[2:]})
	}
	return out
}

// The vocabularies, ordered by id. Callers must not change them.
var (
	// States holds ISO 3166-1 and former states of ISO 3166-3 (state:CSXX).
	States = sync.OnceValue(func() []Entry {
		var out []Entry
		for _, e := range table("states") {
			// id, alpha-3, name, year or day of withdrawal
			out = append(out, Entry{ID: e.ID, Name: e.Fields[0], Fields: []string{e.Name, e.Fields[1]}})
		}
		return out
	})
	Regions = sync.OnceValue(func() []Entry { return table("regions") })
	// Organisations holds bodies of more than one state: acronyms that every
	// language shares (with bars between), kind, Wikidata id where certain,
	// years of founding and end.
	Organisations = sync.OnceValue(func() []Entry { return table("organisations") })
	// Bodies holds bodies of one state that have a name of their own: media,
	// firms, parties, universities, services. Fields are those of
	// Organisations and the state's code.
	Bodies = sync.OnceValue(func() []Entry {
		var out []Entry
		for _, e := range table("bodies") {
			out = append(out, Entry{ID: e.ID, Name: e.Name, Fields: []string{"", e.Fields[0], "", "", "", e.Fields[1]}})
		}
		return out
	})
	// Names holds names in Latin letters that texts of every language use as
	// they are: ID is that of a body, the field says name or acronym.
	Names = sync.OnceValue(func() []Entry {
		var out []Entry
		for _, e := range table("names") {
			out = append(out, Entry{ID: e.Name, Name: e.ID, Fields: e.Fields})
		}
		return out
	})
	Roles      = sync.OnceValue(func() []Entry { return table("roles") })
	Portfolios = sync.OnceValue(func() []Entry { return table("portfolios") })
	Heads      = sync.OnceValue(func() []Entry { return table("heads") })
	// LegalForms are what firms carry in their names; the column says on which
	// side of the name they stand.
	LegalForms = sync.OnceValue(func() []Entry { return table("legalforms") })
	Topics     = sync.OnceValue(func() []Entry { return table("topics") })
)

var byID = sync.OnceValue(func() map[string]Entry {
	m := map[string]Entry{}
	for _, t := range [][]Entry{States(), Regions(), Organisations(), Bodies()} {
		for _, e := range t {
			m[e.ID] = e
		}
	}
	for _, e := range Topics() {
		m["topic:"+e.ID] = e
	}
	for _, e := range Roles() {
		m["role:"+e.ID] = short(e)
	}
	for _, e := range Portfolios() {
		m["portfolio:"+e.ID] = short(e)
	}
	for _, e := range Heads() {
		m["head:"+e.ID] = short(e)
	}
	return m
})

// short leaves of "interior, internal affairs" the first, which is the label.
func short(e Entry) Entry {
	e.Name, _, _ = strings.Cut(e.Name, ",")
	return e
}

// IsCountry says whether code is an ISO 3166-1 alpha-2 code in capitals (or
// XK).
func IsCountry(code string) bool {
	_, ok := byID()["state:"+code]
	return ok && len(code) == 2
}

// IsTopic says whether id is a topic.
func IsTopic(id string) bool { _, ok := byID()["topic:"+id]; return ok }

// Find looks an entity of the vocabularies up by its id.
func Find(id string) (Entry, bool) { e, ok := byID()[id]; return e, ok }

// labels holds the names of entities in one language, by id.
var labels sync.Map // language code -> map[string]string

func labelsOf(code string) map[string]string {
	if m, ok := labels.Load(code); ok {
		return m.(map[string]string)
	}
	m := map[string]string{}
	if p := lang.For(code); p != nil {
		// The generated list names each state once, in its usual form; of
		// the hand-written lists the longest full name is the label.
		for _, r := range p.Rows("states") {
			if len(r) == 3 && r[2] == "name" && m[r[1]] == "" {
				m[r[1]] = r[0]
			}
		}
		for _, r := range p.Rows("states.gen") {
			if len(r) == 3 {
				m[r[1]] = r[0]
			}
		}
		rows := p.Rows("organisations")
		acronyms := map[string]bool{}
		for _, r := range rows {
			if len(r) == 3 && r[2] == "acronym" {
				acronyms[r[1]+" "+r[0]] = true
			}
		}
		// Of several names the usual one is that whose initials are the
		// acronym, else the one about as long as the English name.
		worth := func(id, name string) int {
			if acronyms[id+" "+initials(name)] {
				return 1000 - utf8.RuneCountInString(name) // inflected forms and those with an article are longer
			}
			d := utf8.RuneCountInString(name) - utf8.RuneCountInString(byID()[id].Name)
			return -max(d, -d)
		}
		for _, r := range rows {
			if len(r) == 3 && r[2] == "name" {
				if old, ok := m[r[1]]; !ok || worth(r[1], r[0]) > worth(r[1], old) {
					m[r[1]] = r[0]
				}
			}
		}
		for _, r := range p.Rows("regions") {
			if len(r) == 2 && m[r[1]] == "" {
				m[r[1]] = r[0]
			}
		}
		for _, r := range p.Rows("labels") {
			if len(r) == 2 {
				m[r[0]] = r[1]
			}
		}
	}
	labels.Store(code, m)
	return m
}

// initials are the capitals that the words of a name would make.
func initials(name string) string {
	var b strings.Builder
	for _, w := range strings.Fields(name) {
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}

// Label is the name of an entity for a reader of the language: its name
// there, else in English, else what the id says. Topics are asked as
// topic:migration, countries as state:RO, offices as role:minister,
// portfolio:interior and status:former.
func Label(id, language string) string {
	e, known := byID()[id]
	if known && language == "en" {
		return e.Name
	}
	if s := labelsOf(language)[id]; s != "" {
		return s
	}
	if known {
		return e.Name
	}
	if s, ok := bodyLabel(id, language); ok {
		return s
	}
	_, s, ok := strings.Cut(id, ":")
	if !ok {
		return id
	}
	return strings.ReplaceAll(s, "-", " ")
}

// bodyLabel names a national body: org:ro-interior is the Ministry of the
// Interior of Romania. Where the language has no name for the body, body and
// state are both named in English.
func bodyLabel(id, language string) (string, bool) {
	rest, ok := strings.CutPrefix(id, "org:")
	if !ok || len(rest) < 4 || rest[2] != '-' {
		return "", false
	}
	state, what := "state:"+strings.ToUpper(rest[:2]), rest[3:]
	if _, ok := byID()[state]; !ok {
		return "", false
	}
	_, portfolio := byID()["portfolio:"+what]
	_, head := byID()["head:"+what]
	if !portfolio && !head {
		return "", false
	}
	for _, l := range []string{language, "en"} {
		own := labelsOf(l)
		body := own["ministry:"+what]
		if body == "" {
			body = own["head:"+what]
		}
		if body == "" && l == "en" {
			body = upperFirst(byID()["head:"+what].Name)
		}
		if body == "" {
			continue
		}
		name := own["of:"+state]
		if name == "" {
			name = Label(state, l)
		}
		pattern := own["pattern:body"]
		if pattern == "" {
			pattern = "{body} ({state})"
		}
		return strings.NewReplacer("{body}", body, "{state}", name).Replace(pattern), true
	}
	return "", false
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
