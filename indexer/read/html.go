package read

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// HTML reads one page. The error is an [*Error] without a file name.
func HTML(raw []byte, opt Options) (doc Document, err error) {
	defer func() {
		// The parsers below meet whatever the web holds; a page that breaks one is that page's fault alone.
		if p := recover(); p != nil {
			doc, err = Document{}, &Error{Message: fmt.Sprintf("this page broke the reader (%v); save it as plain text, or report it", p)}
		}
	}()
	if len(raw) > MaxPage {
		return Document{}, &Error{Message: fmt.Sprintf("the page has %d MB, more than the %d MB that are read; cut it, or save its text alone", len(raw)>>20, MaxPage>>20)}
	}
	source := decodeHTML(raw, opt.ContentType)
	root, err := parseHTML(source)
	if err != nil {
		return Document{}, &Error{Message: "the page cannot be parsed as HTML; save it anew", Err: err}
	}
	return readPage(root, opt)
}

func readPage(root *html.Node, opt Options) (Document, error) {
	page := goquery.NewDocumentFromNode(root)
	body := firstElement(root, atom.Body)
	if body == nil {
		return Document{}, &Error{Message: "the page is a set of frames without text of its own; read the page inside the frame"}
	}
	d := declaredBy(page, opt.URL)
	doc := Document{
		URL:        d.address(page),
		Language:   d.language(page),
		Publisher:  d.publisher(),
		Alternates: d.alternates(page),
	}
	if d.base == nil || d.base.Host == "" {
		d.base = baseOf(doc.URL, d.base)
	}
	title, shown := headline(page, d)
	doc.Title = title
	doc.Ministry = ministryIn(doc.Publisher, d.site())
	if doc.Ministry == "" && doc.Publisher == "" {
		// Often the title element alone names the ministry, beside the headline.
		for _, part := range titleMarks.Split(d.title, -1) {
			if name := ministryIn(part); name != "" && !containsLine(title, name) && len(strings.Fields(name)) <= 10 {
				doc.Ministry, doc.Publisher = name, name
				break
			}
		}
	}

	lines := blocksOf(body)
	at := -1
	for i, b := range lines {
		if shown != nil && within(b.node, shown) || shown == nil && sameLine(b.text, title) {
			at = i
			break
		}
	}
	doc.Published, doc.PublishedBy = published(page, d, lines, at, doc.Language, doc.URL, opt)
	if doc.Published == "" {
		if day, err := searchedDay(root, doc.URL); err == nil && day != "" {
			doc.Published, doc.PublishedBy = day, ByText
		}
	}
	prune(body, shown)
	doc.Text = joinBlocks(mainText(page, body, d, title, shown))
	if doc.Text == "" {
		return doc, &Error{Message: "no text was found on the page; if its text is loaded by scripts, save the page from a browser"}
	}
	return doc, nil
}

// parseHTML parses a page. The parser gives up on elements nested deeper than
// 512; such pages are broken or hostile, and are read as flat lines.
func parseHTML(source string) (*html.Node, error) {
	root, err := html.Parse(strings.NewReader(source))
	if err == nil {
		return root, nil
	}
	return html.Parse(strings.NewReader(flatten(source)))
}

// flatten keeps of a page its text and the bounds of its blocks.
func flatten(source string) string {
	var b strings.Builder
	b.WriteString("<!doctype html><body><p>")
	z := html.NewTokenizer(strings.NewReader(source))
	skip := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if skip == 0 {
				b.WriteString(html.EscapeString(string(z.Text())))
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			switch {
			case tag == atom.Script || tag == atom.Style || tag == atom.Title:
				skip++
			case blockTags[tag] || tag == atom.Br:
				b.WriteString("</p><p>")
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if tag := atom.Lookup(name); (tag == atom.Script || tag == atom.Style || tag == atom.Title) && skip > 0 {
				skip--
			} else if blockTags[tag] {
				b.WriteString("</p><p>")
			}
		}
	}
}

func firstElement(n *html.Node, tag atom.Atom) *html.Node {
	if n.Type == html.ElementNode && n.DataAtom == tag {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := firstElement(c, tag); found != nil {
			return found
		}
	}
	return nil
}

// looksLikeHTML reports whether bytes begin as an HTML page does.
func looksLikeHTML(raw []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(raw[:min(len(raw), 2048)], "\xef\xbb\xbf \t\r\n"))
	for _, start := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title"} {
		if bytes.HasPrefix(head, []byte(start)) {
			return true
		}
	}
	return (bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<!--"))) && (bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype html")))
}
