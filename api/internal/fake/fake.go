// Package fake is a small program behind the HTTP side, for its tests: a
// handful of releases in memory, found by plain substrings, with every part
// that api asks for.
package fake

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"communique/api/names"
	"communique/api/parts"
	"communique/corpus"
	"communique/search/engine"
	"communique/search/query"
)

// Program holds documents in memory. It is a Searcher, Documents and an
// Ingester; its Catalogue is the real one.
type Program struct {
	*names.Catalogue
	mu   sync.Mutex
	docs map[string][]parts.Stored // by id, every revision
	// Before runs at the start of every search, to make it slow or fail.
	Before func(context.Context, query.Query) error
}

// New makes a program with documents.
func New(docs ...corpus.Annotated) *Program {
	p := &Program{docs: map[string][]parts.Stored{}}
	p.Catalogue = names.New(p)
	for _, d := range docs {
		p.Put(d)
	}
	return p
}

// Put adds a document or a revision of one.
func (p *Program) Put(a corpus.Annotated) parts.Status {
	p.mu.Lock()
	defer p.mu.Unlock()
	id := a.Document.DeriveID()
	a.Document.ID = id
	old := p.docs[id]
	s := parts.Stored{Document: a.Document, Annotations: a.Annotations, Revision: parts.Revision{
		Number: len(old) + 1, Seen: time.Date(2026, 11, 1+len(old), 9, 0, 0, 0, time.UTC), Hash: a.Document.ContentHash(),
	}}
	if len(old) > 0 && old[len(old)-1].Revision.Hash == s.Revision.Hash {
		return parts.Unchanged
	}
	p.docs[id] = append(old, s)
	if len(old) > 0 {
		return parts.Updated
	}
	return parts.Created
}

// All gives the newest revision of every document, by id.
func (p *Program) All() []parts.Stored {
	all := p.find(query.Query{}, "")
	slices.SortFunc(all, func(a, b parts.Stored) int { return strings.Compare(a.Document.ID, b.Document.ID) })
	return all
}

// Ingest takes documents with a text.
func (p *Program) Ingest(_ context.Context, docs []corpus.Document) ([]parts.Outcome, error) {
	var out []parts.Outcome
	for _, d := range docs {
		if strings.TrimSpace(d.Title+d.Text) == "" {
			out = append(out, parts.Outcome{ID: d.ID, Status: parts.Rejected, Err: corpus.Errorf(corpus.Invalid, "the document has no text")})
			continue
		}
		a := corpus.Annotated{Document: d}
		a.Annotations.Language.Code = cmp.Or(d.Language, "und")
		out = append(out, parts.Outcome{ID: d.DeriveID(), Status: p.Put(a)})
	}
	return out, nil
}

// Delete takes a document out.
func (p *Program) Delete(_ context.Context, id string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.docs[id]; !ok {
		return missing(id)
	}
	delete(p.docs, id)
	return nil
}

// WaitIndexed has nothing to wait for.
func (p *Program) WaitIndexed(context.Context) error { return nil }

func missing(id string) error { return corpus.Errorf(corpus.NotFound, "no document has the id %q", id) }

// Document gives the newest revision.
func (p *Program) Document(_ context.Context, id string) (parts.Stored, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r := p.docs[id]
	if len(r) == 0 {
		return parts.Stored{}, missing(id)
	}
	return r[len(r)-1], nil
}

// Revisions lists them.
func (p *Program) Revisions(_ context.Context, id string) ([]parts.Revision, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []parts.Revision
	for _, s := range p.docs[id] {
		out = append(out, s.Revision)
	}
	if out == nil {
		return nil, missing(id)
	}
	return out, nil
}

// Revision gives one.
func (p *Program) Revision(_ context.Context, id string, n int) (parts.Stored, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if r := p.docs[id]; n >= 1 && n <= len(r) {
		return r[n-1], nil
	}
	return parts.Stored{}, missing(fmt.Sprint(id, " with revision ", n))
}

// Sources lists one source.
func (p *Program) Sources(context.Context) ([]parts.Source, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return []parts.Source{{Name: "test", Country: "LV", Documents: len(p.docs), LastSeen: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}}, nil
}

