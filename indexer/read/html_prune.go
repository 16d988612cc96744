package read

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Words in class and id that name the furniture of a page, as the widespread
// systems (WordPress, Drupal, Joomla, TYPO3, Liferay, AEM, SharePoint, Plone,
// Bitrix, GSB) and hand-made sites use them. Compound names are split first:
// "field--name-social_share" gives field, name, social, share.
var (
	// furnitureClass goes unless it holds most of the page's text.
	furnitureClass = wordSet(`nav navbar navigation navi menu menus submenu megamenu mainmenu topmenu breadcrumb breadcrumbs breadcrump crumbs crumb pathway
		footer foot sidebar sidebars aside cookie cookies cookiebar cookiebanner cookieconsent consent gdpr eucookie onetrust cookiebot
		share sharing shares sharer sharebar sharebox sharethis addthis addtoany a2a socials social socialmedia sociallinks socialshare jssocials heateor sharedaddy sns
		related relateds relatednews relatedposts recommend recommended recommendation recommendations recommends recirc similar outbrain taboola mgid zergnet yarpp jp-relatedposts
		advert adverts advertisement advertisements advertising adsbygoogle adslot adsense adbox adblock adblocker antiadblock banner banners sponsor sponsored promo promos promobox
		newsletter subscribe subscription subscriptions signup optin mailchimp
		comment comments commentlist disqus respond fbcomments livefyre
		pagination pager paginator prevnext nextprev postnav
		tags taglist tagcloud tag-links keywords
		toolbar tools fontsize fontsizer textsize resizer textresize printfriendly print printer noprint skip skiplink skiplinks skipnav visuallyhidden screenreader offscreen
		modal popup overlay lightbox dialog tooltip dropdown offcanvas drawer flyout
		search searchbox searchform searchbar login signin langswitch languageswitcher languages langmenu wpml lang-switcher accessibility a11y wcag
		rating ratings feedback survey poll votes vote popular mostread mostpopular trending trends latest newest ticker toplist topnews
		widget widgets copyright disclaimer legalnotice sitemap rss feedlink ribbon hero-nav teaserlist teasers
		caption captions figcaption imagecaption wp-caption-text credit credits photocredit copyrights legend bildunterschrift pie-de-foto
		rodape cabecalho migalhas compartilhar compartilhe compartir partager partage teilen drucken seitenleiste fusszeile brotkrumen kopfzeile sdilet udostepnij podeli udostepnianie`)

	// furniturePairs are pairs of neighbouring words that mean furniture where neither word does alone.
	furniturePairs = wordSet(`sr-only visually-hidden screen-reader element-invisible read-more more-news more-link more-links other-news latest-news last-news news-list see-also also-read read-also most-read most-viewed
		font-size text-size font-resize text-resize back-top to-top go-top scroll-top language-switcher lang-switch lang-list language-list language-selector lang-selector site-header page-header-nav global-header site-footer global-footer
		prev-next next-prev post-navigation entry-footer entry-meta post-meta article-meta meta-info post-tags tag-list entry-tags author-box author-bio about-author author-info
		image-caption img-caption photo-caption wp-caption media-caption picture-caption image-credit photo-credit image-source
		ad-container ad-slot ad-unit ad-wrapper google-ad dfp-ad follow-us user-menu quick-links useful-links side-bar side-menu left-menu right-menu side-nav left-nav right-nav main-nav top-nav sub-nav left-column right-column col-left col-right
		call-action app-download add-favorite event-list news-ticker page-tools article-tools print-button share-buttons content-tools accessibility-bar utility-bar like-box`)

	// keptClass never goes, whatever its other words say, while it holds text.
	keptClass = wordSet(`articlebody article-body entry-content post-content news-content article-content main-content content-main text-content newstext news-text news-detail newsdetail field--name-body`)

	furnitureRoles = wordSet(`navigation banner contentinfo search complementary dialog alertdialog alert menu menubar toolbar tablist form status tooltip`)
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// classWords are the words of class and id, lower case, compounds split.
func classWords(n *html.Node) []string {
	var out []string
	for _, key := range []string{"class", "id"} {
		var prev rune
		start := len(out)
		var b strings.Builder
		for _, r := range attr(n, key) {
			switch {
			case !unicode.IsLetter(r) && !unicode.IsDigit(r), unicode.IsUpper(r) && unicode.IsLower(prev):
				if b.Len() > 0 {
					out = append(out, strings.ToLower(b.String()))
					b.Reset()
				}
				if unicode.IsLetter(r) {
					b.WriteRune(r)
				}
			default:
				b.WriteRune(r)
			}
			prev = r
		}
		if b.Len() > 0 {
			out = append(out, strings.ToLower(b.String()))
		}
		if len(out) > start+12 { // utility classes by the dozen say nothing
			out = out[:start+12]
		}
	}
	return out
}

var hiddenStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// namedFurniture reports whether an element's own name, role, class or id says
// that it is no text of the document.
func namedFurniture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside, atom.Dialog, atom.Figcaption, atom.Menu:
		return true
	}
	if role := attr(n, "role"); role != "" && furnitureRoles[strings.ToLower(role)] {
		return n.DataAtom != atom.Form || role == "search"
	}
	switch attr(n, "itemprop") {
	case "articleBody", "text", "description":
		return false
	case "breadcrumb", "keywords", "author", "publisher", "caption":
		return true
	}
	words := classWords(n)
	for i, w := range words {
		if keptClass[w] || i > 0 && keptClass[words[i-1]+"-"+w] {
			return false
		}
	}
	for i, w := range words {
		if furnitureClass[w] || i > 0 && furniturePairs[words[i-1]+"-"+w] {
			// "has-sidebar", "no-sidebar", "with-menu" describe the whole page; "content-with-share" too.
			if i > 0 && (words[i-1] == "has" || words[i-1] == "no" || words[i-1] == "with" || words[i-1] == "without" || words[i-1] == "not") {
				continue
			}
			return true
		}
	}
	return false
}

