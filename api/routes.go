package api

import "github.com/labstack/echo/v4"

// routes are all addresses of the server. What stands under /api/v1 and the
// operator's addresses are described in v1/openapi.yaml.
func (s *Server) routes(e *echo.Echo) {
	g := e.Group("/api/v1")
	g.GET("/search", s.calls.Search)
	g.GET("/histogram", s.calls.Histogram)
	g.GET("/facets/:field", s.calls.Facets)
	g.GET("/documents/:id", s.calls.Document)
	g.GET("/documents/:id/annotations", s.calls.Annotations)
	g.GET("/documents/:id/revisions", s.calls.Revisions)
	g.GET("/documents/:id/revisions/:n", s.calls.Revision)
	g.POST("/documents", s.calls.Ingest, s.mayWrite)
	g.DELETE("/documents/:id", s.calls.Delete, s.mayWrite)
	g.GET("/entities", s.calls.Entities)
	g.GET("/entities/:id", s.calls.Entity)
	g.GET("/export", s.calls.Export)
	g.GET("/offices", s.calls.Offices)
	g.GET("/corrections", s.calls.ListCorrections, s.mayWrite)
	g.POST("/corrections", s.calls.Correct, s.mayWrite)
	g.DELETE("/corrections/:id", s.calls.UndoCorrection, s.mayWrite)
	g.GET("/topics", s.calls.Topics)
	g.GET("/languages", s.calls.Languages)
	g.GET("/countries", s.calls.Countries)
	g.GET("/sources", s.calls.Sources)

	e.GET("/openapi.json", s.calls.OpenAPI)
	e.GET("/opensearch.xml", s.pages.OpenSearch)
	e.GET("/metrics", s.showMetrics)
	e.GET("/healthz", s.healthy)
	e.GET("/readyz", s.ready)

	e.GET("/", s.pages.Search)
	e.GET("/documents/:id", s.pages.Document)
	e.GET("/documents/:id/revisions/:n", s.pages.Revision)
	e.GET("/entities/:id", s.pages.Entity)
	e.GET("/about", s.pages.About)
	e.GET("/assets/:name", s.pages.Asset)
	e.GET("/robots.txt", s.pages.Robots)
	e.GET("/favicon.ico", s.pages.Icon)
}
