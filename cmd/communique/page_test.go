package main

import (
	"cmp"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"communique/corpus"
)

// chromium is a real browser without a window.
type chromium struct {
	t    *testing.T
	path string
}

func newChromium(t *testing.T) chromium {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("chromium is missing: apt-get install chromium")
		}
		t.Skip("chromium is missing, so no browser shows the pages: apt-get install chromium")
	}
	return chromium{t, path}
}

// noScripts is the browser's own setting of a visitor who turned scripts off.
// (With --blink-settings=scriptEnabled=false it cannot print the page either.)
const noScripts = `{"profile":{"default_content_setting_values":{"javascript":2}}}`

// open gives a page as it stands after its scripts, if any, have run.
func (c chromium) open(address string, scripts bool) *goquery.Document {
	c.t.Helper()
	profile, err := os.MkdirTemp("", "page")
	if err != nil {
		c.t.Fatal(err)
	}
	defer os.RemoveAll(profile) // best effort: a child of the browser may still write
	if !scripts {
		if err := os.Mkdir(filepath.Join(profile, "Default"), 0o700); err != nil {
			c.t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(profile, "Default", "Preferences"), []byte(noScripts), 0o600); err != nil {
			c.t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(c.t.Context(), time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, c.path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--disable-background-networking", "--user-data-dir="+profile, "--virtual-time-budget=3000", "--dump-dom", address)
	command.WaitDelay = 5 * time.Second // its own children may hold the pipe
	var said strings.Builder
	command.Stderr = &said
	out, err := command.Output()
	if err != nil || len(out) == 0 {
		c.t.Fatalf("chromium %s: %v\n%s", address, err, said.String())
	}
	page, err := goquery.NewDocumentFromReader(strings.NewReader(string(out)))
	if err != nil {
		c.t.Fatal(err)
	}
	return page
}

// A trap is a server that no page of ours may call, and words that call it,
// mark the page and change its title where a browser takes them for code.
type trap struct {
	*httptest.Server
	calls atomic.Int64
	page  atomic.Value // string: a page that it serves at /page
}

func newTrap(t *testing.T) *trap {
	p := &trap{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/page":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(p.page.Load().(string)))
		case "/caught":
			p.calls.Add(1)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(p.Close)
	return p
}

// code is what the trap's words run.
func (p *trap) code() string {
	return `document.title='caught';document.documentElement.className='caught';new Image().src='` + p.URL + `/caught'`
}

// words are the ways of old to have code run in someone else's page.
func (p *trap) words() string {
	return `<script>` + p.code() + `</script> <img src=x onerror="` + p.code() + `"> <svg onload="` + p.code() + `"></svg> ` +
		`"><script>` + p.code() + `</script> '><b onmouseover=alert(1)>b</b> <a href="javascript:` + p.code() + `">a</a> ` +
		`</textarea></title></style><script src="` + p.URL + `/caught"></script> <iframe src="` + p.URL + `/caught"></iframe> {{.}} ${1+1}`
}

// caught says whether the trap has shut, in the page or by a call.
func (p *trap) caught(page *goquery.Document) bool {
	return p.calls.Swap(0) > 0 || page.Find("title").First().Text() == "caught" || page.Find("html").HasClass("caught")
}

// wantClean looks for what must be in no page, whether it ran or not.
func wantClean(t *testing.T, page *goquery.Document, p *trap) {
	t.Helper()
	if p.caught(page) {
		t.Error("words of a visitor or publisher ran in our page")
	}
	page.Find("*").Each(func(_ int, s *goquery.Selection) {
		for _, a := range s.Nodes[0].Attr {
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s=%q>", s.Nodes[0].Data, a.Key, a.Val)
			}
			if v := strings.ToLower(strings.TrimSpace(a.Val)); (a.Key == "href" || a.Key == "src" || a.Key == "action") &&
				(strings.HasPrefix(v, "javascript:") || strings.HasPrefix(v, "data:") || strings.HasPrefix(v, p.URL)) {
				t.Errorf("<%s %s=%q>", s.Nodes[0].Data, a.Key, a.Val)
			}
		}
	})
	if n := page.Find("script, iframe").Length(); n > 0 {
		t.Errorf("the page has %d scripts or frames", n)
	}
}

// A browser shows what was sent: hits, right-to-left titles from the right,
// hostile words as words; with scripts and without.
func TestBrowserShowsThePages(t *testing.T) {
	browser := newChromium(t)
	p := newTrap(t)

	// First that the trap works: in a page that trusts its words it shuts.
	p.page.Store("<!doctype html><html><head><title>trusting</title></head><body>" + p.words() + "</body></html>")
	if !p.caught(browser.open(p.URL+"/page", true)) {
		t.Fatal("the trap does not shut where it should; this test would see nothing")
	}
	p.page.Store("<!doctype html><html><head><title>trusting</title></head><body><script>" + p.code() + "</script></body></html>")
	if p.caught(browser.open(p.URL+"/page", false)) {
		t.Fatal("scripts run although they are turned off; this test would prove nothing")
	}

	s := startServer(t, filepath.Join(t.TempDir(), "data"))
	documents := []corpus.Document{
		{ID: "plain", Title: "Ministers meet on border management", Text: "The ministers discussed border management with Interpol in Vienna.\n\nThey agreed on joint patrols at the border.",
			Language: "en", Country: "AT", Published: "2019-05-30", URL: "https://ministry.example/plain", Alternates: map[string]string{"de": "https://ministry.example/de"}},
		{ID: "arabic", Title: "وزير الداخلية يبحث مع نظيره أمن الحدود", Text: "بحث وزير الداخلية مع نظيره التعاون في مجال أمن الحدود ومكافحة الاتجار بالبشر. وأكد الجانبان أهمية التعاون مع Interpol.",
			Language: "ar", Country: "JO", Published: "2019-05-29"},
		{ID: "hebrew", Title: "השר לביטחון הפנים נפגש עם עמיתו", Text: "השר נפגש עם עמיתו ודן עמו בביטחון הגבולות ובמאבק בסחר בבני אדם. הצדדים הדגישו את חשיבות שיתוף הפעולה עם Interpol.",
			Language: "he", Country: "IL", Published: "2019-05-28"},
		{ID: "hostile", Title: "Border words " + p.words(), Text: "A release about the border and Interpol, with other words in it: " + p.words() + "\n\n" + p.words(),
			Language: "en", Country: "GB", Published: "2019-05-27", Ministry: p.words(), Publisher: p.words()},
	}
	status, answer, err := s.post(t.Context(), documents, "?wait=indexed")
	if err != nil || status != http.StatusOK {
		t.Fatalf("%d %s %v", status, answer.Detail, err)
	}
	for _, item := range answer.Items {
		if item.Error != nil {
			t.Fatalf("%s: %s", item.ID, item.Error.Message)
		}
	}
	// An address that a browser would run is refused, or never a link.
	opened := []corpus.Document{documents[1], documents[3]}
	for _, d := range []corpus.Document{
		{ID: "address", URL: "javascript:" + p.code()},
		{ID: "alternate", URL: "https://ministry.example/alternate", Alternates: map[string]string{"de": "javascript:" + p.code()}},
	} {
		d.Title, d.Text, d.Language = "An address of its own", "A release about the border whose address is code, sent with Interpol.", "en"
		if status, answer, err := s.post(t.Context(), []corpus.Document{d}, "?wait=indexed"); err != nil {
			t.Fatal(err)
		} else if status == http.StatusOK && len(answer.Items) == 1 && answer.Items[0].Error == nil {
			opened = append(opened, d)
		}
	}
	for name, scripts := range map[string]bool{"with scripts": true, "without scripts": false} {
		t.Run(name, func(t *testing.T) {
			open := func(path string) *goquery.Document {
				t.Helper()
				return chromium{t, browser.path}.open(s.url+path, scripts)
			}
			page := open("/?" + url.Values{"q": {"Interpol"}, "size": {"50"}}.Encode())
			wantClean(t, page, p)
			for _, d := range documents {
				hit := page.Find("article.hit").FilterFunction(func(_ int, h *goquery.Selection) bool {
					return h.Find(`h2 a[href^="/documents/`+d.ID+`"]`).Length() == 1
				})
				if hit.Length() != 1 {
					t.Errorf("%s is %d times among the hits", d.ID, hit.Length())
					continue
				}
				if got := strings.TrimSpace(hit.Find("h2").Text()); got != strings.TrimSpace(d.Title) {
					t.Errorf("%s: the title reads %q", d.ID, got)
				}
				dir := map[string]string{"ar": "rtl", "he": "rtl"}[d.Language]
				if dir = cmp.Or(dir, "ltr"); hit.Find("h2").AttrOr("dir", "") != dir || hit.Find(".snippet").AttrOr("dir", "") != dir || hit.Find("h2").AttrOr("lang", "") != d.Language {
					t.Errorf("%s: title dir=%q lang=%q, snippet dir=%q", d.ID, hit.Find("h2").AttrOr("dir", ""), hit.Find("h2").AttrOr("lang", ""), hit.Find(".snippet").AttrOr("dir", ""))
				}
				if hit.Find(".snippet mark").Length() == 0 {
					t.Errorf("%s: no word of the question is marked in %q", d.ID, hit.Find(".snippet").Text())
				}
			}
			for _, d := range opened {
				page := open("/documents/" + d.ID)
				wantClean(t, page, p)
				if got := strings.TrimSpace(page.Find("article h1").Text()); got != strings.TrimSpace(d.Title) {
					t.Errorf("%s: the headline reads %q", d.ID, got)
				}
				if got := page.Find("article .text p").First().Text(); got != strings.Split(d.Text, "\n")[0] {
					t.Errorf("%s: the text reads %q", d.ID, got)
				}
				if dir := page.Find("article h1").AttrOr("dir", ""); (d.Language == "ar") != (dir == "rtl") || page.Find("article .text").AttrOr("dir", "") != dir {
					t.Errorf("%s: headline dir=%q, text dir=%q", d.ID, dir, page.Find("article .text").AttrOr("dir", ""))
				}
			}
			// What a visitor types is words too, in the field and beside it.
			page = open("/?" + url.Values{"q": {p.words()}, "language": {p.words()}, "person": {"person:" + p.words()}}.Encode())
			wantClean(t, page, p)
			if got := page.Find("#q").AttrOr("value", ""); got != p.words() {
				t.Errorf("the field holds %q", got)
			}
			// And the page's own links lead on: to another language of it.
			if german := open("/?ui=de&q=Interpol").Find("html").AttrOr("lang", ""); german != "de" {
				t.Errorf("the page in German has lang=%q", german)
			}
		})
	}
}
