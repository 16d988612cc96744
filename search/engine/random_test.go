package engine

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"communique/corpus"
	"communique/search/analysis"
	"communique/search/query"
)

// Words that no analyzer takes for forms of each other.
var randomWords = strings.Fields("zebra quartz nimbus falcon walnut copper velvet magnet tulip harbor")

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// randomDocument has random words and columns; some have no day, no country.
func randomDocument(r *rand.Rand, n int) *corpus.Annotated {
	d := &corpus.Annotated{Document: corpus.Document{ID: fmt.Sprintf("doc-%05d", n)}}
	var words []string
	for range 1 + r.IntN(8) {
		words = append(words, pick(r, randomWords...))
	}
	d.Document.Text, d.Document.Title = strings.Join(words, " "), pick(r, randomWords...)
	if r.IntN(10) > 0 {
		d.Document.Published = corpus.DateOfDay(16000 + r.IntN(900))
	}
	if r.IntN(20) > 0 {
		d.Document.Country = pick(r, "LV", "RO", "DE", "FR", "RS")
	}
	d.Document.Ministry = pick(r, "Interior", "Justice", "")
	a := &d.Annotations
	a.Language.Code = pick(r, "en", "de", "ru", "sr", "hr", "und")
	add := func(typ corpus.MentionType, ids ...string) {
		for range r.IntN(4) {
			a.Mentions = append(a.Mentions, corpus.Mention{Type: typ, ID: pick(r, ids...)})
		}
	}
	add(corpus.Person, "person:a", "person:b", "person:c", "person:d")
	add(corpus.Organisation, "org:a", "org:b", "org:c")
	add(corpus.State, "state:LV", "state:RO")
	for range r.IntN(3) {
		a.Topics = append(a.Topics, corpus.TopicScore{ID: pick(r, "budget", "police", "asylum", "energy")})
	}
	if r.IntN(2) == 0 {
		a.Mentions = append(a.Mentions, corpus.Mention{Type: corpus.DateMention, Value: string(corpus.DateOfDay(16000 + r.IntN(900)))})
	}
	return d
}

// columnsOf says by hand what a document's columns hold.
func columnsOf(d *corpus.Annotated) map[string][]string {
	c := map[string][]string{analysis.Language: {d.Annotations.Language.Code}}
	add := func(field, value string) {
		if value != "" && !slices.Contains(c[field], value) {
			c[field] = append(c[field], value)
		}
	}
	add(analysis.Country, d.Document.Country)
	add(analysis.Ministry, d.Document.Ministry)
	for _, m := range d.Annotations.Mentions {
		switch m.Type {
		case corpus.Person:
			add(analysis.Person, m.ID)
		case corpus.Organisation:
			add(analysis.Organisation, m.ID)
		case corpus.State:
			add(analysis.State, m.ID)
		}
	}
	for _, t := range d.Annotations.Topics {
		add(analysis.Topic, t.ID)
	}
	return c
}

// bruteForce answers a question by looking at every document.
func bruteForce(docs map[string]*corpus.Annotated, words []string, f *query.Filters, facets []string) (ids []string, counts map[string]map[string]int, months map[string]int) {
	counts, months = map[string]map[string]int{}, map[string]int{}
	for _, name := range facets {
		counts[name] = map[string]int{}
	}
	for id, d := range docs {
		text := strings.Fields(d.Document.Title + " " + d.Document.Text)
		if slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(text, w) }) {
			continue
		}
		columns := columnsOf(d)
		var failed []string
		for _, k := range keywordFilters(f) {
			if len(k.values) > 0 && !slices.ContainsFunc(columns[k.field], func(v string) bool { return slices.Contains(k.values, v) }) {
				failed = append(failed, k.field)
			}
		}
		if f.From != "" && (d.Document.Published < f.From || d.Document.Published == "") || f.To != "" && (d.Document.Published > f.To || d.Document.Published == "") {
			failed = append(failed, "published")
		}
		if f.MentionedFrom != "" && !slices.ContainsFunc(d.Annotations.Mentions, func(m corpus.Mention) bool {
			return m.Type == corpus.DateMention && m.Value >= string(f.MentionedFrom) && m.Value <= string(f.MentionedTo)
		}) {
			failed = append(failed, "mentioned")
		}
		for _, name := range facets {
			if len(failed) == 0 || len(failed) == 1 && failed[0] == name {
				for _, v := range columns[name] {
					counts[name][v]++
				}
			}
		}
		if len(failed) == 0 {
			ids = append(ids, id)
			if d.Document.Published != "" {
				months[string(d.Document.Published)[:7]]++
			}
		}
	}
	return ids, counts, months
}

