package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// bodySelectors name the element that holds the text of a document in
// widespread systems, the surest first.
var bodySelectors = []cascadia.Sel{}

func init() {
	for _, s := range []string{
		`[itemprop~="articleBody"]`,
		`.field--name-body, .field-name-body, .node__content .field--type-text-with-summary`,          // Drupal
		`.entry-content, .post-content, .wp-block-post-content, .elementor-widget-theme-post-content`, // WordPress
		`.com-content-article__body`,                              // Joomla
		`.journal-content-article`,                                // Liferay
		`.news-text-wrap, .news-single .article, .tx-news-single`, // TYPO3
		`.article-body, .article__body, .articleBody, .article-content, .article__content, .article-text, .article_body, .articlebody, #articleBody, #article-body`,
		`.news-content, .news-text, .news__text, .news-detail, .news_text, .newstext, .news-body, .news_content, .news-detail-text, .detail-text, .story-body, .post-body, .page-content, .rich-text`,
		`.TRS_Editor, .TRS_UEDITOR, #UCAP-CONTENT, .pages_content, #zoom, .article-con, .view_cont, .board_view, .view_content, .article_view`, // Chinese and Korean government systems
		`.ms-rtestate-field, .govspeak, .documentContent #content-core, #content-core, #parent-fieldname-text`,                                 // SharePoint, GOV.UK, Plone
	} {
		if sel, err := cascadia.ParseGroup(s); err == nil {
			bodySelectors = append(bodySelectors, sel...)
		}
	}
}

// maxElements bounds the work of the slow extractor; larger pages are read by
// the fast one alone.
const maxElements = 30_000

// candidate is one reading of where the text of a page is.
type candidate struct {
	blocks []block
	prior  float64
	words  map[string]int
	size   int
}

// mainText finds the blocks of the document's text below a pruned body. Three
// readers look for it: the selectors of widespread systems, our own search for
// the densest element, and a general extractor; a fourth voice is the text
// that the page repeats in JSON-LD. The reading that agrees best with the
// others wins, since each fails in its own way.
func mainText(doc *goquery.Document, body *html.Node, d declared, title string, headline *html.Node) []block {
	var list []candidate
	general := -1 // where the general extractor stands in the list
	add := func(n *html.Node, prior float64) {
		if n == nil {
			return
		}
		bl := tidyBlocks(blocksOf(n), title, headline)
		c := candidate{blocks: bl, prior: prior}
		if c.count(); c.size > 0 {
			list = append(list, c)
		}
	}
	selected := selectBody(body)
	add(selected, 0.25)
	add(densestBody(body), 0.1)
	if countElements(body) <= maxElements {
		before := len(list)
		if add(extractorBody(doc), 0); len(list) > before {
			general = before
		}
	}
	var repeated candidate
	for _, it := range d.items {
		if it.article && len(it.body) > 200 {
			repeated.blocks = []block{{text: htmlAsText(it.body)}}
			repeated.count()
			break
		}
	}
	best, bestScore := -1, 0.0
	for i, c := range list {
		score := c.prior
		for j, other := range list {
			if i != j {
				score += overlap(c, other)
			}
		}
		if repeated.size > 0 {
			score += 2 * overlap(c, repeated)
		}
		if best < 0 || score > bestScore {
			best, bestScore = i, score
		}
	}
	if best < 0 {
		return nil
	}
	found := list[best].blocks
	if general >= 0 && general != best {
		found = cutTail(found, list[general].blocks)
	}
	return withLead(found, blocksOf(body), title, headline)
}

// cutTail takes off the end of a reading what a second reader left out, if it
// is slighter than the text above: offers, notices and lists of other
// documents that stand below the text in the same element.
func cutTail(found, second []block) []block {
	have := map[string]bool{}
	for _, b := range second {
		have[plainLine(b.text)] = true
	}
	end := len(found)
	tail := 0.0
	for end > 0 && !have[plainLine(found[end-1].text)] {
		end--
		tail += found[end].weight
	}
	rest := 0.0
	for _, b := range found[:end] {
		rest += b.weight
	}
	n := len(found) - end
	if end == 0 || n < 3 || tail > 0.8*rest || tail/float64(n) > 0.7*rest/float64(end) {
		return found
	}
	return found[:end]
}

