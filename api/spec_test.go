package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"communique/api/v1"
)

func init() {
	openapi3filter.RegisterBodyDecoder("application/opensearchdescription+xml", openapi3filter.FileBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/x-ndjson", openapi3filter.FileBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/ld+json", openapi3filter.RegisteredBodyDecoder("application/json"))
	openapi3filter.RegisterBodyDecoder("application/problem+json", openapi3filter.RegisteredBodyDecoder("application/json"))
}

func loadSpec(t *testing.T) (*openapi3.T, routers.Router) {
	t.Helper()
	spec, err := openapi3.NewLoader().LoadFromData(v1.Spec())
	if err != nil {
		t.Fatal(err)
	}
	if err := spec.Validate(context.Background(), openapi3.IsOpenAPI31OrLater()); err != nil {
		t.Fatalf("openapi.yaml: %v", err)
	}
	spec.Servers = nil // the test's own address
	router, err := legacy.NewRouter(spec, openapi3.IsOpenAPI31OrLater())
	if err != nil {
		t.Fatal(err)
	}
	return spec, router
}

// pagesOnly are the addresses for people, which the description leaves out.
var pagesOnly = map[string]bool{
	"GET /": true, "GET /documents/:id": true, "GET /documents/:id/revisions/:n": true, "GET /entities/:id": true,
	"GET /about": true, "GET /assets/:name": true, "GET /robots.txt": true, "GET /favicon.ico": true,
}

func TestEveryRouteIsDescribedAndEveryDescriptionIsARoute(t *testing.T) {
	spec, _ := loadSpec(t)
	_, s := start(t, releases())
	colon := regexp.MustCompile(`:(\w+)`)
	routed := map[string]bool{}
	for _, r := range s.echo.Routes() {
		name := r.Method + " " + colon.ReplaceAllString(r.Path, "{$1}")
		routed[name] = true
		if pagesOnly[r.Method+" "+r.Path] || r.Method == "echo_route_not_found" {
			continue
		}
		path := spec.Paths.Value(colon.ReplaceAllString(r.Path, "{$1}"))
		if path == nil || path.GetOperation(r.Method) == nil {
			t.Errorf("%s is not described in openapi.yaml", name)
		}
	}
	for path, item := range spec.Paths.Map() {
		for method := range item.Operations() {
			if !routed[method+" "+path] {
				t.Errorf("%s %s is described but not served", method, path)
			}
		}
	}
}

// Every operation is called with its examples, once without any optional
// parameter and once with each alone; every answer must be as described.
func TestEveryDescribedCall(t *testing.T) {
	spec, router := loadSpec(t)
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			t.Run(method+strings.ReplaceAll(path, "/", "_"), func(t *testing.T) {
				base, _ := start(t, releases()) // each gets documents that the others did not delete
				for i, query := range queries(item, op) {
					if i > 0 && method == http.MethodPost { // what was written once would be in the way
						base, _ = start(t, releases())
					}
					body := ""
					if op.RequestBody != nil {
						body = mustJSON(t, op.RequestBody.Value.Content["application/json"].Example)
					}
					status := conform(t, router, method, base+fill(path, item, op)+query, body, "application/json")
					if status >= 400 {
						t.Errorf("%s %s%s: the example of the description gets %d", method, path, query, status)
					}
					if method == http.MethodDelete {
						break // it is gone
					}
				}
			})
		}
	}
}

