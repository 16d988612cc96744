package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/corpus"
	"communique/search/engine"
)

// documentView is what document.html shows.
type documentView struct {
	frame
	Doc          corpus.Document
	Language     string
	LanguageName string
	CountryName  string
	Original     string
	TitlePieces  []piece
	Paragraphs   [][]piece
	Groups       []entityGroup
	Topics       []choice
	Alternates   []alternate
	Revisions    []revisionLink
	Revision     parts.Revision
	Old          bool
	Newest       string
	Citation     []string
	JSON         string
}

// piece is a part of the text, named by a mention or plain.
type piece struct {
	Text  string
	Type  corpus.MentionType // empty for plain text
	URL   string             // search for all that mention it; empty if that cannot be asked
	Title string             // what it is, for the pointer
}

type entityGroup struct {
	Name     string
	Type     corpus.MentionType
	Entities []entityLink
}

type entityLink struct {
	Label, URL, Role string
	Lang             string // of Role
	Count            int
}

type alternate struct{ Code, Name, URL string }

type revisionLink struct {
	Number int
	Day    string
	URL    string
	Shown  bool
}

// Document is the page of the newest revision.
func (p *Pages) Document(c echo.Context) error {
	id := ask.Path(c, "id")
	s, err := p.Documents.Document(c.Request().Context(), id)
	if err != nil {
		return err
	}
	return p.showDocument(c, id, s)
}

// Revision is the page of an earlier one.
func (p *Pages) Revision(c echo.Context) error {
	n, err := strconv.Atoi(ask.Path(c, "n"))
	if err != nil || n < 1 {
		return corpus.Errorf(corpus.NotFound, "revisions are numbered from 1")
	}
	id := ask.Path(c, "id")
	s, err := p.Documents.Revision(c.Request().Context(), id, n)
	if err != nil {
		return err
	}
	return p.showDocument(c, id, s)
}

func (p *Pages) showDocument(c echo.Context, id string, s parts.Stored) error {
	if err := ask.Allow(c.QueryParams(), "ui"); err != nil {
		return err
	}
	f, err := p.frame(c)
	if err != nil {
		return err
	}
	revisions, err := p.Documents.Revisions(c.Request().Context(), id)
	if err != nil {
		return err
	}
	d := s.Document
	f.Title = d.Title
	if strings.TrimSpace(d.Title) == "" {
		f.Title = f.T("document.untitled")
	}
	code := s.Annotations.Language.Code
	v := documentView{
		frame: f, Doc: d, Language: code, LanguageName: f.Label(engine.FacetLanguage, code), Original: outside(d.URL),
		TitlePieces: f.pieces(f.Title, inField(s.Annotations.Mentions, "title")),
		Paragraphs:  f.paragraphs(d.Text, inField(s.Annotations.Mentions, "text")),
		Groups:      f.groups(s.Annotations.Mentions, code), Revision: s.Revision,
		Newest: f.URL(documentURL(id)), JSON: "/api/v1" + documentURL(id),
	}
	if d.Title == "" {
		v.TitlePieces = []piece{{Text: f.Title}}
	}
	if d.Country != "" {
		v.CountryName = f.Label(engine.FacetCountry, d.Country)
	}
	for _, t := range s.Annotations.Topics {
		v.Topics = append(v.Topics, choice{Label: f.Label(engine.FacetTopic, t.ID), URL: f.URL(address{"topic": {t.ID}}.String())})
	}
	for code, u := range d.Alternates {
		if u = outside(u); u != "" {
			v.Alternates = append(v.Alternates, alternate{code, f.Label(engine.FacetLanguage, code), u})
		}
	}
	slices.SortFunc(v.Alternates, func(a, b alternate) int { return strings.Compare(a.Code, b.Code) })
	for _, r := range slices.Backward(revisions) {
		v.Revisions = append(v.Revisions, revisionLink{
			r.Number, f.Date(r.Seen.UTC().Format("2006-01-02")), f.URL(documentURL(id) + "/revisions/" + strconv.Itoa(r.Number)), r.Number == s.Revision.Number,
		})
		v.Old = v.Old || r.Number > s.Revision.Number
	}
	v.Citation = f.citation(v)
	return p.render(c, http.StatusOK, "document", v)
}