func randomQuery(r *rand.Rand) (words []string, q query.Query) {
	for range r.IntN(3) {
		words = append(words, pick(r, randomWords...))
	}
	q = query.New(strings.Join(words, " "))
	f := &q.Filters
	some := func(values ...string) []string {
		if r.IntN(4) > 0 {
			return nil
		}
		r.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		return values[:1+r.IntN(2)]
	}
	f.Language = some("en", "de", "ru", "sr", "und", "nowhere")
	f.Country = some("LV", "RO", "DE", "XX")
	f.Topic = some("budget", "police", "nothing")
	f.Person = some("person:a", "person:b")
	f.State = some("state:LV", "state:RO")
	if r.IntN(4) == 0 {
		f.From, f.To = corpus.DateOfDay(16100+r.IntN(100)), corpus.DateOfDay(16300+r.IntN(500))
	}
	if r.IntN(4) == 0 {
		f.MentionedFrom, f.MentionedTo = corpus.DateOfDay(16000+r.IntN(400)), corpus.DateOfDay(16400+r.IntN(500))
	}
	q.Facets = []string{FacetLanguage, FacetCountry, FacetTopic, FacetPerson, FacetState, FacetOrganisation, FacetMinistry}
	q.FacetSize, q.Histogram = maxFacetSize, true
	q.Sort = query.Sort(pick(r, string(query.Relevance), string(query.Newest), string(query.Oldest)))
	return words, q
}

// compareWithBruteForce asks n random questions.
func compareWithBruteForce(t *testing.T, l *library, docs map[string]*corpus.Annotated, r *rand.Rand, n int) {
	t.Helper()
	for i := range n {
		words, q := randomQuery(r)
		if i%10 == 0 { // all documents, whose facets are counted otherwise
			words, q.Expr, q.Filters = nil, nil, query.Filters{}
		}
		ids, counts, months := bruteForce(docs, words, &q.Filters, q.Facets)
		if len(ids) == 0 && canRelax(q.Expr) {
			continue // answered by some of the words
		}
		got, total := readAll(t, l.engine, q, 1+r.IntN(40))
		if total != len(ids) {
			t.Fatalf("%q %+v: total %d, want %d", q.Text, q.Filters, total, len(ids))
		}
		byDay(ids, docs, q.Sort)
		if q.Sort == query.Relevance && q.Expr != nil {
			slices.Sort(got)
			slices.Sort(ids)
		}
		if len(ids) <= 400 && !slices.Equal(got, ids) {
			t.Fatalf("%q %+v sort %s: ids\n  %v, want\n  %v", q.Text, q.Filters, q.Sort, got, ids)
		}
		q.Size = 0
		res, err := l.engine.Search(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range counts {
			got := map[string]int{}
			for _, v := range res.Facets[name] {
				got[v.Value] = v.Count
			}
			if !maps.Equal(got, want) {
				t.Fatalf("%q %+v: facet %s is %v, want %v", q.Text, q.Filters, name, got, want)
			}
		}
		sum := map[string]int{}
		last := ""
		for _, b := range res.Histogram {
			if b.Count > 0 {
				sum[b.Month] = b.Count
			}
			if last != "" && b.Month != nextMonth(last) {
				t.Fatalf("histogram: %s follows %s", b.Month, last)
			}
			last = b.Month
		}
		if !maps.Equal(sum, months) {
			t.Fatalf("%q %+v: histogram %v, want %v", q.Text, q.Filters, sum, months)
		}
	}
}

func nextMonth(m string) string {
	return string(corpus.Date(m+"-01").Time().AddDate(0, 1, 0).Format("2006-01"))
}

// readAll pages through an answer, up to 400 hits.
func readAll(t *testing.T, e *Engine, q query.Query, size int) (ids []string, total int) {
	q.Facets, q.Histogram, q.Size = nil, false, size
	seen := map[string]bool{}
	for {
		res, err := e.Search(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		total = res.Total
		for _, h := range res.Hits {
			if seen[h.ID] {
				t.Fatalf("%s is on two pages", h.ID)
			}
			seen[h.ID] = true
			ids = append(ids, h.ID)
		}
		if q.Cursor = res.Next; q.Cursor == "" || len(ids) > 400 {
			return ids, total
		}
	}
}

func byDay(ids []string, docs map[string]*corpus.Annotated, sort query.Sort) {
	slices.SortFunc(ids, func(a, b string) int {
		x, y := docs[a].Document.Published, docs[b].Document.Published
		if sort == query.Oldest && x != "" && y != "" {
			x, y = y, x
		}
		return cmp.Or(cmp.Compare(y, x), cmp.Compare(a, b))
	})
}

func TestAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	l := newLibrary(t)
	docs := map[string]*corpus.Annotated{}
	put := func(from, to int) {
		var batch []*corpus.Annotated
		for n := from; n < to; n++ {
			d := randomDocument(r, n)
			docs[d.Document.ID] = d
			batch = append(batch, d)
		}
		l.put(batch...)
	}
	for n := 0; n < 2000; n += 250 {
		put(n, n+250)
	}
	compareWithBruteForce(t, l, docs, r, 60)
	put(300, 700) // updates, many into another language
	for n := 900; n < 1200; n++ {
		id := fmt.Sprintf("doc-%05d", n)
		delete(docs, id)
		l.remove(id)
	}
	compareWithBruteForce(t, l, docs, r, 60)
}