// The errors, too, are as described.
func TestErrorsAreAsDescribed(t *testing.T) {
	_, router := loadSpec(t)
	base, _ := start(t, releases())
	for _, c := range []struct {
		method, path, body, kind string
		want                     int
	}{
		{"GET", "/api/v1/search?lang=ru", "", "", 400},
		{"GET", "/api/v1/search?size=100000", "", "", 400},
		{"GET", "/api/v1/search?country=XY", "", "", 400},
		{"GET", "/api/v1/documents/none", "", "", 404},
		{"GET", "/api/v1/documents/none/revisions", "", "", 404},
		{"GET", "/api/v1/documents/seed-004/revisions/7", "", "", 404},
		{"DELETE", "/api/v1/documents/none", "", "", 404},
		{"GET", "/api/v1/entities/person:nobody", "", "", 404},
		{"GET", "/api/v1/facets/colour", "", "", 400},
		{"GET", "/api/v1/export?format=xls", "", "", 400},
		{"GET", "/api/v1/documents/none/annotations", "", "", 404},
		{"GET", "/api/v1/offices?state=ZZ", "", "", 400},
		{"GET", "/api/v1/offices?state=LV&at=soon", "", "", 400},
		{"GET", "/api/v1/offices?at=2019&state=LV", "", "", 200},
		{"POST", "/api/v1/corrections", `{"kind":"merge"}`, "application/json", 400},
		{"POST", "/api/v1/corrections", `{"kind":"reject","entity":"person:x","document":"none"}`, "application/json", 404},
		{"POST", "/api/v1/corrections", `{"kind":"rename","entity":"person:nobody","name":"No Body"}`, "application/json", 409},
		{"POST", "/api/v1/corrections", `{"kind":"rename","entity":"person:x","name":"X","colour":"red"}`, "application/json", 400},
		{"POST", "/api/v1/corrections?wait=indexed", `{"kind":"merge","entity":"person:x","into":"person:ivica-dacic"}`, "application/json", 201},
		{"GET", "/api/v1/corrections?all=true", "", "", 200},
		{"DELETE", "/api/v1/corrections/99", "", "", 404},
		{"DELETE", "/api/v1/corrections/one", "", "", 400},
		{"POST", "/api/v1/documents", "{", "application/json", 400},
		{"POST", "/api/v1/documents", "a=b", "application/x-www-form-urlencoded", 415},
		{"POST", "/api/v1/documents", `[{"text":"a"},{"text":""}]`, "application/json", 200},
		{"POST", "/api/v1/documents", "{\"text\":\"a\"}\nnonsense\n", "application/x-ndjson", 200},
	} {
		if got := conform(t, router, c.method, base+c.path, c.body, c.kind); got != c.want {
			t.Errorf("%s %s: %d, want %d", c.method, c.path, got, c.want)
		}
	}
}

// conform sends a request and holds the answer against the description.
func conform(t *testing.T, router routers.Router, method, address, body, kind string) int {
	t.Helper()
	headers := []string{}
	if kind != "" {
		headers = append(headers, "Content-Type", kind)
	}
	a := ask(t, method, address, body, headers...)
	r, _ := http.NewRequest(method, address, strings.NewReader(body))
	u, _ := url.Parse(address)
	r.URL = &url.URL{Path: u.Path, RawQuery: u.RawQuery}
	route, params, err := router.FindRoute(r)
	if err != nil {
		t.Errorf("%s %s: %v", method, address, err)
		return a.StatusCode
	}
	err = openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route},
		Status:                 a.StatusCode, Header: a.Header, Body: io.NopCloser(bytes.NewReader([]byte(a.body))),
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	})
	if err != nil {
		t.Errorf("%s %s: the answer is not as described: %v\n%s", method, u.RequestURI(), err, a.body)
	}
	return a.StatusCode
}

func queries(item *openapi3.PathItem, op *openapi3.Operation) []string {
	out := []string{""}
	for _, ref := range append(item.Parameters, op.Parameters...) {
		p := ref.Value
		if p.In != "query" || p.Example == nil {
			continue
		}
		values := url.Values{}
		if list, ok := p.Example.([]any); ok {
			for _, v := range list {
				values.Add(p.Name, fmt.Sprint(v))
			}
		} else {
			values.Set(p.Name, fmt.Sprint(p.Example))
		}
		out = append(out, "?"+values.Encode())
	}
	return out
}

func fill(path string, item *openapi3.PathItem, op *openapi3.Operation) string {
	for _, ref := range append(item.Parameters, op.Parameters...) {
		if p := ref.Value; p.In == "path" {
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(fmt.Sprint(p.Example)))
		}
	}
	return path
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