// citation is a line that can be checked: who, what, when, where, and which
// content of it was seen. Its parts may run in different directions.
func (f frame) citation(v documentView) []string {
	who := v.Doc.Ministry
	if who == "" {
		who = v.Doc.Publisher
	}
	if who == "" {
		who = v.CountryName
	} else if v.CountryName != "" {
		who += " (" + v.CountryName + ")"
	}
	seen := "Communique " + v.Doc.ID + ", " + f.T("document.seen", f.Date(v.Revision.Seen.UTC().Format("2006-01-02")), v.Revision.Number)
	if len(v.Revision.Hash) >= 16 {
		seen += ", sha256:" + v.Revision.Hash[:16]
	}
	return slices.DeleteFunc([]string{who, f.Title, f.Date(string(v.Doc.Published)), v.Doc.URL, seen}, func(s string) bool { return s == "" })
}

func inField(all []corpus.Mention, field string) []corpus.Mention {
	var out []corpus.Mention
	for _, m := range all {
		if m.Field == field {
			out = append(out, m)
		}
	}
	return out
}

// pieces cuts a text at its mentions. A mention that lies outside or overlaps
// is left out.
func (f frame) pieces(s string, mentions []corpus.Mention) []piece {
	r := []rune(s)
	var out []piece
	at := 0
	for _, m := range mentions {
		if m.Start < at || m.End <= m.Start || m.End > len(r) {
			continue
		}
		if m.Start > at {
			out = append(out, piece{Text: string(r[at:m.Start])})
		}
		p := f.mention(m)
		p.Text = string(r[m.Start:m.End])
		out = append(out, p)
		at = m.End
	}
	if at < len(r) {
		out = append(out, piece{Text: string(r[at:])})
	}
	return out
}

// paragraphs are the pieces line by line; a mention over a line break becomes
// two.
func (f frame) paragraphs(s string, mentions []corpus.Mention) [][]piece {
	var out [][]piece
	var line []piece
	end := func() {
		if strings.TrimSpace(plain(line)) != "" {
			out = append(out, line)
		}
		line = nil
	}
	for _, p := range f.pieces(s, mentions) {
		for i, text := range strings.Split(p.Text, "\n") {
			if i > 0 {
				end()
			}
			if text != "" {
				p.Text = text
				line = append(line, p)
			}
		}
	}
	end()
	return out
}

func plain(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

// mention says where a mention leads: to all releases that mention the same.
func (f frame) mention(m corpus.Mention) piece {
	p := piece{Type: m.Type}
	if m.Type == corpus.Demonym {
		m.Type = corpus.State // where it leads to, by its id
	}
	if m.Type == corpus.DateMention {
		p.Title = f.T("date.mentioned") + ": " + m.Value
		if from, to, ok := corpus.DayRange(m.Value); ok {
			p.URL = f.URL(address{"mentioned_from": {string(corpus.DateOfDay(from))}, "mentioned_to": {string(corpus.DateOfDay(to))}}.String())
		}
		return p
	}
	p.Title = f.T(string(m.Type)) + ": " + f.entityLabel(m)
	if m.Role != "" {
		p.Title += ", " + m.Role
	}
	if m.ID != "" {
		p.URL = f.URL(address{string(m.Type): {m.ID}}.String())
	}
	return p
}

func (f frame) entityLabel(m corpus.Mention) string {
	if l := f.p.Catalogue.Label(string(m.Type), m.ID, f.UI); l != "" {
		return l
	}
	if m.Name != "" {
		return m.Name
	}
	if m.ID != "" {
		return f.Label(string(m.Type), m.ID)
	}
	return m.Text
}

// groups lists the entities of a document by type, the most mentioned first.
func (f frame) groups(mentions []corpus.Mention, code string) []entityGroup {
	var out []entityGroup
	for _, t := range []corpus.MentionType{corpus.Person, corpus.Organisation, corpus.State, corpus.Region} {
		g := entityGroup{Name: f.T(string(t)), Type: t}
		at := map[string]int{}
		for _, m := range mentions {
			if m.Type != t || m.ID == "" {
				continue
			}
			i, seen := at[m.ID]
			if !seen {
				i = len(g.Entities)
				at[m.ID] = i
				g.Entities = append(g.Entities, entityLink{Label: f.entityLabel(m), URL: f.URL(entityURL(m.ID)), Lang: f.LangOf(code)})
			}
			g.Entities[i].Count++
			if g.Entities[i].Role == "" {
				g.Entities[i].Role = m.Role
			}
		}
		slices.SortStableFunc(g.Entities, func(a, b entityLink) int { return b.Count - a.Count })
		if len(g.Entities) > 0 {
			out = append(out, g)
		}
	}
	return out
}
