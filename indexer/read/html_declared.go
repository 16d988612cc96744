package read

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/text/language"
)

// declared is what a page says about itself outside of its visible text.
type declared struct {
	meta  map[string][]string // name, property, http-equiv or itemprop in lower case → contents
	items []ldItem            // JSON-LD objects in the order of the page, articles first
	title string              // the title element
	base  *url.URL
}

// ldItem is one object of JSON-LD, of which we read a few fields.
type ldItem struct {
	types                                            []string
	headline, body, published, lang, publisher, site string
	article                                          bool
}

func declaredBy(doc *goquery.Document, fetched string) declared {
	d := declared{meta: map[string][]string{}}
	d.base, _ = url.Parse(fetched)
	if href, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if u, err := url.Parse(strings.TrimSpace(href)); err == nil && d.base != nil {
			d.base = d.base.ResolveReference(u)
		}
	}
	doc.Find("meta[content]").Each(func(_ int, s *goquery.Selection) {
		content := oneLine(s.AttrOr("content", ""))
		if content == "" || len(content) > 10_000 {
			return
		}
		for _, key := range []string{"name", "property", "http-equiv", "itemprop"} {
			if name := strings.ToLower(strings.TrimSpace(s.AttrOr(key, ""))); name != "" {
				d.meta[name] = append(d.meta[name], content)
			}
		}
	})
	d.title = oneLine(doc.Find("head title").First().Text())
	if d.title == "" {
		doc.Find("title").EachWithBreak(func(_ int, s *goquery.Selection) bool {
			if s.Nodes[0].Namespace == "" { // not the title of a drawing
				d.title = oneLine(s.Text())
			}
			return d.title == ""
		})
	}
	var rest []ldItem
	doc.Find(`script[type*="ld+json"]`).EachWithBreak(func(i int, s *goquery.Selection) bool {
		var v any
		if json.Unmarshal([]byte(tidyJSON(s.Text())), &v) == nil {
			collectLD(v, 0, func(it ldItem) {
				if it.article {
					d.items = append(d.items, it)
				} else {
					rest = append(rest, it)
				}
			})
		}
		return i < 50
	})
	d.items = append(d.items, rest...)
	return d
}

var trailingComma = regexp.MustCompile(`,\s*([}\]])`)

// tidyJSON mends what editors commonly break in JSON-LD: comment marks around
// it, raw control characters inside strings, commas before a closing bracket.
func tidyJSON(s string) string {
	s = strings.TrimSpace(s)
	for _, mark := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		s = strings.TrimSpace(strings.TrimPrefix(s, mark))
	}
	for _, mark := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, mark))
	}
	s = strings.Map(func(r rune) rune {
		if r < 0x20 {
			return ' '
		}
		return r
	}, s)
	if !json.Valid([]byte(s)) {
		s = trailingComma.ReplaceAllString(s, "$1")
	}
	return s
}

func collectLD(v any, depth int, found func(ldItem)) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for i, x := range v {
			if i < 100 {
				collectLD(x, depth+1, found)
			}
		}
	case map[string]any:
		it := ldItem{
			types: ldStrings(v["@type"]), headline: oneLine(html.UnescapeString(ldString(v["headline"]))), body: ldString(v["articleBody"]),
			published: ldString(v["datePublished"]), lang: ldString(v["inLanguage"]), publisher: ldName(v["publisher"]),
		}
		for _, t := range it.types {
			t = t[strings.LastIndexAny(t, "/:#")+1:]
			switch {
			case strings.HasSuffix(t, "Article"), strings.HasSuffix(t, "Posting"), t == "Report", t == "Statement", t == "SpecialAnnouncement":
				it.article = true
			case t == "WebSite", t == "GovernmentOrganization", t == "NewsMediaOrganization":
				it.site = oneLine(ldString(v["name"]))
			case t == "BreadcrumbList", t == "ItemList", t == "Comment", t == "ImageObject", t == "VideoObject":
				return
			}
		}
		found(it)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if x, ok := v[key]; ok {
				collectLD(x, depth+1, found)
			}
		}
	}
}

func ldString(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			return ldString(v[0])
		}
	case map[string]any:
		for _, key := range []string{"@value", "name", "alternateName"} {
			if s, ok := v[key].(string); ok {
				return s
			}
		}
	}
	return ""
}

