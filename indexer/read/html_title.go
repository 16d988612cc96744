package read

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// headline finds the title of a document and the element that shows it, if one does.
//
// What readers see wins: the h1 that agrees with what the page declares
// (title element, og:title, JSON-LD). Without agreement a lone h1 is believed
// where it looks like a headline, and the declared titles come after it, since
// many systems put the name of the site or of the section there.
func headline(doc *goquery.Document, d declared) (string, *html.Node) {
	site := d.site()
	var titles []string // declared, the surest first
	if og := d.first("og:title"); og != "" {
		titles = append(titles, og)
	}
	for _, it := range d.items {
		if it.article && it.headline != "" {
			titles = append(titles, it.headline)
		}
	}
	titles = append(titles, d.first("twitter:title", "dc.title", "dcterms.title", "articletitle", "title", "headline"), d.title)

	type seen struct {
		text  string
		node  *html.Node
		score float64
	}
	var best seen
	consider := func(n *html.Node, prior float64) {
		text := headingText(n, titles)
		size := utf8.RuneCountInString(text)
		if size < 3 || size > 400 || sameLine(text, site) || isWidgets(text) {
			return
		}
		score := prior
		for i, t := range titles {
			if t == "" {
				continue
			}
			if a := agreement(text, t); a > 0.6 {
				score += a * (1 - 0.1*float64(i)/float64(len(titles)))
			}
		}
		if inFurniture(n) {
			score -= 1
		}
		if score > best.score {
			best = seen{text, n, score}
		}
	}
	h1 := doc.Find("h1").Nodes
	for i, n := range h1 {
		if i > 20 {
			break
		}
		prior := 0.3
		if len(h1) == 1 {
			prior = 0.5
		}
		if attr(n, "itemprop") == "headline" || attr(n, "itemprop") == "name" {
			prior += 0.3
		}
		consider(n, prior-0.03*float64(min(i, 8)))
	}
	doc.Find(`[itemprop~="headline"]`).Slice(0, min(3, doc.Find(`[itemprop~="headline"]`).Length())).Each(func(_ int, s *goquery.Selection) {
		consider(s.Nodes[0], 0.4)
	})
	if best.score < 1 {
		// Many older systems set headlines as h2, h3 or plain boxes; these need a declared title that agrees.
		doc.Find("h2, h3, h4, .title, .headline, .tit, .subject, .article-title, .news-title, .page-title, .contentheading, .entry-title").EachWithBreak(func(i int, s *goquery.Selection) bool {
			consider(s.Nodes[0], -0.1-0.002*float64(i))
			return i < 100
		})
	}
	if best.node != nil && (best.score >= 0.7 || best.score >= 0.25 && utf8.RuneCountInString(best.text) >= 8 && !isFrontTitle(best.text, titles)) {
		return best.text, best.node
	}
	if n := namedTitle(doc); n != nil {
		return textOf(n), n
	}
	var declaredTitle string
	for _, t := range titles {
		if t = stripSite(t, site, d); t != "" && !sameLine(t, site) {
			declaredTitle = t
			break
		}
	}
	if isGeneral(declaredTitle) {
		if text, n := headingOfText(doc); n != nil {
			return text, n
		}
	}
	if declaredTitle != "" {
		return declaredTitle, best.node
	}
	return best.text, best.node
}

// isGeneral reports whether a declared title says what the site is rather than
// what the page is: the name of a ministry, "News", or a single word.
func isGeneral(title string) bool {
	words := strings.Fields(title)
	if isWidgets(title) || weigh(title) < 8 {
		return true
	}
	return ministryIn(title) != "" && len(words) <= 8 || len(words) == 1 && weigh(title) < 20
}

// headingOfText is the first heading, or line in bold, that stands above
// running text and is no link: the headline of pages whose declared title is
// the same all over the site.
func headingOfText(doc *goquery.Document) (string, *html.Node) {
	body := firstElement(doc.Nodes[0], atom.Body)
	if body == nil {
		return "", nil
	}
	lines := blocksOf(body)
	for i, b := range lines {
		if i > 400 {
			break
		}
		size := utf8.RuneCountInString(b.text)
		if b.weight < 12 || size > 250 || b.linkShare() > 0.3 || b.heading == 0 && !allBold(b) || b.heading > 4 {
			continue
		}
		if inFurniture(b.node) || inTeaser(b.node) || isPageNote(b) || isWidgets(b.text) || isMenu(b.text) || isGeneral(b.text) || furnished(b.node) {
			continue
		}
		for _, next := range lines[i+1 : min(i+7, len(lines))] {
			if next.heading > 0 {
				break
			}
			if paragraphWeight(next) >= 50 {
				return b.text, b.node
			}
		}
	}
	return "", nil
}