// values are a document's values of a facet field.
func values(s parts.Stored, field string) []string {
	var out []string
	add := func(v string) {
		if v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	switch field {
	case engine.FacetLanguage:
		add(s.Annotations.Language.Code)
	case engine.FacetCountry:
		add(s.Document.Country)
	case engine.FacetMinistry:
		add(s.Document.Ministry)
	case engine.FacetPublisher:
		add(s.Document.Publisher)
	case engine.FacetTopic:
		for _, t := range s.Annotations.Topics {
			add(t.ID)
		}
	default:
		for _, m := range s.Annotations.Mentions {
			if string(m.Type) == field {
				add(m.ID)
			}
		}
	}
	return out
}

func wanted(f query.Filters) map[string][]string {
	return map[string][]string{
		engine.FacetLanguage: f.Language, engine.FacetCountry: f.Country, engine.FacetMinistry: f.Ministry,
		engine.FacetPublisher: f.Publisher, engine.FacetTopic: f.Topic, engine.FacetOrganisation: f.Organisation,
		engine.FacetPerson: f.Person, engine.FacetState: f.State, engine.FacetRegion: f.Region,
	}
}

// holds says whether a document is found, the filter on one field aside.
func holds(s parts.Stored, q query.Query, aside string) bool {
	text := strings.ToLower(s.Document.Title + "\n" + s.Document.Text)
	for w := range strings.FieldsSeq(strings.ToLower(q.Text)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	if f, ok := q.Expr.(*query.Field); ok && f.Value != "" {
		field := map[string]string{query.FieldOrg: engine.FacetOrganisation}[f.Name]
		if !slices.ContainsFunc(values(s, cmp.Or(field, f.Name)), func(v string) bool { return strings.HasSuffix(v, ":"+f.Value) }) {
			return false
		}
	}
	for field, want := range wanted(q.Filters) {
		have := values(s, field)
		if field != aside && len(want) > 0 && !slices.ContainsFunc(want, func(w string) bool { return slices.Contains(have, w) }) {
			return false
		}
	}
	day := s.Document.Published
	return (q.Filters.From == "" || day >= q.Filters.From) && (q.Filters.To == "" || day != "" && day <= q.Filters.To)
}

func (p *Program) find(q query.Query, aside string) []parts.Stored {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []parts.Stored
	for _, r := range p.docs {
		if s := r[len(r)-1]; holds(s, q, aside) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b parts.Stored) int {
		byDay := strings.Compare(string(b.Document.Published), string(a.Document.Published))
		if q.Sort == query.Oldest {
			byDay = -byDay
		}
		return cmp.Or(byDay, strings.Compare(a.Document.ID, b.Document.ID))
	})
	return out
}

// Facet counts.
func (p *Program) Facet(_ context.Context, q query.Query, field, prefix string, size int) ([]engine.FacetValue, error) {
	counts := map[string]int{}
	for _, s := range p.find(q, field) {
		for _, v := range values(s, field) {
			if _, slug, _ := strings.Cut(v, ":"); strings.HasPrefix(v, prefix) || strings.HasPrefix(slug, prefix) {
				counts[v]++
			}
		}
	}
	var out []engine.FacetValue
	for v, n := range counts {
		out = append(out, engine.FacetValue{Value: v, Count: n})
	}
	slices.SortFunc(out, func(a, b engine.FacetValue) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value)) })
	return out[:min(size, len(out))], nil
}

// Search finds.
func (p *Program) Search(ctx context.Context, q query.Query) (engine.Results, error) {
	if p.Before != nil {
		if err := p.Before(ctx, q); err != nil {
			return engine.Results{}, err
		}
	}
	found := p.find(q, "")
	at := 0
	if q.Cursor != "" {
		b, err := base64.RawURLEncoding.DecodeString(q.Cursor)
		if _, serr := fmt.Sscanf(string(b), "%d "+"of", &at); err != nil || serr != nil || !strings.HasSuffix(string(b), " of "+q.Text) {
			return engine.Results{}, corpus.Errorf(corpus.Invalid, "cursor: belongs to another query: start again without it")
		}
	}
	res := engine.Results{Total: len(found), TookMS: .4, Query: engine.Understanding{Text: q.Text, Notices: q.Notices}}
	for _, s := range found[min(at, len(found)):min(at+q.Size, len(found))] {
		res.Hits = append(res.Hits, hit(s, q.Text))
	}
	if at+q.Size < len(found) && q.Size > 0 {
		res.Next = base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d of %s", at+q.Size, q.Text))
	}
	if len(q.Facets) > 0 {
		res.Facets = map[string][]engine.FacetValue{}
	}
	for _, field := range q.Facets {
		res.Facets[field], _ = p.Facet(ctx, q, field, "", q.FacetSize)
	}
	if q.Histogram {
		res.Histogram = months(found)
	}
	if strings.Contains(strings.ToLower(q.Text), "interpol") && !q.NoExpand {
		res.Query.Expansions = []engine.Expansion{{From: "Interpol", To: []string{"Интерпол", "Interpols", "إنتربول"}, Kind: "entity", Off: `"Interpol"`}}
	}
	return res, nil
}

func hit(s parts.Stored, text string) engine.Hit {
	h := engine.Hit{
		ID: s.Document.ID, Title: s.Document.Title, URL: s.Document.URL, Language: s.Annotations.Language.Code,
		Country: s.Document.Country, Ministry: s.Document.Ministry, Publisher: s.Document.Publisher,
		Published: string(s.Document.Published), Score: 1,
	}
	r := []rune(s.Document.Text)
	h.Snippet.Text = string(r[:min(240, len(r))])
	h.Snippet.Marks, h.Snippet.TitleMarks = marks(h.Snippet.Text, text), marks(h.Title, text)
	if text != "" {
		h.Why = []string{text}
	}
	return h
}

func marks(s, text string) [][2]int {
	if text == "" {
		return nil
	}
	low, word := strings.ToLower(s), strings.ToLower(text)
	i := strings.Index(low, word)
	if i < 0 || len(low) != len(s) {
		return nil
	}
	start := len([]rune(s[:i]))
	return [][2]int{{start, start + len([]rune(s[i:i+len(word)]))}}
}

func months(found []parts.Stored) []engine.Bucket {
	counts := map[string]int{}
	for _, s := range found {
		if d := string(s.Document.Published); len(d) == 10 {
			counts[d[:7]]++
		}
	}
	if len(counts) == 0 {
		return nil
	}
	var all []string
	for m := range counts {
		all = append(all, m)
	}
	first, _ := time.Parse("2006-01", slices.Min(all))
	var out []engine.Bucket
	for t := first; t.Format("2006-01") <= slices.Max(all); t = t.AddDate(0, 1, 0) {
		m := t.Format("2006-01")
		out = append(out, engine.Bucket{Month: m, Count: counts[m]})
	}
	return out
}
