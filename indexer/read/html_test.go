package read

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// oldPages are the pages that are read in a charset of their time, declared
// or, with "-", not declared.
var oldPages = map[string]struct{ charset, declared string }{
	"ru-tables":    {"windows-1251", "-"},
	"ja-static":    {"shift_jis", "shift_jis"},
	"el-aspnet":    {"windows-1253", "iso-8859-1"},
	"pt-plone":     {"windows-1252", "utf-8"},
	"ko-board":     {"euc-kr", "euc-kr"},
	"zh-gov":       {"gb18030", "gb2312"},
	"ar-liferay":   {"windows-1256", "-"},
	"lv-gov":       {"windows-1257", "-"},
	"th-divs":      {"windows-874", "tis-620"},
	"sr-joomla":    {"windows-1251", "windows-1250"},
	"tr-frames":    {"windows-1254", "iso-8859-9"},
	"de-short":     {"windows-1252", "-"},
	"uk-breaks":    {"koi8-u", "-"},
	"en-us-agency": {"utf-16le", "-"},
}

// TestHTML reads testdata/x.html against testdata/x.txt. UPDATE=1 writes the
// latter; read the diff.
func TestHTML(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.html")
	if len(files) < 12 {
		t.Fatalf("only %d pages in testdata", len(files))
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := HTML(raw, Options{})
			if err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(file, ".html") + ".txt"
			got := []byte(shown(doc))
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			old, ok := oldPages[name]
			if !ok {
				return
			}
			source := strings.ReplaceAll(string(raw), `charset="utf-8"`, ``)
			source = strings.ReplaceAll(source, `<meta charset="utf-8">`, "")
			source = strings.ReplaceAll(source, "; charset=utf-8", "")
			if old.declared != "-" {
				source = strings.Replace(source, "<head>", `<head><meta http-equiv="Content-Type" content="text/html; charset=`+old.declared+`">`, 1)
			}
			doc, err = HTML(encodeLossy(t, old.charset, source), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(doc); got != lossy(t, old.charset, string(want)) {
				t.Errorf("in %s, declared as %s: got\n%s", old.charset, old.declared, got)
			}
		})
	}
}

// shown writes a document for people to review.
func shown(d Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\npublished: %s (%s)\nlanguage: %s\nurl: %s\npublisher: %s\nministry: %s\n", d.Title, d.Published, d.PublishedBy, d.Language, d.URL, d.Publisher, d.Ministry)
	for _, l := range slices.Sorted(maps.Keys(d.Alternates)) {
		fmt.Fprintf(&b, "alternate: %s %s\n", l, d.Alternates[l])
	}
	fmt.Fprintf(&b, "\n%s\n", d.Text)
	return b.String()
}

func TestVisibleDateOfLanguagePacks(t *testing.T) {
	page := `<html lang="lv"><body><h1>Ministre apmeklē Rēzekni</h1><p>2022. gada 5. maijs</p><p>Ministre šodien apmeklēja robežsargu pārvaldi un tikās ar tās darbiniekiem.</p></body></html>`
	opt := Options{VisibleDate: func(lang, text string) (string, bool) {
		return "2022-05-05", lang == "lv" && strings.Contains(text, "5. maijs")
	}}
	doc, err := HTML([]byte(page), opt)
	if err != nil || doc.Published != "2022-05-05" || doc.PublishedBy != ByText {
		t.Errorf("published %q by %q, %v", doc.Published, doc.PublishedBy, err)
	}
	if strings.Contains(doc.Text, "maijs") {
		t.Errorf("the date line stayed in the text: %q", doc.Text)
	}
}