// furnished reports whether an element stands in a box that its own name calls furniture.
func furnished(n *html.Node) bool {
	for ; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		if namedFurniture(n) || asksConsent(n) {
			return true
		}
	}
	return false
}

// allBold reports whether a block is one element in bold, and not a whole paragraph of it.
func allBold(b block) bool {
	if endsSentence(b.text) && b.weight > 60 || b.node.DataAtom == atom.Li {
		return false
	}
	for n := b.node.FirstChild; n != nil; n = n.NextSibling {
		switch {
		case n.Type == html.ElementNode && (n.DataAtom == atom.B || n.DataAtom == atom.Strong || n.DataAtom == atom.Font || n.DataAtom == atom.Span || n.DataAtom == atom.Big || n.DataAtom == atom.Center):
			if sameLine(textOf(n), b.text) && (n.DataAtom == atom.B || n.DataAtom == atom.Strong || n.FirstChild != nil && (n.FirstChild.DataAtom == atom.B || n.FirstChild.DataAtom == atom.Strong)) {
				return true
			}
		}
	}
	return false
}

// namedTitle is the element that the class of a notice board or news system
// names as the title of the one document on the page.
func namedTitle(doc *goquery.Document) *html.Node {
	found := doc.Find(`.subject, .view_title, .view-title, .view_tit, .board_title, .bbs_title, .article-title, .article_title, .news-title, .news_title, .entry-title, .post-title, .contentheading, .documentFirstHeading`)
	if found.Length() == 0 || found.Length() > 2 {
		return nil
	}
	n := found.Nodes[0]
	if text := textOf(n); weigh(text) < 12 || utf8.RuneCountInString(text) > 250 || inFurniture(n) || inTeaser(n) || isWidgets(text) {
		return nil
	}
	return n
}

// headingText is the text of a heading without a rubric or the site's name
// that stands in an element of its own inside: a part of the heading that is
// itself a part of a declared title is the headline.
func headingText(n *html.Node, titles []string) string {
	whole := textOf(n)
	var parts []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if part := textOf(c); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) < 2 || len(parts) > 6 {
		return whole
	}
	for _, t := range titles {
		if sameLine(whole, t) {
			return whole
		}
	}
	for _, t := range titles {
		for _, segment := range append(titleMarks.Split(t, -1), t) {
			if weigh(segment) < 15 || sameLine(segment, whole) {
				continue
			}
			for i, part := range parts {
				if sameLine(part, segment) {
					return part
				}
				if tail := oneLine(strings.Join(parts[i:], " ")); sameLine(tail, segment) {
					return tail
				}
			}
		}
	}
	return whole
}

// isFrontTitle reports whether a heading that agrees with no declared title is
// rather the name of a section: it is short where the declared title is long.
func isFrontTitle(text string, titles []string) bool {
	n := utf8.RuneCountInString(text)
	for _, t := range titles {
		if t != "" {
			return utf8.RuneCountInString(t) > 2*n && n < 30
		}
	}
	return false
}

// inFurniture reports whether an element stands in the header, menu or footer of a site.
func inFurniture(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == "article" || p.Data == "main" || p.Data == "body" {
			return false
		}
		if p.Data == "nav" || p.Data == "footer" || p.Data == "aside" {
			return true
		}
		if p.Data == "header" && !inside(p, 0) {
			words := strings.Join(classWords(p), " ")
			if strings.Contains(words, "site") || strings.Contains(words, "logo") {
				return true
			}
		}
		for _, w := range classWords(p) {
			if w == "logo" || w == "footer" || w == "sidebar" || w == "related" || w == "branding" {
				return true
			}
		}
	}
	return false
}

