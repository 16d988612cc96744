package read

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
)

// publishedMeta are the names under which pages declare the day of
// publication; weakMeta name a date of which pages do not say what it is, so
// that a date beside the headline is believed first.
var (
	publishedMeta = strings.Fields(`article:published_time article:published govuk:first-published-at og:article:published_time og:published_time datepublished dcterms.issued dc.date.issued dcterms.date.issued
		dc.date.created dcterms.created dcterms.available publishdate publish_date publish-date publication_date publication-date pubdate pub_date date.published
		article.published article_date_original articlepublicationdate published_date published-date published datepublication date_published
		sailthru.date parsely-pub-date cxenseparse:recs:publishtime vr:published_time rnews:datepublished citation_publication_date citation_date
		prism.publicationdate bt:pubdate analyticsattributes.articledate originalpublicationdate dateissued issued releasedate release_date firstpublishedtime apub:time
		article.created datecreated created creation_date docdate`)
	weakMeta = strings.Fields(`dc.date dcterms.date dc.terms.date date og:pubdate timestamp dcterms.valid eprints.date time`)
)

// published finds the publisher's own day, and says how.
func published(doc *goquery.Document, d declared, lines []block, headlineAt int, lang, address string, opt Options) (string, PublishedBy) {
	p := dayParser{lang: lang, monthFirst: monthFirst(lang, address), visible: opt.VisibleDate}
	for _, it := range d.items {
		if day, ok := p.day(it.published); ok && it.article {
			return day, ByJSONLD
		}
	}
	for _, name := range publishedMeta {
		for _, c := range d.meta[name] {
			if day, ok := p.day(c); ok {
				return day, ByMeta
			}
		}
	}
	if day, ok := p.timeElement(doc, true); ok {
		return day, ByTime
	}
	shown, strength := p.nearHeadline(lines, headlineAt)
	if strength >= 3 {
		return shown, ByText
	}
	if day, ok := p.timeElement(doc, false); ok {
		return day, ByTime
	}
	for _, it := range d.items {
		if day, ok := p.day(it.published); ok {
			return day, ByJSONLD
		}
	}
	for _, name := range weakMeta {
		for _, c := range d.meta[name] {
			if day, ok := p.day(c); ok {
				return day, ByMeta
			}
		}
	}
	if day, ok := dayInURL(address); ok {
		return day, ByURL
	}
	if strength > 0 {
		return shown, ByText
	}
	return "", ""
}