func TestDay(t *testing.T) {
	for _, c := range []struct{ lang, address, text, want string }{
		{"en-US", "", "03/04/2024", "2024-03-04"},
		{"en", "https://www.example.gov/x", "03/04/2024", "2024-03-04"},
		{"en", "https://www.example.gov.uk/x", "03/04/2024", "2024-04-03"},
		{"de", "", "03.04.2024", "2024-04-03"},
		{"fr", "", "13/04/2024", "2024-04-13"},
		{"", "", "2024-03-12T23:30:00+02:00", "2024-03-12"},
		{"", "", "20240312", "2024-03-12"},
		{"", "", "Tue, 12 Mar 2024 08:00:00 GMT", "2024-03-12"},
		{"", "", "March 12, 2024", "2024-03-12"},
		{"ja", "", "2024年3月12日", "2024-03-12"},
		{"ja", "", "令和6年3月12日", "2024-03-12"},
		{"zh-TW", "", "中華民國113年3月12日", "2024-03-12"},
		{"th", "", "๑๒/๐๓/๒๕๖๗", "2024-03-12"},
		{"fa", "", "۱۴۰۲/۱۲/۲۲", "2024-03-12"},
		{"fa", "", "۱۳۹۹/۱۲/۳۰", "2021-03-20"},
		{"ar", "", "٢٠٢١/٠٤/١٥", "2021-04-15"},
		{"", "", "30.02.2019", ""},
		{"", "", "2099-01-01", ""},
		{"", "", "Version 1.2.2003.4", ""},
		{"", "", "0800 123 456", ""},
	} {
		p := dayParser{lang: c.lang, monthFirst: monthFirst(c.lang, c.address)}
		if got, _ := p.day(c.text); got != c.want {
			t.Errorf("%s %s: day(%q) = %q, want %q", c.lang, c.address, c.text, got, c.want)
		}
	}
}

func TestStripSite(t *testing.T) {
	for _, c := range []struct{ title, site, want string }{
		{"Visit to Vienna | Ministry of the Interior", "Ministry of the Interior", "Visit to Vienna"},
		{"Ministry of the Interior - Visit to Vienna", "Ministry of the Interior", "Visit to Vienna"},
		{"Visit to Vienna – Ministry of the Interior", "", "Visit to Vienna"},
		{"Serbia - EU: talks go on", "", "Serbia - EU: talks go on"},
		{"A title alone", "Site", "A title alone"},
		{"两国警方举行会晤_公安部门户网站", "", "两国警方举行会晤"},
	} {
		if got := stripSite(c.title, c.site, declared{}); got != c.want {
			t.Errorf("stripSite(%q, %q) = %q, want %q", c.title, c.site, got, c.want)
		}
	}
}

func TestHTMLTrouble(t *testing.T) {
	for name, page := range map[string]string{
		"empty":   "<html></html>",
		"frames":  `<html><frameset><frame src="a"></frameset></html>`,
		"scripts": `<html><body><div id="app"></div><script>render("a long text that only scripts show to readers")</script></body></html>`,
	} {
		if _, err := HTML([]byte(page), Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := HTML(bytes.Repeat([]byte("<p>a"), MaxPage/4+1), Options{}); err == nil {
		t.Error("a page over the limit was read")
	}
	deep := strings.Repeat("<div>", 100_000) + "<p>The minister spoke about the security of the border to the press on Monday.</p>"
	doc, err := HTML([]byte(deep), Options{})
	if err != nil || !strings.Contains(doc.Text, "The minister spoke") {
		t.Errorf("deep page: %q, %v", doc.Text, err)
	}
}

// FuzzHTML is best run with -fuzzminimizetime=1x: the extractor's use of maps
// makes coverage vary, and the search for smaller inputs never ends.
func FuzzHTML(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.html")
	for _, file := range files {
		raw, _ := os.ReadFile(file)
		f.Add(raw)
	}
	f.Add([]byte(`<script type="application/ld+json">{"@graph":[[[{"@type":["Article"],"headline":{"@value":1}}]]]}</script><h1><h1>`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		start := time.Now()
		doc, err := HTML(raw, Options{})
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%d bytes took %v", len(raw), took)
		}
		if err != nil && strings.Contains(err.Error(), "broke the reader") {
			t.Fatal(err)
		}
		for _, s := range []string{doc.Title, doc.Text, doc.URL, doc.Language, doc.Published, doc.Publisher, doc.Ministry} {
			if !utf8.ValidString(s) {
				t.Errorf("not UTF-8: %q", s)
			}
		}
	})
}

func BenchmarkHTML(b *testing.B) {
	for _, name := range []string{"ro-drupal", "zh-gov", "fr-wagtail"} {
		b.Run(name, func(b *testing.B) {
			raw, err := os.ReadFile("testdata/" + name + ".html")
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				if doc, err := HTML(raw, Options{}); err != nil || doc.Title == "" {
					b.Fatal(err)
				}
			}
		})
	}
}
