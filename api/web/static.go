package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/xml"
	"mime"
	"net/http"
	"path"

	"github.com/labstack/echo/v4"

	"communique/api/ask"
	"communique/api/parts"
	"communique/corpus"
)

//go:embed assets/*
var assets embed.FS

// stylePath carries a piece of the sheet's hash, so that it can be kept for
// ever and a new program is never shown in old clothes.
var stylePath = func() string {
	b, err := assets.ReadFile("assets/style.css")
	if err != nil {
		panic(err) // part of the program
	}
	sum := sha256.Sum256(b)
	return "/assets/style.css?v=" + hex.EncodeToString(sum[:6])
}()

// Asset answers /assets/{name}.
func (p *Pages) Asset(c echo.Context) error {
	name := path.Base(ask.Path(c, "name"))
	b, err := assets.ReadFile("assets/" + name)
	if err != nil {
		return corpus.Errorf(corpus.NotFound, "there is no such file")
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=3600")
	if c.QueryParam("v") != "" {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	return c.Blob(http.StatusOK, mime.TypeByExtension(path.Ext(name)), b)
}

// Icon answers /favicon.ico, which browsers ask for unbidden.
func (p *Pages) Icon(c echo.Context) error {
	return c.Redirect(http.StatusMovedPermanently, "/assets/icon.svg")
}

// Robots lets crawlers read documents but keeps them from walking through
// every combination of filters.
func (p *Pages) Robots(c echo.Context) error {
	return c.String(http.StatusOK, "User-agent: *\nDisallow: /?\nDisallow: /api/\n")
}

// OpenSearch answers /opensearch.xml.
func (p *Pages) OpenSearch(c echo.Context) error {
	if err := ask.Allow(c.QueryParams(), "ui"); err != nil {
		return err
	}
	f, err := p.frame(c)
	if err != nil {
		return err
	}
	base := p.base(c)
	type address struct {
		Type     string `xml:"type,attr"`
		Template string `xml:"template,attr"`
		Rel      string `xml:"rel,attr,omitempty"`
	}
	type image struct {
		Type string `xml:"type,attr"`
		URL  string `xml:",chardata"`
	}
	body, err := xml.MarshalIndent(struct {
		XMLName     xml.Name  `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName   string    `xml:"ShortName"`
		Description string    `xml:"Description"`
		Encoding    string    `xml:"InputEncoding"`
		Image       image     `xml:"Image"`
		URLs        []address `xml:"Url"`
	}{
		ShortName: "Communique", Description: f.T("tagline"), Encoding: "UTF-8", Image: image{"image/svg+xml", base + "/assets/icon.svg"},
		URLs: []address{
			{Type: "text/html", Template: base + "/?q={searchTerms}"},
			{Type: "application/json", Template: base + "/api/v1/search?q={searchTerms}"},
			{Type: "application/opensearchdescription+xml", Template: base + "/opensearch.xml", Rel: "self"},
		},
	}, "", "  ")
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "application/opensearchdescription+xml", append([]byte(xml.Header), body...))
}

// base is the address of this server for others.
func (p *Pages) base(c echo.Context) string {
	return parts.Base(p.BaseURL, c.Request())
}