// withLead puts back the paragraphs between the headline and the text that was
// found: many systems keep the lead in a field of its own.
func withLead(found, all []block, title string, headline *html.Node) []block {
	if len(found) == 0 {
		return found
	}
	from, to := -1, -1
	for i, b := range all {
		if headline != nil && within(b.node, headline) || headline == nil && sameLine(b.text, title) {
			from = i
		}
		if b.text == found[0].text && from >= 0 {
			to = i
			break
		}
	}
	if from < 0 || to <= from || to-from > 25 {
		return found
	}
	have := map[string]bool{}
	for _, b := range found {
		have[plainLine(b.text)] = true
	}
	var lead []block
	for _, b := range all[from+1 : to] {
		least := 60.0
		if isLead(b.node) {
			least = 25
		}
		if paragraphWeight(b) >= least && b.linkShare() < 0.2 && !have[plainLine(b.text)] && !isCaption(b.text) && !isPageNote(b) && endsSentence(b.text) && !inTeaser(b.node) {
			lead = append(lead, b)
		}
	}
	if len(lead) == 0 || len(lead) > 4 {
		return found
	}
	return append(lead, found...)
}

var leadClass = wordSet(`lead leadtext intro introduction summary description standfirst chapeau entradilla abstract excerpt vorspann perex ingress manchet bajada lid anons preview`)

// isLead reports whether an element or its box is named as the lead of a text.
func isLead(n *html.Node) bool {
	for up := 0; n != nil && up < 2; n, up = n.Parent, up+1 {
		for _, w := range classWords(n) {
			if leadClass[w] || strings.HasSuffix(w, "description") {
				return true
			}
		}
	}
	return false
}

// htmlAsText is the text of a field that may hold markup.
func htmlAsText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return s
	}
	return joinBlocks(blocksOf(root))
}

func (c *candidate) count() {
	c.words = map[string]int{}
	for _, b := range c.blocks {
		for _, w := range strings.FieldsFunc(b.text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
			if r, _ := utf8.DecodeRuneInString(w); unspaced(r) {
				for _, r := range w {
					c.words[string(r)]++
					c.size++
				}
				continue
			}
			c.words[w]++
			c.size++
		}
	}
}

// overlap is the F1 of the words of two readings.
func overlap(a, b candidate) float64 {
	both := 0
	for w, n := range a.words {
		both += min(n, b.words[w])
	}
	if both == 0 {
		return 0
	}
	return 2 * float64(both) / float64(a.size+b.size)
}

func countElements(n *html.Node) int {
	count := 0
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			count++
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return count
}

// extractorBody asks the general extractor. Where it breaks on a page, the
// other readers go on without it.
func extractorBody(doc *goquery.Document) (found *html.Node) {
	defer func() {
		if recover() != nil {
			found = nil
		}
	}()
	root := doc.Nodes[0]
	res, err := trafilatura.ExtractDocument(root, trafilatura.Options{
		EnableFallback: true, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled, HtmlDateOverride: &htmldate.Result{},
	})
	if err != nil || res == nil {
		return nil
	}
	return res.ContentNode
}

func selectBody(body *html.Node) *html.Node {
	weights := weighPage(body)
	for _, sel := range bodySelectors {
		found := cascadia.QueryAll(body, sel)
		var best *html.Node
		for _, n := range found {
			if best == nil || weights[n] > weights[best] {
				best = n
			}
		}
		if best != nil && weights[best] > 100 && weights[best] > 0.25*weights[body] {
			return best
		}
	}
	return nil
}

// densestBody descends from the body to the smallest element that still holds
// nearly all of the paragraphs.
func densestBody(body *html.Node) *html.Node {
	good := map[*html.Node]float64{}
	total := 0.0
	for _, b := range blocksOf(body) {
		if w := paragraphWeight(b); w > 0 {
			total += w
			for n := b.node; n != nil; n = n.Parent {
				good[n] += w
				if n == body {
					break
				}
			}
		}
	}
	node := body
	for {
		var best *html.Node
		for c := node.FirstChild; c != nil; c = c.NextSibling {
			if best == nil || good[c] > good[best] {
				best = c
			}
		}
		if best == nil || best.Type != html.ElementNode || best.DataAtom == atom.P || good[best] < 0.8*good[node] {
			return node
		}
		node = best
	}
}

// paragraphWeight is how much a block counts as running text.
func paragraphWeight(b block) float64 {
	if b.heading > 0 || b.linkShare() > 0.4 {
		return 0
	}
	w := b.weight - b.links
	if w < 60 && !endsSentence(b.text) {
		return 0
	}
	if w < 25 || strings.Contains(b.text, "©") || isCaption(b.text) {
		return 0
	}
	return w
}
