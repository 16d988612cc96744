package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"communique/api/ask"
	"communique/api/parts"
)

//go:embed pages/*.html
var pageFiles embed.FS

// Config holds the parts that pages ask.
type Config struct {
	Searcher  parts.Searcher
	Documents parts.Documents
	Catalogue parts.Catalogue
	Tenures   parts.Tenures
	Version   string
	BaseURL   string // as in https://search.example.org; empty: what the request's Host says
}

// Pages answers the addresses that people read.
type Pages struct {
	Config
	texts     *texts
	pages     map[string]*template.Template // by file name without .html
	directory map[string]parts.Language
}

// New reads the templates and wording, which are part of the program.
func New(cfg Config) (*Pages, error) {
	t, err := loadTexts()
	if err != nil {
		return nil, err
	}
	p := &Pages{Config: cfg, texts: t, pages: map[string]*template.Template{}, directory: map[string]parts.Language{}}
	for _, l := range cfg.Catalogue.Languages() {
		p.directory[l.Code] = l
	}
	files, err := fs.Glob(pageFiles, "pages/*.html")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		name := strings.TrimSuffix(path.Base(f), ".html")
		if name == "layout" {
			continue
		}
		if p.pages[name], err = template.ParseFS(pageFiles, "pages/layout.html", f); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
	}
	return p, nil
}

// frame is what every page has; the views embed it. Its methods are the words
// of the templates.
type frame struct {
	p      *Pages
	text   *text
	UI     string // language of the wording
	Dir    string
	Title  string // of the window
	Query  string // in the search box
	Hidden []pair // parameters that the search form carries along
	Style  string // address of the style sheet
	// Other are this page's addresses in the other languages of the wording.
	Other []otherLanguage
	// own is ui=xx when the reader asked for a language by parameter.
	own bool
}

type pair struct{ Name, Value string }

type otherLanguage struct{ Code, Name, URL string }

func (p *Pages) frame(c echo.Context) (frame, error) {
	ui, err := ask.Reader(c.Request(), p.texts.codes)
	if err != nil {
		return frame{}, err
	}
	f := p.frameIn(ui)
	f.own = c.QueryParam("ui") != ""
	for _, code := range p.texts.codes {
		v := c.Request().URL.Query()
		v.Set("ui", code)
		f.Other = append(f.Other, otherLanguage{code, p.texts.of(code).name(), "?" + v.Encode()})
	}
	if f.own {
		f.Hidden = []pair{{"ui", ui}}
	}
	return f, nil
}

func (p *Pages) frameIn(ui string) frame {
	return frame{p: p, text: p.texts.of(ui), UI: ui, Dir: p.dir(ui), Style: stylePath}
}

// T is the wording of a key; {0}, {1}… in it are replaced by args.
func (f frame) T(key string, args ...any) string { return f.text.say(key, args...) }

// N is the wording of a key for a count, in the plural form it needs; {0} is
// the count as the language writes it.
func (f frame) N(key string, n int) string { return f.text.count(key, n) }

// Number is n as the language writes it.
func (f frame) Number(n int) string { return f.text.number(n) }

// Date is 2019-05-30 in words.
func (f frame) Date(day string) string { return f.text.date(day) }

// DirOf is the direction of a document's language; auto where it is unknown.
func (f frame) DirOf(code string) string { return f.p.dir(code) }

// LangOf is the language as an attribute takes it: empty where it is unknown.
func (f frame) LangOf(code string) string {
	if code == "und" {
		return ""
	}
	return code
}

// Label names a facet value.
func (f frame) Label(field, value string) string {
	return parts.Label(f.p.Catalogue, field, value, f.UI)
}

// URL is an address of a page, with the reader's language carried along.
func (f frame) URL(address string) string {
	if !f.own {
		return address
	}
	sep := "?"
	if strings.Contains(address, "?") {
		sep = "&"
	}
	return address + sep + "ui=" + f.UI
}

// rightToLeft are the scripts written so, for languages without a pack.
var rightToLeft = []string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"}

func (p *Pages) dir(code string) string {
	if l, ok := p.directory[code]; ok && l.Direction != "" {
		return l.Direction
	}
	tag, err := language.Parse(code)
	if err != nil || code == "und" {
		return "auto"
	}
	script, _ := tag.Script()
	if slices.Contains(rightToLeft, script.String()) {
		return "rtl"
	}
	return "ltr"
}

// render writes a page whole or not at all: a template that fails half way
// must not leave half a page.
func (p *Pages) render(c echo.Context, status int, name string, view any) error {
	var b bytes.Buffer
	if err := p.pages[name].ExecuteTemplate(&b, "layout", view); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	c.Response().Header().Add("Vary", "Accept-Language")
	return c.HTMLBlob(status, b.Bytes())
}

// Problem is the page of an error. It is called outside a handler, so it asks
// nothing that could fail.
func (p *Pages) Problem(c echo.Context, status int, detail, requestID string) error {
	f, err := p.frame(c)
	if err != nil {
		f = p.frameIn(p.texts.codes[0])
	}
	key := fmt.Sprintf("problem.%d", status)
	if !f.text.has(key) {
		key = "problem.other"
	}
	f.Title = f.T(key)
	if q := c.QueryParam("q"); len(q) < 1000 {
		f.Query = q
	}
	return p.render(c, status, "problem", struct {
		frame
		Detail, RequestID string
	}{f, detail, requestID})
}

// About says what this is and how to ask.
func (p *Pages) About(c echo.Context) error {
	if err := ask.Allow(c.QueryParams(), "ui"); err != nil {
		return err
	}
	f, err := p.frame(c)
	if err != nil {
		return err
	}
	f.Title = f.T("about")
	return p.render(c, http.StatusOK, "about", struct {
		frame
		Version   string
		Languages []parts.Language
		Examples  []pair
	}{f, p.Version, p.Catalogue.Languages(), []pair{
		{`border police`, f.T("help.words")}, {`"human trafficking"`, f.T("help.phrase")},
		{`Interpol OR Europol`, f.T("help.or")}, {`migration -asylum`, f.T("help.not")}, {`cyber*`, f.T("help.prefix")},
		{`title:budget`, f.T("help.title")}, {`country:RO lang:en`, f.T("help.filter")}, {`org:interpol`, f.T("help.entity")},
		{`published:2019-05..2019-06`, f.T("help.published")}, {`mentions:2019-05-30`, f.T("help.mentions")},
	}})
}