// pageWeights holds, for every element, the weight of its text outside of links.
type pageWeights map[*html.Node]float64

func weighPage(root *html.Node) pageWeights {
	w := pageWeights{}
	var walk func(n *html.Node, link bool) float64
	walk = func(n *html.Node, link bool) float64 {
		switch {
		case n.Type == html.TextNode:
			if link {
				return 0
			}
			return weigh(n.Data)
		case n.Type == html.ElementNode && unread[n.DataAtom]:
			return 0
		}
		sum := 0.0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			sum += walk(c, link || n.DataAtom == atom.A)
		}
		if n.Type == html.ElementNode {
			w[n] = sum
		}
		return sum
	}
	walk(root, false)
	return w
}

// prune removes from a page what is no text of its document. An element that
// holds the headline or most of the page's text stays, whatever its name says:
// systems put such words on wrappers ("page-with-menu", "print-area").
func prune(body *html.Node, headline *html.Node) {
	weights := weighPage(body)
	total := weights[body]
	around := map[*html.Node]bool{}
	for n := headline; n != nil; n = n.Parent {
		around[n] = true
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if c.Type == html.CommentNode || c.Type == html.ElementNode && removable(c, weights[c], total, around[c]) {
				n.RemoveChild(c)
			} else {
				walk(c)
			}
			c = next
		}
	}
	walk(body)
	pruneTeasers(body, weights, around)
}

// pruneTeasers removes the boxes that advertise other documents: a heading
// that is nothing but a link to another page, with whatever stands in the box
// of that heading alone.
func pruneTeasers(body *html.Node, weights pageWeights, around map[*html.Node]bool) {
	total := weights[body]
	headings := map[*html.Node]int{} // how many headings each element holds
	var teasers []*html.Node
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			for p := n; p != nil; p = p.Parent {
				headings[p]++
				if p == body {
					break
				}
			}
			if !around[n] && linksElsewhere(n) {
				teasers = append(teasers, n)
			}
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(body)
	if len(teasers) < 3 {
		return // one or two may be sections of the text that link to their sources
	}
	sum := 0.0
	boxes := teasers[:0:0]
	for _, n := range teasers {
		box := n
		for p := n.Parent; p != nil && p != body && headings[p] == 1 && !around[p] && weights[p] < 0.15*total+150; p = p.Parent {
			box = p
		}
		sum += weights[box]
		boxes = append(boxes, box)
	}
	if sum > 0.6*total {
		return // the page is a list of documents; then the teasers are its text
	}
	for _, box := range boxes {
		if box.Parent != nil {
			box.Parent.RemoveChild(box)
		}
	}
}

// linksElsewhere reports whether a heading's whole text is a link away from the page.
func linksElsewhere(n *html.Node) bool {
	all, linked := 0.0, 0.0
	var walk func(n *html.Node, link bool)
	walk = func(n *html.Node, link bool) {
		if n.Type == html.TextNode {
			w := weigh(n.Data)
			all += w
			if link {
				linked += w
			}
			return
		}
		if href := attr(n, "href"); n.DataAtom == atom.A && href != "" && !strings.HasPrefix(href, "#") {
			link = true
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, link)
		}
	}
	walk(n, n.Parent != nil && n.Parent.DataAtom == atom.A)
	return all > 0 && linked > 0.9*all
}

func removable(n *html.Node, weight, total float64, aroundHeadline bool) bool {
	if unread[n.DataAtom] {
		return true
	}
	most := weight > 0.4*total
	switch {
	case n.DataAtom == atom.Main || n.DataAtom == atom.Body || n.DataAtom == atom.Article && weight > 0.15*total:
		return false
	case n.DataAtom == atom.Header:
		// The header of an article holds its headline and lead; the header of a site holds menus.
		return !aroundHeadline && !most && !inside(n, atom.Article, atom.Main)
	case n.DataAtom == atom.Form:
		// Some systems wrap the whole page in one form.
		return !aroundHeadline && weight < 0.2*total
	case attr(n, "hidden") != "" || hasAttr(n, "hidden") || hiddenStyle.MatchString(attr(n, "style")) || attr(n, "aria-hidden") == "true":
		return !most && !aroundHeadline
	case asksConsent(n):
		// On a short page the question about cookies is longer than the text.
		return !aroundHeadline && weight < 0.95*total
	case namedFurniture(n):
		return !most && !aroundHeadline
	}
	return false
}

var consentClass = wordSet(`cookie cookies cookiebar cookiebanner cookieconsent cookiebot eucookie gdpr consent onetrust`)

// asksConsent reports whether an element is a box about cookies or a dialog.
func asksConsent(n *html.Node) bool {
	if role := attr(n, "role"); role == "dialog" || role == "alertdialog" || n.DataAtom == atom.Dialog {
		return true
	}
	for _, w := range classWords(n) {
		if consentClass[w] {
			return true
		}
	}
	return false
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func inside(n *html.Node, tags ...atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, t := range tags {
			if p.DataAtom == t {
				return true
			}
		}
	}
	return false
}
