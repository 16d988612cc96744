package engine

import (
	"context"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"communique/corpus"
	"communique/search/query"
)

func sampleLibrary(t testing.TB) *library {
	l := newLibrary(t)
	l.put(readReleases(t)...)
	return l
}

// What cannot be asked is refused with the fault and words that say what to
// do instead.
func TestRefused(t *testing.T) {
	l := sampleLibrary(t)
	other := query.New("human")
	other.Size = 1
	res, err := l.engine.Search(context.Background(), other)
	if err != nil || res.Next == "" {
		t.Fatalf("no cursor: %v", err)
	}
	for _, c := range []struct {
		about string
		ask   query.Query
		says  string
	}{
		{"size too large", query.Query{Size: 100000}, "size: must be 0 to 100"},
		{"size negative", query.Query{Size: -1}, "size: must be 0 to 100"},
		{"facet size", query.Query{FacetSize: 5000}, "facet size"},
		{"unknown facet", query.Query{Facets: []string{"colour"}}, `there is no "colour"; facets are country, language`},
		{"unknown order", query.Query{Sort: "best"}, "sort: must be relevance, newest or oldest"},
		{"cursor of another query", query.Query{Cursor: res.Next}, "belongs to another query"},
		{"no cursor at all", query.Query{Cursor: "x!"}, "not one of ours"},
		{"a short cursor", query.Query{Cursor: "AQ"}, "not one of ours"},
		{"impossible date", query.Query{Filters: query.Filters{From: "2019-13-01"}}, "is not a date"},
		{"too deep", query.Query{Cursor: (&cursor{fingerprint: fingerprint(&query.Query{}), seen: query.MaxDepth}).String()}, "narrow the query"},
	} {
		_, err := l.engine.Search(context.Background(), c.ask)
		if corpus.FaultOf(err) != corpus.Invalid || err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want Invalid, %q", c.about, err, c.says)
		}
	}
}

