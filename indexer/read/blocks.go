package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// block is one paragraph, heading, list item, table row, or line of a page.
type block struct {
	text    string
	tag     atom.Atom  // of the nearest block element
	node    *html.Node // that element
	links   float64    // weight of the part that is link text
	weight  float64    // of the whole text
	joined  bool       // follows the block before it without an empty line (br, li, tr)
	heading int        // 1 to 6 in headings, 0 elsewhere
}

func (b block) linkShare() float64 {
	if b.weight == 0 {
		return 0
	}
	return b.links / b.weight
}

// blockTags end the line before and after them.
var blockTags = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Caption: true, atom.Center: true,
	atom.Dd: true, atom.Details: true, atom.Dialog: true, atom.Dir: true, atom.Div: true, atom.Dl: true, atom.Dt: true,
	atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true, atom.Footer: true, atom.Form: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Header: true, atom.Hgroup: true,
	atom.Hr: true, atom.Html: true, atom.Legend: true, atom.Li: true, atom.Main: true, atom.Menu: true, atom.Nav: true, atom.Ol: true, atom.P: true,
	atom.Pre: true, atom.Section: true, atom.Summary: true, atom.Table: true, atom.Tbody: true, atom.Tfoot: true, atom.Thead: true,
	atom.Title: true, atom.Tr: true, atom.Ul: true,
}

// unread elements hold no text for readers.
var unread = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Iframe: true, atom.Object: true,
	atom.Svg: true, atom.Math: true, atom.Canvas: true, atom.Select: true, atom.Textarea: true, atom.Button: true, atom.Input: true, atom.Audio: true, atom.Video: true,
	atom.Embed: true, atom.Datalist: true, atom.Frameset: true, atom.Noframes: true, atom.Rp: true, atom.Rt: true,
}

// blocksOf writes the tree below a node as lines, in the order of the page.
func blocksOf(root *html.Node) []block {
	w := blockWriter{}
	w.walk(root, scope{node: root})
	w.flush(scope{node: root})
	return w.out
}

type scope struct {
	node    *html.Node // nearest block element
	link    bool
	pre     bool
	heading int
}

type blockWriter struct {
	out    []block
	buf    strings.Builder
	links  strings.Builder
	joined bool // the next block continues the one before
}

func (w *blockWriter) walk(n *html.Node, s scope) {
	switch n.Type {
	case html.TextNode:
		text := n.Data
		if s.pre {
			for i, line := range strings.Split(text, "\n") {
				if i > 0 {
					w.flush(s)
					w.joined = true
				}
				w.buf.WriteString(line)
			}
			return
		}
		w.buf.WriteString(text)
		if s.link {
			w.links.WriteString(text)
		}
		return
	case html.ElementNode:
	case html.DocumentNode:
	default:
		return
	}
	if n.Type == html.ElementNode {
		if unread[n.DataAtom] || n.Namespace != "" {
			return
		}
		switch n.DataAtom {
		case atom.Br:
			w.joined = w.flush(s) // a second break in a row makes an empty line
			return
		case atom.Wbr:
			w.buf.WriteString("\u200b")
			return
		case atom.Td, atom.Th:
			if n.PrevSibling != nil && strings.TrimSpace(w.buf.String()) != "" {
				w.buf.WriteString(" | ")
			}
		case atom.A:
			s.link = true
		case atom.Pre:
			s.pre = true
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			s.heading = int(n.Data[1] - '0')
		}
	}
	isBlock := n.Type == html.ElementNode && blockTags[n.DataAtom]
	if isBlock {
		w.flush(s)
		w.joined = (n.DataAtom == atom.Li || n.DataAtom == atom.Tr) && len(w.out) > 0 && w.out[len(w.out)-1].tag == n.DataAtom
		s.node = n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, s)
	}
	if isBlock {
		w.flush(s)
		w.joined = false
	}
}

// flush ends a line, and reports whether there was one.
func (w *blockWriter) flush(s scope) bool {
	text := oneLine(w.buf.String())
	links := w.links.String()
	w.buf.Reset()
	w.links.Reset()
	text = strings.TrimSpace(strings.TrimSuffix(text, " |"))
	if text == "" || text == "|" {
		return false
	}
	w.out = append(w.out, block{text: text, tag: s.node.DataAtom, node: s.node, links: weigh(links), weight: weigh(text), joined: w.joined && len(w.out) > 0, heading: s.heading})
	w.joined = false
	return true
}

// oneLine is a text as one line in normal form C: white space runs become one
// space; signs that only steer layout go. The zero-width space stays, since
// Khmer and Thai part words with it, and so do the joiners of Persian and
// Indic scripts.
func oneLine(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case r == 0xad || r == 0xfeff || r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0:
			continue
		case unicode.IsSpace(r):
			space = true
			continue
		case unicode.IsControl(r):
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return norm.NFC.String(strings.Trim(b.String(), "\u200b "))
}

// joinBlocks writes blocks as the text of a document.
func joinBlocks(blocks []block) string {
	var b strings.Builder
	for i, bl := range blocks {
		if i > 0 {
			if bl.joined {
				b.WriteString("\n")
			} else {
				b.WriteString("\n\n")
			}
		}
		b.WriteString(bl.text)
	}
	return b.String()
}

// textOf is the text of a small element as one line.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			return
		}
		if n.Type == html.ElementNode && unread[n.DataAtom] {
			return
		}
		breaks := n.Type == html.ElementNode && (blockTags[n.DataAtom] || n.DataAtom == atom.Br)
		if breaks {
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if breaks {
			b.WriteByte(' ')
		}
	}
	walk(n)
	return oneLine(b.String())
}

// attr is an attribute's value, or "".
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
