package engine

import (
	"context"
	"math"
	"slices"
	"strings"

	"communique/corpus"
	"communique/search/analysis"
	"communique/search/query"
)

// maxWhy bounds the words that a hit lists.
const maxWhy = 8

// show fills the hits of the page: texts from the corpus, marks, reasons.
func (a *answer) show(ctx context.Context, res *Results) error {
	ids := make([]string, len(a.hits))
	for i := range a.hits {
		ids[i] = string(a.hits[i].id())
	}
	var texts map[string]corpus.Document
	if a.engine.config.Texts != nil && len(ids) > 0 {
		var err error
		if texts, err = a.engine.config.Texts(ctx, ids); err != nil {
			return err
		}
	}
	var leaves []query.Expr
	eachLeaf(a.q.Expr, func(leaf query.Expr, negated bool) {
		if _, filter := leaf.(*query.Field); !filter && !negated {
			leaves = append(leaves, leaf)
		}
	})
	markers := map[*view]*marker{}
	expansions := newExpansions(a, leaves)
	reasons := filterReasons(a.q)
	for i := range a.hits {
		c := &a.hits[i]
		hit := Hit{ID: ids[i], Language: a.first(c, analysis.Language), Country: a.first(c, analysis.Country), Score: math.Round(c.score*1000) / 1000}
		if day := c.cols.day[c.doc]; day != noDay {
			hit.Published = string(corpus.DateOfDay(int(day)))
		}
		if texts == nil {
			res.Hits = append(res.Hits, hit)
			continue
		}
		d, ok := texts[ids[i]]
		if !ok {
			continue // deleted since the snapshot was taken
		}
		hit.Title, hit.URL, hit.Ministry, hit.Publisher = d.Title, d.URL, d.Ministry, d.Publisher
		m := markers[c.view]
		if m == nil {
			m = newMarker(c.view, a.engine.terms, leaves, a.relaxed)
			m.addAll(len(leaves), expansions.spellings)
			markers[c.view] = m
		}
		title, text := clip(d.Title, maxMarkedText), clip(d.Text, maxMarkedText)
		inTitle, inText := m.find(title), m.find(text, c.view.foreignOf(c.cols, c.doc)...)
		hit.Snippet = newSnippet(text, runeMarks(text, inText))
		for _, k := range runeMarks(title, inTitle) {
			hit.Snippet.TitleMarks = append(hit.Snippet.TitleMarks, [2]int{k.start, k.end})
		}
		hit.Why = wordReasons(title, inTitle, text, inText)
		found := map[int]bool{} // leaves, and after them spellings of names
		for _, k := range append(inTitle, inText...) {
			found[k.word] = true
		}
		for w, leaf := range leaves {
			if !found[w] {
				hit.Why = append(hit.Why, expansions.explain(c, leaf, func(spelling int) bool { return found[len(leaves)+spelling] })...)
			}
		}
		hit.Why = append(hit.Why, reasons...)
		res.Hits = append(res.Hits, hit)
	}
	res.Query.Expansions = expansions.list
	return nil
}

// first is the first value of a column, empty if there is none.
func (a *answer) first(c *candidate, field string) string {
	i := keywordIndex[field]
	if numbers := c.cols.keywords[i].of(c.doc); len(numbers) > 0 {
		return a.engine.memory.dictionaries[i].all()[numbers[0]]
	}
	return ""
}

// wordReasons lists the matched words as they stand in title and text, each
// once.
func wordReasons(title string, inTitle []mark, text string, inText []mark) (words []string) {
	take := func(s string, marks []mark) {
		for _, k := range marks {
			if len(words) >= maxWhy {
				return
			}
			if w := strings.ToLower(s[k.start:k.end]); !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	take(title, inTitle)
	take(text, inText)
	return words
}

// filterReasons lists the filters that hold, as they would be typed.
func filterReasons(q *query.Query) (list []string) {
	for _, f := range keywordFilters(&q.Filters) {
		if len(f.values) > 0 {
			list = append(list, f.field+": "+strings.Join(f.values, ", "))
		}
	}
	for _, d := range []struct {
		name     string
		from, to corpus.Date
	}{{"published", q.Filters.From, q.Filters.To}, {"mentioned", q.Filters.MentionedFrom, q.Filters.MentionedTo}} {
		if d.from != "" || d.to != "" {
			list = append(list, d.name+": "+string(d.from)+".."+string(d.to))
		}
	}
	eachLeaf(q.Expr, func(leaf query.Expr, negated bool) {
		if f, ok := leaf.(*query.Field); ok && !negated {
			list = append(list, f.String())
		}
	})
	return list
}

// expansions collects the names by which hits of the page were found though
// their words say otherwise, and the spellings of names that were looked for.
type expansions struct {
	a    *answer
	list []Expansion
	// spellings of names to be marked in texts; of which leaf each is.
	spellings []string
	of        []query.Expr
}

func newExpansions(a *answer, leaves []query.Expr) *expansions {
	x := &expansions{a: a}
	for _, leaf := range leaves {
		w, ok := leaf.(*query.Word)
		if !ok || a.likes[w.Text] == nil || w.Field != "" || w.Prefix || w.Fuzzy {
			continue
		}
		for _, s := range a.likes[w.Text].spellings() {
			x.spellings, x.of = append(x.spellings, s), append(x.of, leaf)
			x.add(w, s)
		}
	}
	return x
}

// add notes what a word stands for besides itself.
func (x *expansions) add(w *query.Word, to string) {
	i := slices.IndexFunc(x.list, func(e Expansion) bool { return e.From == w.Text })
	if i < 0 {
		i = len(x.list)
		x.list = append(x.list, Expansion{From: w.Text, Kind: "name", Off: (&query.Phrase{Text: w.Text}).String()})
	}
	if !slices.Contains(x.list[i].To, to) {
		x.list[i].To = append(x.list[i].To, to)
	}
}

// explain tells by which entity or spelling a hit has a word that neither its
// title nor its text has in that form. marked says which spellings its text
// has.
func (x *expansions) explain(c *candidate, leaf query.Expr, marked func(spelling int) bool) (why []string) {
	w, ok := leaf.(*query.Word)
	if !ok || x.a.q.NoExpand || w.Prefix || w.Fuzzy || w.Field != "" {
		return nil
	}
	l := x.a.likes[w.Text]
	var to []string
	var parts []string
	for _, t := range analyse(c.view.names, w.Text) {
		if part := corpus.Slug(string(t.Term)); part != "" {
			parts = append(parts, part)
		}
	}
	for _, field := range []string{analysis.Person, analysis.Organisation} {
		i := keywordIndex[field]
		all := x.a.engine.memory.dictionaries[i].all()
		for _, n := range c.cols.keywords[i].of(c.doc) {
			_, slug, _ := strings.Cut(all[n], ":")
			if !slices.Contains(to, all[n]) && (slices.ContainsFunc(parts, func(part string) bool { return strings.Contains("-"+slug+"-", "-"+part+"-") }) ||
				l != nil && field == analysis.Person && slices.ContainsFunc(strings.Split(slug, "-"), func(part string) bool { return l.like(part) > 0 })) {
				to = append(to, all[n])
			}
		}
	}
	for i, s := range x.spellings {
		if len(to) == 0 && x.of[i] == leaf && marked(i) {
			to = append(to, s)
		}
	}
	if len(to) == 0 && l != nil {
		for s := range l.accepted { // a form that the text does not have as it stands
			if s != l.spelling {
				return []string{"name: like " + w.Text}
			}
		}
	}
	for _, id := range to {
		x.add(w, id)
		why = append(why, "name: "+id)
	}
	return why
}