// titleMarks part a headline from the name of the site in a title element.
var titleMarks = regexp.MustCompile(`\s+[|¦•·»«›‹–—:/\\-]+\s+|\s*[|¦»›｜]+\s*|\s*::\s*|\s*_\s*|\s+-\s*|:\s+`)

// stripSite takes the name of the site off a declared title: parts at either
// end that equal the site's name, or, where the page does not name its site,
// the shorter end part behind a strong mark.
func stripSite(title, site string, d declared) string {
	title = oneLine(title)
	for range 3 {
		marks := titleMarks.FindAllStringIndex(title, -1)
		if len(marks) == 0 {
			return title
		}
		first, last := marks[0], marks[len(marks)-1]
		head, tail := title[:first[0]], title[last[1]:]
		restHead, restTail := title[first[1]:], title[:last[0]]
		mark := strings.TrimSpace(title[last[0]:last[1]])
		switch {
		case site != "" && (sameLine(tail, site) || containsLine(site, tail) || containsLine(tail, site) && utf8.RuneCountInString(tail) < 3*utf8.RuneCountInString(site)):
			title = restTail
		case site != "" && (sameLine(head, site) || containsLine(site, head) && utf8.RuneCountInString(head) >= 4):
			title = restHead
		case ministryIn(tail) != "" && ministryIn(restTail) == "":
			title = restTail
		case ministryIn(head) != "" && ministryIn(restHead) == "":
			title = restHead
		case isHostName(tail, d) || isHostName(tail[strings.LastIndexAny(tail, " ")+1:], d):
			title = restTail
		case isHostName(head, d):
			title = restHead
		case strings.ContainsAny(mark, "|¦»›｜_") || mark == "::" || mark == "-" || mark == "–" || mark == "—":
			if weigh(tail) < weigh(restTail) && len(strings.Fields(tail)) <= 8 && (len(marks) == 1 || strings.ContainsAny(mark, "|¦»›｜_") || mark == "::") {
				title = restTail
			} else if strings.ContainsAny(title[first[0]:first[1]], "|¦»›｜_") && weigh(head)*2 < weigh(restHead) {
				title = restHead
			} else {
				return title
			}
		default:
			return title
		}
	}
	return title
}

func isHostName(s string, d declared) bool {
	if d.base == nil || d.base.Host == "" {
		return strings.Contains(s, "www.")
	}
	host := strings.ToLower(strings.TrimPrefix(d.base.Host, "www."))
	s = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "www."))
	name, _, _ := strings.Cut(host, ".")
	return s != "" && (s == host || len(name) > 2 && strings.ReplaceAll(s, " ", "") == name)
}

// plainLine is a line as its letters and figures, for comparing.
func plainLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func sameLine(a, b string) bool {
	a = plainLine(a)
	return a != "" && a == plainLine(b)
}

func containsLine(long, short string) bool {
	short = plainLine(short)
	return len(short) > 2 && strings.Contains(plainLine(long), short)
}

// agreement is how well a shown heading fits a declared title: 1 when the
// title contains it, less where it holds only a part.
func agreement(shown, title string) float64 {
	a, b := plainLine(shown), plainLine(title)
	if a == "" || b == "" {
		return 0
	}
	switch {
	case a == b:
		return 1.1
	case strings.Contains(b, a):
		share := float64(len(a)) / float64(len(b))
		return 0.3 + 0.7*min(1, share*1.8)
	case strings.Contains(a, b):
		return 0.55 + 0.45*float64(len(b))/float64(len(a))
	}
	// A cut title ends in an ellipsis, and begins as the heading does.
	cut := strings.TrimRight(title, ".… ")
	if cut != title && strings.HasPrefix(a, plainLine(cut)) {
		return 0.9
	}
	return wordsShared(shown, title)
}

// wordsShared is the share of a heading's words that a declared title has.
func wordsShared(shown, title string) float64 {
	have := map[string]bool{}
	for _, w := range strings.Fields(strings.ToLower(title)) {
		have[plainLine(w)] = true
	}
	words := strings.Fields(strings.ToLower(shown))
	if len(words) < 3 {
		return 0
	}
	n := 0
	for _, w := range words {
		if have[plainLine(w)] {
			n++
		}
	}
	return float64(n) / float64(len(words))
}
