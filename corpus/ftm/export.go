package ftm

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"communique/corpus"
	"communique/corpus/gazetteer"
	"communique/corpus/lang"
)

// Exporter writes documents, what they mention and who is mentioned as
// FollowTheMoney: an Article and its Mentions at once, the persons,
// organisations, positions and occupancies, each once, at Close.
//
// Ids of FollowTheMoney have no colons: person:helga-schmid is written
// person.helga-schmid, and read back as what it was.
type Exporter struct {
	out      *json.Encoder
	entities map[string]*Entity // by our id, positions and occupancies by theirs
	order    []string
}

// maxProof is how many documents an occupancy names.
const maxProof = 20

// NewExporter writes to w.
func NewExporter(w io.Writer) *Exporter {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return &Exporter{out: e, entities: map[string]*Entity{}}
}

// outID is an id of ours as FollowTheMoney takes it, and inID the inverse.
func outID(id string) string { return strings.Replace(id, ":", ".", 1) }

func inID(id string) string {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(id, strings.TrimSuffix(p, ":")+"."); ok && rest != "" {
			return p + rest
		}
	}
	return id
}

func hashed(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:10])
}

// Document writes a document and its mentions.
func (x *Exporter) Document(a corpus.Annotated) error {
	d := a.Document
	article := Entity{ID: "document." + hashed(d.ID), Schema: "Article", Caption: d.Title, Properties: Properties{}}
	p := article.Properties
	p.Add("title", d.Title)
	p.Add("sourceUrl", d.URL)
	p.Add("publisher", d.Publisher)
	p.Add("author", d.Ministry)
	p.Add("publishedAt", string(d.Published))
	p.Add("country", strings.ToLower(d.Country))
	p.Add("keywords", d.ID)
	if code := a.Annotations.Language.Code; code != "und" {
		p.Add("language", code)
	}
	var states []string
	for _, m := range a.Annotations.Mentions {
		if code, ok := strings.CutPrefix(m.ID, "state:"); ok && len(code) == 2 && !slices.Contains(states, strings.ToLower(code)) {
			states = append(states, strings.ToLower(code))
		}
	}
	if err := x.out.Encode(article); err != nil {
		return err
	}
	for _, m := range a.Annotations.Mentions {
		if m.Type != corpus.Person && m.Type != corpus.Organisation || m.ID == "" {
			continue
		}
		schema := x.entity(m)
		mention := Entity{ID: "mention." + hashed(d.ID, m.Field, fmt.Sprint(m.Start, "-", m.End), m.ID), Schema: "Mention", Caption: m.Text, Properties: Properties{}}
		mention.Properties.Add("document", article.ID)
		mention.Properties.Add("resolved", outID(m.ID))
		mention.Properties.Add("name", clean(m.Text))
		mention.Properties.Add("detectedSchema", schema)
		mention.Properties.Add("contextCountry", states...)
		if err := x.out.Encode(mention); err != nil {
			return err
		}
		if m.Type == corpus.Person {
			x.offices(m, article.ID, string(d.Published))
		}
	}
	return nil
}

// keep gives the entity of an id, made on first sight; nil where there are
// more than a list may have.
func (x *Exporter) keep(id, schema string) (e *Entity, first bool) {
	if e := x.entities[id]; e != nil {
		return e, false
	}
	if len(x.entities) >= 4*MaxEntities {
		return nil, false
	}
	e = &Entity{ID: outID(id), Schema: schema, Properties: Properties{}}
	x.entities[id] = e
	x.order = append(x.order, id)
	return e, true
}

// entity notes who is mentioned and gives the schema.
func (x *Exporter) entity(m corpus.Mention) string {
	schema := "Person"
	state, body := "", false
	if m.Type == corpus.Organisation {
		schema = "Organization"
		if state, body = nationalBody(m.ID); body {
			schema = "PublicBody"
		}
	}
	e, first := x.keep(m.ID, schema)
	if e == nil {
		return schema
	}
	p := e.Properties
	if first {
		e.Caption = m.Name
		p.Add("country", strings.ToLower(state))
		if listed, ok := gazetteer.Find(m.ID); ok {
			e.Caption = listed.Name
			for _, l := range lang.All() {
				p.Add("alias", gazetteer.Label(m.ID, l.Code))
			}
			if len(listed.Fields) > 2 {
				if isWikidata(listed.Fields[2]) {
					p.Add("wikidataId", listed.Fields[2])
				}
				p.Add("weakAlias", strings.FieldsFunc(listed.Fields[0], func(r rune) bool { return r == '|' || r == '-' })...)
			}
		}
		p.Add("name", e.Caption)
	}
	if len(p["alias"]) < maxNames {
		for _, s := range []string{m.Name, m.LocalName} {
			if s != e.Caption {
				p.Add("alias", s)
			}
		}
	}
	return schema
}

// nationalBody is the state of org:ro-interior.
func nationalBody(id string) (state string, ok bool) {
	rest, _ := strings.CutPrefix(id, "org:")
	if len(rest) < 4 || rest[2] != '-' || !gazetteer.IsCountry(strings.ToUpper(rest[:2])) {
		return "", false
	}
	return strings.ToUpper(rest[:2]), true
}

// offices notes what a person is said to be: a Position for the office, an
// Occupancy for the holding of it, with the days of the documents as its
// dates: when it began and ended nobody says.
func (x *Exporter) offices(m corpus.Mention, document, day string) {
	for _, o := range m.Offices {
		if o.Role == "" {
			continue
		}
		id := "position." + hashed(o.Role, o.Portfolio, o.State, o.Organisation)
		position, first := x.keep(id, "Position")
		if position == nil {
			return
		}
		if first {
			position.Caption = officeName(o)
			position.Properties.Add("name", position.Caption)
			position.Properties.Add("country", strings.ToLower(o.State))
			position.Properties.Add("organization", outID(o.Organisation))
		}
		held := "occupancy." + hashed(m.ID, id, string(o.Status))
		occupancy, first := x.keep(held, "Occupancy")
		if occupancy == nil {
			return
		}
		if first {
			occupancy.Properties.Add("holder", outID(m.ID))
			occupancy.Properties.Add("post", id)
			occupancy.Properties.Add("status", string(o.Status))
		}
		if len(occupancy.Properties["proof"]) < maxProof {
			occupancy.Properties.Add("date", day)
			occupancy.Properties.Add("proof", document)
		}
	}
}

func officeName(o corpus.Office) string {
	name := gazetteer.Label("role:"+o.Role, "en")
	if o.Portfolio != "" {
		name += " (" + gazetteer.Label("portfolio:"+o.Portfolio, "en") + ")"
	}
	switch {
	case o.Organisation != "":
		name += ", " + gazetteer.Label(o.Organisation, "en")
	case o.State != "":
		name += ", " + gazetteer.Label("state:"+o.State, "en")
	}
	return name
}

// Close writes everybody who was mentioned. It does not close the writer.
func (x *Exporter) Close() error {
	for _, id := range x.order {
		if err := x.out.Encode(x.entities[id]); err != nil {
			return err
		}
	}
	return nil
}
