package api

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"communique/api/internal/fake"
)

var readers = []string{"en", "lv", "ro", "ru", "de", "fr"}

func TestPagesWork(t *testing.T) {
	base, _ := start(t, releases())
	for _, ui := range readers {
		for _, path := range []string{"/", "/?q=Interpol", "/?q=nothingatall&country=RO", "/documents/seed-002", "/entities/org:interpol", "/about", "/documents/none", "/?size=1000"} {
			a := get(t, base+path, "Accept-Language", ui)
			doc := a.page(t)
			if got := doc.Find("html").AttrOr("lang", ""); got != ui {
				t.Errorf("%s %s: html lang %q", ui, path, got)
			}
			if doc.Find("main").Length() != 1 || doc.Find("header").Length() == 0 || doc.Find("a.skip").Length() != 1 || doc.Find("h1").Length() != 1 {
				t.Errorf("%s %s: landmarks or heading are missing", ui, path)
			}
			if strings.Contains(a.body, "{0}") || strings.Contains(a.body, "{1}") || strings.Contains(a.body, "<no value>") {
				t.Errorf("%s %s: a hole in the wording", ui, path)
			}
		}
	}
}

func TestSearchPage(t *testing.T) {
	base, _ := start(t, releases())
	doc := get(t, base+"/?q=Interpol").page(t)
	if got := doc.Find(".hit").Length(); got != 4 {
		t.Errorf("%d hits", got)
	}
	doc.Find(".hit").Each(func(_ int, s *goquery.Selection) {
		for _, part := range []string{"h2", ".snippet"} {
			p := s.Find(part)
			lang, dir := p.AttrOr("lang", ""), p.AttrOr("dir", "")
			want := map[bool]string{true: "rtl", false: "ltr"}[strings.Contains("ar fa he ur", lang)]
			if lang == "" || dir != want && dir != "auto" {
				t.Errorf("%s of %q: lang %q dir %q", part, p.Text(), lang, dir)
			}
		}
	})
	if got := doc.Find(".snippet mark").First().Text(); got != "Interpol" {
		t.Errorf("marked %q", got)
	}
	if got := doc.Find("#q").AttrOr("value", ""); got != "Interpol" {
		t.Errorf("the box holds %q", got)
	}
	if !strings.Contains(doc.Find("details.note").Text(), "Интерпол") || !strings.Contains(doc.Find("details.note a").AttrOr("href", ""), "expand=none") {
		t.Error("the expansion is not shown with a way to turn it off")
	}
	// Facets: take the first country, then a second, then let the first go.
	country := func(d *goquery.Document, label string) *goquery.Selection {
		return d.Find(".facet a").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.Find(".label").Text() == label }).First()
	}
	step := get(t, base+country(doc, "Latvia").AttrOr("href", "")).page(t)
	if got := step.Find(".hit").Length(); got != 1 {
		t.Errorf("Latvia alone: %d hits", got)
	}
	step = get(t, base+country(step, "Germany").AttrOr("href", "")).page(t)
	if got := step.Find(".hit").Length(); got != 2 {
		t.Errorf("Latvia or Germany: %d hits", got)
	}
	if step.Find(".active li").Length() != 3 || step.Find(".facet a.on").Length() != 2 {
		t.Errorf("filters in force: %q", step.Find(".active").Text())
	}
	step = get(t, base+step.Find(".active a").First().AttrOr("href", "")).page(t)
	if got := step.Find(".hit").Length(); got != 1 {
		t.Errorf("after taking one out: %d hits", got)
	}
	// The search form keeps the filters.
	if got := step.Find(`form.ask input[type=hidden][name=country]`).Length(); got != 1 {
		t.Errorf("the form carries %d countries", got)
	}
	// A bar of the chart narrows to its month.
	bars := doc.Find(".chart svg a")
	if bars.Length() < 12 {
		t.Fatalf("%d bars", bars.Length())
	}
	bar := bars.FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.Contains(s.AttrOr("aria-label", ""), "June 2019")
	})
	month := get(t, base+bar.AttrOr("href", "")).page(t)
	if month.Find(".hit").Length() != 1 || !strings.Contains(month.Find(".active").Text(), "1 June 2019") {
		t.Errorf("month: %s", month.Find(".active").Text())
	}
	// The pager goes through everything once.
	seen := map[string]bool{}
	for next := "/?size=3"; next != ""; {
		d := get(t, base+next).page(t)
		d.Find(".hit h2 a").Each(func(_ int, s *goquery.Selection) { seen[s.AttrOr("href", "")] = true })
		next = d.Find(".pager a.next").AttrOr("href", "")
	}
	if len(seen) != len(fake.Releases()) {
		t.Errorf("the pager showed %d of %d", len(seen), len(fake.Releases()))
	}
	// A form sends its empty fields too.
	if a := get(t, base+"/?q=Interpol&from=&to=&mentioned_from=&sort="); a.StatusCode != 200 {
		t.Errorf("empty fields: %d", a.StatusCode)
	}
}

func TestEmptyAnswerSaysWhatToTry(t *testing.T) {
	base, _ := start(t, releases())
	doc := get(t, base+"/?q=zzzz&country=RO&expand=none").page(t)
	if got := doc.Find(".empty li").Length(); got < 4 {
		t.Errorf("%d pieces of advice", got)
	}
	if doc.Find(".facet a.on .label").Text() != "Romania" {
		t.Error("the chosen country is out of sight")
	}
}