func ldStrings(v any) []string {
	if list, ok := v.([]any); ok {
		var out []string
		for _, x := range list {
			if s, ok := x.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	if s, ok := v.(string); ok {
		return []string{s}
	}
	return nil
}

func ldName(v any) string {
	if s, ok := v.(string); ok && strings.HasPrefix(s, "http") {
		return ""
	}
	return oneLine(html.UnescapeString(ldString(v)))
}

// first is the first content of the named meta elements, in the order of the names.
func (d declared) first(names ...string) string {
	for _, n := range names {
		if c := d.meta[n]; len(c) > 0 {
			return c[0]
		}
	}
	return ""
}

// resolve makes a link absolute; links without a usable base come out empty.
func (d declared) resolve(href string) string {
	href = strings.TrimSpace(href)
	u, err := url.Parse(href)
	if err != nil || href == "" {
		return ""
	}
	if d.base != nil {
		u = d.base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

// address is the page's canonical URL. A canonical link to the front page of a
// site, from a page that is not it, is a common slip and not believed.
func (d declared) address(doc *goquery.Document) string {
	links := []string{}
	doc.Find(`link[rel][href]`).Each(func(_ int, s *goquery.Selection) {
		if hasWord(s.AttrOr("rel", ""), "canonical") {
			links = append(links, s.AttrOr("href", ""))
		}
	})
	links = append(links, d.first("og:url"))
	front := ""
	for _, l := range links {
		if u := d.resolve(l); u != "" {
			if p, err := url.Parse(u); err == nil && (p.Path == "" || p.Path == "/") && p.RawQuery == "" {
				front = u
				continue
			}
			return u
		}
	}
	if d.base != nil && d.base.Host != "" {
		return d.resolve("")
	}
	return front
}

func hasWord(list, word string) bool {
	for _, w := range strings.Fields(strings.ToLower(list)) {
		if w == word {
			return true
		}
	}
	return false
}

// alternates are the page's versions in other languages.
func (d declared) alternates(doc *goquery.Document) map[string]string {
	out := map[string]string{}
	doc.Find(`link[hreflang][href]`).Each(func(_ int, s *goquery.Selection) {
		if !hasWord(s.AttrOr("rel", ""), "alternate") {
			return
		}
		tag, u := languageTag(s.AttrOr("hreflang", "")), d.resolve(s.AttrOr("href", ""))
		if tag != "" && u != "" && out[tag] == "" {
			out[tag] = u
		}
	})
	if len(out) == 0 {
		return nil
	}
	return out
}

// language is the tag that the page declares for itself, or "".
func (d declared) language(doc *goquery.Document) string {
	root := doc.Find("html").First()
	candidates := []string{root.AttrOr("lang", ""), root.AttrOr("xml:lang", ""), doc.Find("body").AttrOr("lang", "")}
	for _, it := range d.items {
		if it.article {
			candidates = append(candidates, it.lang)
		}
	}
	candidates = append(candidates, d.first("content-language", "language", "dc.language", "dcterms.language", "inlanguage"), d.first("og:locale"))
	for _, c := range candidates {
		if tag := languageTag(c); tag != "" {
			return tag
		}
	}
	return ""
}

// languageTag writes a declared language as a BCP 47 tag: "sr_Latn_RS" is
// sr-Latn-RS. What is no tag, and tags for no language, are "".
func languageTag(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), ",")
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	s, _, _ = strings.Cut(s, ".") // a locale with its charset
	if len(s) < 2 || len(s) > 35 || strings.EqualFold(s, "x-default") {
		return ""
	}
	tag, err := language.Raw.Parse(s)
	if err != nil || tag == language.Und {
		return ""
	}
	if base, _ := tag.Base(); base.String() == "und" || base.String() == "mul" || base.String() == "zxx" {
		return ""
	}
	return tag.String()
}

// site is the name by which the publisher calls its site.
func (d declared) site() string {
	if s := d.first("og:site_name", "sitename"); s != "" {
		return s
	}
	for _, it := range d.items {
		if it.publisher != "" {
			return it.publisher
		}
	}
	for _, it := range d.items {
		if it.site != "" {
			return it.site
		}
	}
	return d.first("application-name", "dc.publisher", "dcterms.publisher", "publisher")
}

// publisher is the name of whoever publishes the page.
func (d declared) publisher() string {
	for _, it := range d.items {
		if it.publisher != "" && it.article {
			return it.publisher
		}
	}
	name := d.site()
	if strings.HasPrefix(name, "http") {
		return ""
	}
	return name
}