func TestCursorKeepsItsPlaceWhenTheSizeChanges(t *testing.T) {
	l := sampleLibrary(t)
	q := query.Query{Size: 100, Sort: query.Newest}
	whole, err := l.engine.Search(context.Background(), q)
	if err != nil || whole.Next != "" {
		t.Fatal(err, whole.Next)
	}
	var ids []string
	for size := 1; ; size++ {
		q.Size = size
		res, err := l.engine.Search(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range res.Hits {
			ids = append(ids, h.ID)
		}
		if q.Cursor = res.Next; q.Cursor == "" {
			break
		}
	}
	for i, h := range whole.Hits {
		if i >= len(ids) || ids[i] != h.ID {
			t.Fatalf("pages give %v, the whole has %s at %d", ids, h.ID, i)
		}
	}
}

// A facet's counts leave out its own filter.
func TestFacetsLeaveOutTheirOwnFilter(t *testing.T) {
	l := sampleLibrary(t)
	q := query.New("topic:human-trafficking")
	q.Filters.Language = []string{"lv"}
	q.Facets = []string{FacetLanguage, FacetCountry}
	q.FacetSize = 100
	res, err := l.engine.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if res.Total != 1 || len(res.Facets[FacetCountry]) != 1 || len(res.Facets[FacetLanguage]) < 7 {
		t.Errorf("total %d, countries %v, languages %v", res.Total, res.Facets[FacetCountry], res.Facets[FacetLanguage])
	}
}

func TestFacetByPrefix(t *testing.T) {
	l := sampleLibrary(t)
	for _, c := range []struct{ field, prefix, want string }{
		{FacetOrganisation, "int", "org:interpol 5"},
		{FacetOrganisation, "org:co", "org:coe 1"},
		{FacetMinistry, "minister", "Ministerul Afacerilor Interne 1"},
		{FacetMinistry, "MINISTÈRE", "Ministère de l’intérieur 1"},
		{FacetCountry, "l", "LV 2"},
		{FacetCountry, "q", ""},
	} {
		values, err := l.engine.Facet(context.Background(), query.Query{}, c.field, c.prefix, 1)
		got := ""
		if len(values) > 0 {
			got = values[0].Value + " " + string(rune('0'+values[0].Count))
		}
		if err != nil || got != c.want {
			t.Errorf("Facet(%s, %s) = %q, %v, want %q", c.field, c.prefix, got, err, c.want)
		}
	}
}

func TestExpansionsAreVisible(t *testing.T) {
	l := sampleLibrary(t)
	q := query.New("Schmid")
	q.Size = 10
	res, err := l.engine.Search(context.Background(), q)
	if err != nil || len(res.Query.Expansions) != 1 {
		t.Fatalf("%v %+v", err, res.Query)
	}
	x := res.Query.Expansions[0]
	if x.From != "Schmid" || strings.Join(x.To, " ") != "шмид person:helga-schmid" || x.Off != `"Schmid"` || x.Kind != "name" {
		t.Errorf("%+v", x)
	}
	if why := strings.Join(res.Hits[0].Why, " "); why != "шмид name: person:helga-schmid" {
		t.Errorf("why: %s", why)
	}
}

func TestWhyAndMarks(t *testing.T) {
	l := sampleLibrary(t)
	for _, c := range []struct{ ask, id, title, text string }{ // marked words
		{"Menschenhandel berlin", "de-menschen", "Menschenhandel", "Berlin|Menschenhandel"},
		{"trgovina ljudima", "sr-dacic", "", "трговине|људима"},
		{"人口贩运", "zh-trafficking", "人口贩运", "人口贩运"},
		{"มนุษย์", "th-trafficking", "มนุษย์", "มนุษย์"},
		{"الاتجار", "ar-trafficking", "الاتجار", "الاتجار"},
		{"traffick*", "en-dacic", "", "trafficking"},
		{"Menschenhadel~", "de-menschen", "Menschenhandel", "Menschenhandel"},
		{`"human trafficking"`, "en-trafficking", "human|trafficking", "human|trafficking"},
	} {
		q := query.New(c.ask)
		q.Size = 100
		res, err := l.engine.Search(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range res.Hits {
			if h.ID != c.id {
				continue
			}
			if got := marked(h.Title, h.Snippet.TitleMarks); got != c.title {
				t.Errorf("%s: title of %s marked %q, want %q", c.ask, c.id, got, c.title)
			}
			if got := marked(h.Snippet.Text, h.Snippet.Marks); got != c.text {
				t.Errorf("%s: text of %s marked %q, want %q in %s", c.ask, c.id, got, c.text, h.Snippet.Text)
			}
			if len(h.Why) == 0 {
				t.Errorf("%s: %s does not say why", c.ask, c.id)
			}
		}
	}
}

func marked(text string, marks [][2]int) string {
	runes := []rune(text)
	var words []string
	for _, m := range marks {
		words = append(words, string(runes[m[0]:m[1]]))
	}
	return strings.Join(words, "|")
}

// The best window of a long text, on word borders, in every script.
func TestSnippetWindow(t *testing.T) {
	for _, c := range []struct{ filler, word, language string }{
		{"The weather was fine that day. ", "trafficking", "en"},
		{"Погода в тот день была хорошей. ", "людьми", "ru"},
		{"当天天气很好。", "人口贩运", "zh"},
		{"วันนั้นอากาศดี", "มนุษย์", "th"},
	} {
		l := newLibrary(t)
		text := strings.Repeat(c.filler, 40) + c.word + " " + strings.Repeat(c.filler, 40) + "\nalso " + c.word + " Interpol\t" + strings.Repeat(c.filler, 40)
		d := &corpus.Annotated{Document: corpus.Document{ID: "x", Text: text}}
		d.Annotations.Language.Code = c.language
		l.put(d)
		q := query.New(c.word + " Interpol")
		q.Size = 1
		res, err := l.engine.Search(context.Background(), q)
		if err != nil || len(res.Hits) != 1 {
			t.Fatalf("%s: %v %+v", c.language, err, res)
		}
		s := res.Hits[0].Snippet
		if n := utf8.RuneCountInString(s.Text); n > snippetLength+2 || strings.ContainsAny(s.Text, "\n\t") {
			t.Errorf("%s: %d code points: %s", c.language, n, s.Text)
		}
		if got := marked(s.Text, s.Marks); got != c.word+"|Interpol" {
			t.Errorf("%s: marked %q in %s", c.language, got, s.Text)
		}
	}
}

// Nothing that one can type takes long or breaks anything.
func TestHostile(t *testing.T) {
	l := sampleLibrary(t)
	for _, s := range []string{
		"*", "*a*", "a*", "ab*", "aaa*", "?????", strings.Repeat("a* ", 200), strings.Repeat("fuz~ ", 200), strings.Repeat("((", 500),
		strings.Repeat("a OR ", 200), `"` + strings.Repeat("the ", 240) + `"~50`, strings.Repeat("a", 100000), "\x00\xff\xfe", "\u202e\u200b",
		strings.Repeat("-", 1000), "NOT", "-the", "-(a OR b)", `"" '' ""~`, "published:9999..", "mentions:0001..9999", "lang:xx", "org:☃",
		strings.Repeat(strings.Repeat("abcdefghij", 11)+"~ ", 9), strings.Repeat(strings.Repeat("внутренних", 6)+"~ ", 9), "ааа* аааа* ббб* ввв* ггг* ддд* еее* жжж*",
		strings.Repeat("口", 1000), strings.Repeat("ก", 1000), "title:*", `ministry:"*"`, "% ' \" ; DROP TABLE",
	} {
		q := query.New(s)
		q.Size, q.Facets, q.Histogram = 10, []string{FacetLanguage, FacetPerson}, true
		started := time.Now()
		if _, err := l.engine.Search(context.Background(), q); err != nil {
			t.Errorf("%.40q: %v", s, err)
		}
		if took := time.Since(started); took > 2*time.Second {
			t.Errorf("%.40q took %v", s, took)
		}
	}
}

func TestDeadline(t *testing.T) {
	l := sampleLibrary(t)
	ctx, cancel := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancel()
	_, err := l.engine.Search(ctx, query.New("human"))
	if corpus.FaultOf(err) != corpus.Busy {
		t.Errorf("a passed deadline: %v", err)
	}
	l.engine = New(Config{Members: l.list, Waiting: 1})
	l.engine.waiting <- struct{}{}
	if _, err := l.engine.Search(context.Background(), query.New("human")); corpus.FaultOf(err) != corpus.Busy {
		t.Errorf("a full house: %v", err)
	}
}

func TestNothingThere(t *testing.T) {
	e := New(Config{Members: func() []Member { return nil }})
	q := query.New("human trafficking")
	q.Size, q.Facets, q.Histogram = 10, []string{FacetCountry}, true
	res, err := e.Search(context.Background(), q)
	if err != nil || res.Total != 0 || res.Hits == nil || res.Facets[FacetCountry] == nil {
		t.Errorf("%+v, %v", res, err)
	}
}

// The histogram fills the months between, but not over a thousand years.
func TestHistogramIsBounded(t *testing.T) {
	l := newLibrary(t)
	for id, day := range map[string]corpus.Date{"a": "2019-01-05", "b": "2019-04-01", "c": "2019-04-30"} {
		d := &corpus.Annotated{Document: corpus.Document{ID: id, Text: "x", Published: day}}
		l.put(d)
	}
	res, err := l.engine.Search(context.Background(), query.Query{Histogram: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []Bucket{{"2019-01", 1}, {"2019-02", 0}, {"2019-03", 0}, {"2019-04", 2}}
	if len(res.Histogram) != len(want) || res.Histogram[0] != want[0] || res.Histogram[1] != want[1] || res.Histogram[3] != want[3] {
		t.Errorf("%v, want %v", res.Histogram, want)
	}
	l.put(&corpus.Annotated{Document: corpus.Document{ID: "d", Text: "x", Published: "1001-01-01"}}, &corpus.Annotated{Document: corpus.Document{ID: "e", Text: "x", Published: "9999-01-01"}})
	res, err = l.engine.Search(context.Background(), query.Query{Histogram: true})
	if err != nil || len(res.Histogram) != 4 {
		t.Errorf("%v, %v", res.Histogram, err)
	}
}