// monthFirst reports whether a date in figures begins with the month. Only
// American publishers write so.
func monthFirst(lang, address string) bool {
	if strings.EqualFold(lang, "en-US") {
		return true
	}
	if lang != "" && !strings.EqualFold(lang, "en") {
		return false
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := u.Hostname()
	return strings.HasSuffix(host, ".gov") || strings.HasSuffix(host, ".mil") || strings.HasSuffix(host, ".us")
}

// dayParser reads dates as the page's language writes them.
type dayParser struct {
	lang       string
	monthFirst bool
	visible    func(lang, text string) (string, bool)
}

var (
	isoDay     = regexp.MustCompile(`(?:^|[^\d])((?:19|20|25|14|13)\d\d)\s?([-/.])\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?:[^\d]|$)`)
	compactDay = regexp.MustCompile(`^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}(?:\.\d+)?Z?)?$`)
	figureDay  = regexp.MustCompile(`(?:^|[^\d.])(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?((?:19|20|25)\d\d)(?:[^\d.]|\.\D|\.?$)`)
	shortDay   = regexp.MustCompile(`^[^\d]*(\d{1,2})\.(\d{1,2})\.(\d\d)(?:\s*\.)?(?:[^\d.]|$)`)
	eastDay    = regexp.MustCompile(`((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]`)
	rocDay     = regexp.MustCompile(`(?:民國|中華民國)\s?(\d{2,3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日`)
	reiwaDay   = regexp.MustCompile(`(令和|平成|昭和)\s?(\d{1,2}|元)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日`)
	englishDM  = regexp.MustCompile(`(?i)(?:^|[^\d])(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?,?[\s-]+((?:19|20)\d\d)`)
	englishMD  = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)`)
	unixTime   = regexp.MustCompile(`^1\d{9}(?:\d{3})?$`)
)

const englishMonths = "jan feb mar apr may jun jul aug sep oct nov dec"

func englishMonth(s string) int { return strings.Index(englishMonths, strings.ToLower(s[:3]))/4 + 1 }

// day reads the first date of a short string.
func (p dayParser) day(s string) (string, bool) {
	s = strings.TrimSpace(asciiDigits(s))
	if s == "" || len(s) > 300 {
		return "", false
	}
	n := func(s string) int { v, _ := strconv.Atoi(s); return v }
	if m := compactDay.FindStringSubmatch(s); m != nil {
		return validDay(n(m[1]), n(m[2]), n(m[3]))
	}
	if unixTime.MatchString(s) {
		v, _ := strconv.ParseInt(s[:10], 10, 64)
		t := time.Unix(v, 0).UTC()
		return validDay(t.Year(), int(t.Month()), t.Day())
	}
	if m := eastDay.FindStringSubmatch(s); m != nil {
		return validDay(n(m[1]), n(m[2]), n(m[3]))
	}
	if m := rocDay.FindStringSubmatch(s); m != nil {
		return validDay(n(m[1])+1911, n(m[2]), n(m[3]))
	}
	if m := reiwaDay.FindStringSubmatch(s); m != nil {
		first := map[string]int{"令和": 2018, "平成": 1988, "昭和": 1925}[m[1]]
		return validDay(first+max(1, n(m[2])), n(m[3]), n(m[4]))
	}
	if m := isoDay.FindStringSubmatch(s); m != nil {
		if day, ok := validDay(n(m[1]), n(m[3]), n(m[4])); ok {
			return day, true
		}
	}
	if m := figureDay.FindStringSubmatch(s); m != nil {
		d, mo := n(m[1]), n(m[2])
		if p.monthFirst && strings.Contains(m[0], "/") || mo > 12 {
			d, mo = mo, d
		}
		if day, ok := validDay(n(m[3]), mo, d); ok {
			return day, true
		}
	}
	if p.visible != nil {
		if day, ok := p.visible(p.lang, s); ok {
			if t, err := time.Parse(time.DateOnly, day); err == nil {
				return validDay(t.Year(), int(t.Month()), t.Day())
			}
		}
	}
	if m := englishDM.FindStringSubmatch(s); m != nil {
		return validDay(n(m[3]), englishMonth(m[2]), n(m[1]))
	}
	if m := englishMD.FindStringSubmatch(s); m != nil {
		return validDay(n(m[3]), englishMonth(m[1]), n(m[2]))
	}
	if m := shortDay.FindStringSubmatch(s); m != nil {
		return validDay(2000+n(m[3]), n(m[2]), n(m[1]))
	}
	return "", false
}

// asciiDigits writes the figures of Arabic, Persian, Devanagari, Bengali,
// Thai, Burmese and Khmer, and full-width ones, as 0 to 9.
func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		for _, zero := range [...]rune{0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0, 0xff10} {
			if r >= zero && r <= zero+9 {
				return '0' + r - zero
			}
		}
		return r
	}, s)
}

// validDay checks a day: it exists, the web existed, and it is not yet to
// come. Years of the Buddhist era and of the Persian calendar are converted.
func validDay(y, m, d int) (string, bool) {
	switch {
	case y >= 2530 && y <= 2600:
		y -= 543
	case y >= 1370 && y <= 1450:
		return persianDay(y, m, d)
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != m || y < 1990 || t.After(time.Now().AddDate(0, 0, 2)) {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// persianDay converts a day of the Solar Hijri calendar. The cycle of 33 years
// is exact for the years that we meet (1370 to 1450).
func persianDay(y, m, d int) (string, bool) {
	if m < 1 || m > 12 || d < 1 || d > 31 || m > 6 && d > 30 {
		return "", false
	}
	leaps := func(y int) int { // leap years before y, counted from year 1 of a cycle
		n := (y - 1) / 33 * 8
		rest := (y - 1) % 33
		for _, leap := range [...]int{1, 5, 9, 13, 17, 22, 26, 30} {
			if rest >= leap {
				n++
			}
		}
		return n
	}
	days := (y-1400)*365 + leaps(y) - leaps(1400) + (m-1)*31 - max(0, m-7) + d - 1
	t := time.Date(2021, 3, 21, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
	if t.After(time.Now().AddDate(0, 0, 2)) {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// timeElement reads time elements and microdata: only those that say that they
// hold the day of publication, or (sure false) the lone one near the headline.
func (p dayParser) timeElement(doc *goquery.Document, sure bool) (string, bool) {
	found := ""
	read := func(s *goquery.Selection) bool {
		if !sure && (inFurniture(s.Nodes[0]) || inTeaser(s.Nodes[0])) {
			return true
		}
		for _, v := range []string{s.AttrOr("datetime", ""), s.AttrOr("content", ""), s.AttrOr("title", ""), textOf(s.Nodes[0])} {
			if day, ok := p.day(v); ok {
				found = day
				return false
			}
		}
		return true
	}
	if sure {
		doc.Find(`[itemprop~="datePublished"], time[pubdate], time.published, time.entry-date, .published time, [property~="schema:datePublished"], [property~="dc:date"], abbr.published`).EachWithBreak(func(_ int, s *goquery.Selection) bool { return read(s) })
	} else {
		doc.Find(`time`).EachWithBreak(func(i int, s *goquery.Selection) bool { return read(s) && i < 20 })
	}
	return found, found != ""
}

// inTeaser reports whether an element belongs to a list of other documents.
func inTeaser(n *html.Node) bool {
	for p := n.Parent; p != nil && p.Data != "body"; p = p.Parent {
		if p.Data == "li" || p.Data == "a" {
			return true
		}
		for _, w := range classWords(p) {
			if w == "related" || w == "teaser" || w == "card" || w == "sidebar" {
				return true
			}
		}
	}
	return false
}

var dateClass = wordSet(`date datum data fecha published publish pubdate time timestamp posted created dato datums datos kuupaev paivays paivamaara data-publicacao fecha-publicacao day dates info meta metadata newsdate postdate pub dt tarih sana tanggal ngay vremya datetime byline submitted issued released`)

// nearHeadline looks for a date that readers see beside the headline: a short
// line, best one that is nothing but a date. The strength tells how sure it is.
func (p dayParser) nearHeadline(lines []block, at int) (day string, strength float64) {
	if at < 0 {
		return "", 0
	}
	for i := max(0, at-6); i < len(lines) && i <= at+14; i++ {
		b := lines[i]
		if i == at || len([]rune(b.text)) > 160 || !strings.ContainsFunc(b.text, func(r rune) bool { return asciiDigits(string(r)) >= "0" && asciiDigits(string(r)) <= "9" }) {
			continue
		}
		found, ok := p.day(b.text)
		if !ok {
			continue
		}
		s := 3.0
		size := len([]rune(b.text))
		switch {
		case size <= 30:
			s += 2
		case size <= 60:
			s++
		default:
			s -= 1.5
		}
		if endsSentence(b.text) && size > 60 {
			s -= 2
		}
		for n, up := b.node, 0; n != nil && up < 2; n, up = n.Parent, up+1 {
			for _, w := range classWords(n) {
				if dateClass[w] {
					s++
					break
				}
			}
		}
		if inTeaser(b.node) || b.linkShare() > 0.5 {
			s -= 3
		}
		distance := float64(i - at)
		if distance < 0 {
			distance = -1.3 * distance
		}
		s -= 0.25 * distance
		if s > strength {
			day, strength = found, s
		}
	}
	return day, strength
}

var urlDay = regexp.MustCompile(`[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|[1-9])[/_-]?(0[1-9]|[12]\d|3[01]|[1-9])(?:[/_.tT-]|\d{0,6}(?:\.\w+)?$)`)

func dayInURL(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	m := urlDay.FindStringSubmatch(u.Path)
	if m == nil {
		return "", false
	}
	n := func(s string) int { v, _ := strconv.Atoi(s); return v }
	return validDay(n(m[1]), n(m[2]), n(m[3]))
}

// searchedDay asks the general date finder, which knows many patterns of
// markup. It is the last resort: it also finds dates of other documents.
func searchedDay(root *html.Node, address string) (day string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the date finder stopped: %v", p)
		}
	}()
	res, err := htmldate.FromDocument(root, htmldate.Options{UseOriginalDate: true, URL: address})
	if err != nil || res.IsZero() {
		return "", err
	}
	if res.DateTime.Month() == time.January && res.DateTime.Day() == 1 { // what it makes of a lone year
		return "", nil
	}
	day, _ = validDay(res.DateTime.Year(), int(res.DateTime.Month()), res.DateTime.Day())
	return day, nil
}