func TestDocumentPage(t *testing.T) {
	p := releases()
	changed := fake.Releases()[1]
	changed.Document.Title += " (precizēts)"
	p.Put(changed)
	base, _ := start(t, p)
	doc := get(t, base+"/documents/seed-002").page(t)
	if doc.Find(".text").AttrOr("lang", "") != "lv" || doc.Find("h1").AttrOr("lang", "") != "lv" {
		t.Error("the text does not say its language")
	}
	if got := doc.Find(".text p").Length(); got != 2 {
		t.Errorf("%d paragraphs", got)
	}
	if got := doc.Find(".text a.m-person"); got.Text() != "S. Ģirģens" || !strings.Contains(got.AttrOr("href", ""), url.QueryEscape("person:s-girgens")) {
		t.Errorf("person: %q %q", got.Text(), got.AttrOr("href", ""))
	}
	if got := doc.Find(".text a.m-date").AttrOr("href", ""); got != "/?mentioned_from=2019-05-30&mentioned_to=2019-05-30" {
		t.Errorf("date leads to %q", got)
	}
	if got := doc.Find(".cite").Text(); !strings.Contains(got, "Iekšlietu ministrija (Latvia)") || !strings.Contains(got, "revision 2") {
		t.Errorf("citation %q", got)
	}
	old := get(t, base+"/documents/seed-002/revisions/1").page(t)
	if strings.Contains(old.Find("h1").Text(), "precizēts") || old.Find("p.note a").AttrOr("href", "") != "/documents/seed-002" {
		t.Error("an earlier revision does not say so")
	}
	for _, s := range doc.Find(".text a.m").EachIter() {
		if a := get(t, base+s.AttrOr("href", "")); a.StatusCode != 200 {
			t.Errorf("%q leads to %d", s.Text(), a.StatusCode)
		}
	}
	ar := get(t, base+"/documents/ar-1").page(t)
	if ar.Find("h1").AttrOr("dir", "") == "ltr" || ar.Find(".text").AttrOr("lang", "") != "ar" {
		t.Error("an Arabic text is laid out from the left")
	}
}

// Nothing that a page shows may run, whatever a ministry or a visitor writes.
func TestNothingRuns(t *testing.T) {
	p := releases()
	evil := fake.Hostile()
	p.Put(evil)
	base, _ := start(t, p)
	const typed = `"><script>alert(9)</script><img src=x onerror=alert(8)>{{.}}`
	paths := []string{
		"/", "/?q=Text", "/?q=" + url.QueryEscape(typed), "/?country=" + url.QueryEscape(typed), "/?ministry=" + url.QueryEscape(typed),
		"/?person=" + url.QueryEscape(typed), "/?" + url.QueryEscape(typed) + "=1", "/" + url.PathEscape(typed), "/documents/" + url.PathEscape(evil.Document.ID),
		"/documents/" + url.PathEscape(typed), "/entities/" + url.PathEscape(evil.Annotations.Mentions[0].ID), "/?cursor=" + url.QueryEscape(typed),
		"/?ui=" + url.QueryEscape(typed), "/about?ui=" + url.QueryEscape(typed), "/?language=" + url.QueryEscape(typed),
	}
	for _, path := range paths {
		doc := get(t, base+path).page(t)
		if n := doc.Find("script, iframe, object, embed, base, style, form[action^=http], img").Length(); n > 0 {
			t.Errorf("%s: %d elements that do not belong there", path, n)
		}
		for _, s := range doc.Find("*").EachIter() {
			for _, a := range s.Nodes[0].Attr {
				value := strings.ToLower(strings.TrimSpace(a.Val))
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("%s: attribute %s=%q", path, a.Key, a.Val)
				}
				if (a.Key == "href" || a.Key == "src" || a.Key == "action") && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:") || strings.HasPrefix(value, "//")) {
					t.Errorf("%s: %s=%q", path, a.Key, a.Val)
				}
			}
		}
	}
	if doc := get(t, base+paths[8]).page(t); !strings.Contains(doc.Find(".text").Text(), "<script>alert(1)</script>") || doc.Find("h1").Text() != evil.Document.Title {
		t.Error("the hostile text is not shown as it is")
	}
	for _, path := range []string{"/api/v1/documents/" + url.PathEscape(evil.Document.ID), "/api/v1/search?q=Text", "/api/v1/" + url.PathEscape(typed)} {
		if kind := get(t, base+path).Header.Get("Content-Type"); strings.Contains(kind, "html") {
			t.Errorf("%s is %s", path, kind)
		}
	}
}

// Every link of the main pages leads somewhere.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	base, _ := start(t, releases())
	seen := map[string]bool{}
	for _, path := range []string{"/?q=Interpol&ui=de", "/documents/seed-004?ui=ru", "/entities/org:interpol", "/about"} {
		from, _ := url.Parse(base + path)
		for _, s := range get(t, base+path).page(t).Find("a[href], link[href], use[href]").EachIter() {
			href, err := from.Parse(s.AttrOr("href", ""))
			if err != nil {
				t.Errorf("%s: %v", path, err)
				continue
			}
			href.Fragment = ""
			if href.Host != from.Host || seen[href.String()] {
				continue
			}
			seen[href.String()] = true
			if a := get(t, href.String()); a.StatusCode != 200 {
				t.Errorf("%s: %s leads to %d", path, href.RequestURI(), a.StatusCode)
			}
		}
	}
	if len(seen) < 50 {
		t.Errorf("only %d links were followed", len(seen))
	}
}

func TestOpenSearchNamesThisServer(t *testing.T) {
	base, _ := start(t, releases())
	if a := get(t, base+"/opensearch.xml"); !strings.Contains(a.body, fmt.Sprintf(`template="%s/?q={searchTerms}"`, base)) {
		t.Error(a.body)
	}
}
