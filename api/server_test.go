package api

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"communique/search/engine"
	"communique/search/query"
)

func TestWrongParametersSayWhatToWrite(t *testing.T) {
	base, _ := start(t, releases())
	for _, c := range []struct{ query, want string }{
		{"?lang=ru", `"language"`},
		{"?langauge=ru", `did you mean "language"`},
		{"?organization=interpol", `did you mean "organisation"`},
		{"?zzz=1", "this call takes q"},
		{"?size=101", "size: \"101\" is not a whole number from 0 to 100"},
		{"?size=100000", "size"},
		{"?size=-1", "size"},
		{"?size=1&size=2", "size: may be given once"},
		{"?from=30.05.2019", "write it as 2019-05-30"},
		{"?from=2019-02-30", "from"},
		{"?from=2019-06&to=2019-05", "later than"},
		{"?country=XY", "ISO 3166-1"},
		{"?language=klingon", "GET /api/v1/languages"},
		{"?topic=migratoin", `did you mean "migration"`},
		{"?topic=quux", "GET /api/v1/topics"},
		{"?sort=date", "relevance, newest, oldest"},
		{"?facets=languages", `did you mean "language"`},
		{"?cursor=abc", "another query"},
		{"?ui=%20%00", "ui"},
		{"?q=%ff", "UTF-8"},
		{"?q=" + strings.Repeat("a", query.MaxLength+1), "the limit is 1000"},
	} {
		a := get(t, base+"/api/v1/search"+c.query)
		p := a.problem(t)
		if a.StatusCode != 400 || !strings.Contains(p.Detail, c.want) {
			t.Errorf("%s: %d %q, want 400 with %q", c.query, a.StatusCode, p.Detail, c.want)
		}
		if page := get(t, base+"/"+c.query); page.StatusCode != 400 || !strings.Contains(page.page(t).Find(".lead").Text(), strings.Split(c.want, "\"")[0]) {
			t.Errorf("page %s: %d", c.query, page.StatusCode)
		}
	}
	if a := get(t, base+"/api/v1/search?q="+strings.Repeat("a", maxURL)); a.StatusCode != 414 {
		t.Errorf("an endless address gets %d", a.StatusCode)
	}
}

func TestFiltersTakeShortAndLongSpellings(t *testing.T) {
	p := releases()
	var got query.Query
	p.Before = func(_ context.Context, q query.Query) error { got = q; return nil }
	base, _ := start(t, p)
	a := get(t, base+"/api/v1/search?state=af&organisation=interpol&organisation=org:coe&country=ro&person=ivica-dacic&from=2019&to=2020-02&facets=none&expand=none&language=LV")
	if a.StatusCode != 200 {
		t.Fatal(a.body)
	}
	f := got.Filters
	if fmt.Sprint(f.State, f.Organisation, f.Country, f.Person, f.Language) != "[state:AF] [org:interpol org:coe] [RO] [person:ivica-dacic] [lv]" {
		t.Errorf("filters are %+v", f)
	}
	if f.From != "2019-01-01" || f.To != "2020-02-29" || !got.NoExpand || len(got.Facets) != 0 {
		t.Errorf("query is %+v", got)
	}
}

func TestFacetLabelsAreInTheReadersLanguage(t *testing.T) {
	base, _ := start(t, releases())
	for _, c := range []struct{ header, param, want string }{
		{"", "", "German"}, {"de-AT,en;q=0.5", "", "Deutsch"}, {"de", "&ui=fr", "allemand"},
	} {
		a := get(t, base+"/api/v1/search?q=Konferenz"+c.param, "Accept-Language", c.header)
		var res engine.Results
		if err := json.Unmarshal([]byte(a.body), &res); err != nil {
			t.Fatal(err)
		}
		if got := res.Facets["language"][0].Label; got != c.want {
			t.Errorf("%+v: label %q", c, got)
		}
	}
	if a := get(t, base+"/api/v1/facets/organisation?prefix=counc"); !strings.Contains(a.body, `"org:coe"`) || strings.Contains(a.body, "interpol") {
		t.Errorf("facets by prefix: %s", a.body)
	}
}

func TestHeaders(t *testing.T) {
	base, _ := start(t, releases(), func(c *Config) { c.CORSOrigins = []string{"https://reader.example"} })
	for _, path := range []string{"/", "/api/v1/search", "/about", "/nothing", "/api/v1/nothing", "/metrics"} {
		a := get(t, base+path)
		h := a.Header
		csp := h.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "script-src") {
			t.Errorf("%s: Content-Security-Policy %q", path, csp)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" || h.Get("X-Request-ID") == "" {
			t.Errorf("%s: headers %v", path, h)
		}
	}
	if id := get(t, base+"/healthz", "X-Request-ID", "abc-123").Header.Get("X-Request-ID"); id != "abc-123" {
		t.Errorf("a sane request id became %q", id)
	}
	if id := get(t, base+"/healthz", "X-Request-ID", "a b\"<c>").Header.Get("X-Request-ID"); !sane(id) {
		t.Errorf("request id %q", id)
	}
	if h := get(t, base+"/api/v1/topics", "Origin", "https://reader.example").Header; h.Get("Access-Control-Allow-Origin") != "https://reader.example" {
		t.Errorf("CORS of a configured origin: %v", h)
	}
	if h := get(t, base+"/api/v1/topics", "Origin", "https://evil.example").Header; h.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("CORS of another origin: %v", h)
	}
	if a := ask(t, "OPTIONS", base+"/api/v1/documents", "", "Origin", "https://reader.example", "Access-Control-Request-Method", "POST"); strings.Contains(a.Header.Get("Access-Control-Allow-Methods"), "POST") {
		t.Errorf("CORS allows writing: %v", a.Header)
	}
	if a := ask(t, "HEAD", base+"/api/v1/documents/seed-004", ""); a.StatusCode != 200 || a.body != "" {
		t.Errorf("HEAD: %d %q", a.StatusCode, a.body)
	}
	if a := ask(t, "PUT", base+"/api/v1/search", ""); a.StatusCode != 405 || a.problem(t).Type != "urn:communique:problem:method-not-allowed" {
		t.Errorf("PUT: %d", a.StatusCode)
	}
}

func TestGzip(t *testing.T) {
	base, _ := start(t, releases())
	for _, path := range []string{"/", "/api/v1/search", "/openapi.json", "/assets/style.css", "/metrics"} {
		plain := get(t, base+path, "Accept-Encoding", "identity").body
		a := get(t, base+path, "Accept-Encoding", "gzip")
		if a.Header.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s (%d bytes) is not compressed", path, len(plain))
			continue
		}
		z, err := gzip.NewReader(strings.NewReader(a.body))
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(z); err != nil || path != "/metrics" && path != "/" && path != "/api/v1/search" && string(b) != plain {
			t.Errorf("%s: compressed differs (%v)", path, err)
		}
	}
	if a := get(t, base+"/nothing-here", "Accept-Encoding", "gzip"); a.StatusCode != 404 {
		t.Errorf("compressed error: %d", a.StatusCode)
	}
	if a := get(t, base+"/healthz", "Accept-Encoding", "gzip"); a.StatusCode != 200 || a.Header.Get("Content-Encoding") != "" {
		t.Errorf("a short answer: %d %v", a.StatusCode, a.Header)
	}
}

// keys is a store of one key.
type keys string

func (k keys) HasKeys(context.Context) (bool, error) { return k != "", nil }
func (k keys) CheckKey(_ context.Context, s string) (string, bool, error) {
	return "test", sha256.Sum256([]byte(s)) == sha256.Sum256([]byte(k)), nil
}

func TestWhoMayWrite(t *testing.T) {
	const doc = `{"text":"A release."}`
	for _, c := range []struct {
		name    string
		keys    keys
		headers []string
		want    int
	}{
		{"this machine without keys", "", nil, 200},
		{"behind a proxy on this machine", "", []string{"X-Forwarded-For", "203.0.113.9"}, 403},
		{"a name that points here", "", []string{"Host", "evil.example:8080"}, 403},
		{"a page of another site", "", []string{"Origin", "https://evil.example"}, 403},
		{"a browser says cross-site", "", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"no key where one is needed", "cq_secret", nil, 401},
		{"a wrong key", "cq_secret", []string{"Authorization", "Bearer cq_guess"}, 401},
		{"the key", "cq_secret", []string{"Authorization", "Bearer cq_secret"}, 200},
		{"the key in its own header", "cq_secret", []string{"X-API-Key", "cq_secret"}, 200},
		{"the key through a proxy", "cq_secret", []string{"X-API-Key", "cq_secret", "X-Forwarded-For", "203.0.113.9"}, 200},
		{"the key from another site's page", "cq_secret", []string{"X-API-Key", "cq_secret", "Sec-Fetch-Site", "cross-site"}, 403},
	} {
		base, _ := start(t, releases(), func(cfg *Config) { cfg.Keys = c.keys })
		a := ask(t, "POST", base+"/api/v1/documents", doc, append([]string{"Content-Type", "application/json"}, c.headers...)...)
		if a.StatusCode != c.want {
			t.Errorf("%s: %d, want %d\n%s", c.name, a.StatusCode, c.want, a.body)
		}
		d := ask(t, "DELETE", base+"/api/v1/documents/seed-004", "", c.headers...)
		if want := map[int]int{200: 204}[c.want]; want != 0 && d.StatusCode != want || want == 0 && d.StatusCode != c.want {
			t.Errorf("%s: DELETE %d", c.name, d.StatusCode)
		}
	}
	for addr, want := range map[string]bool{"127.0.0.1:9": true, "[::1]:9": true, "10.0.0.7:9": false, "172.17.0.1:9": false} {
		r, _ := http.NewRequest("POST", "http://localhost:8080/", nil)
		r.RemoteAddr = addr
		if fromThisMachine(r) != want {
			t.Errorf("fromThisMachine(%s) = %v", addr, !want)
		}
	}
}

func TestIngest(t *testing.T) {
	base, _ := start(t, releases(), func(c *Config) { c.MaxDocument, c.MaxBody = 1000, 10_000 })
	post := func(kind, body string) answer {
		return ask(t, "POST", base+"/api/v1/documents?wait=indexed", body, "Content-Type", kind)
	}
	lines := strings.Join([]string{
		`{"id":"n1","title":"One","text":"first zebra"}`, ``, `{"id":"n2","text":`, `{"id":"n3","text":"bad ` + "\xff" + `"}`,
		`{"id":"n4","text":"x","published":"2019-02-31"}`, `{"id":"n5","text":"` + strings.Repeat("a", 1500) + `"}`,
		`{"id":"n6","text":"` + strings.Repeat("a", 3000) + `"}`, `[1]`, `{"id":"n1","title":"One","text":"first zebra"}`,
		`{"id":"n7","text":7}`, `{"id":"n8","text":"last zebra"}`,
	}, "\n")
	a := post("application/x-ndjson", lines)
	var got struct {
		Items []struct {
			Line       int
			ID, Status string
			Error      *struct {
				Message string
				Line    int
			}
		}
		Created, Updated, Unchanged, Rejected int
	}
	if err := json.Unmarshal([]byte(a.body), &got); err != nil || a.StatusCode != 200 {
		t.Fatalf("%d %v\n%s", a.StatusCode, err, a.body)
	}
	if got.Created != 2 || got.Unchanged != 1 || got.Rejected != 7 || len(got.Items) != 10 {
		t.Errorf("outcomes: %s", a.body)
	}
	for i, want := range []string{"1 created", "3 not JSON", "4 UTF-8", "5 not a date", "6 too long", "7 too long", "8 JSON array", "9 unchanged", "10 text: cannot be a number", "11 created"} {
		it := got.Items[i]
		s := fmt.Sprint(it.Line, " ", it.Status)
		if it.Error != nil {
			s = fmt.Sprint(it.Line, " ", it.Error.Message)
		}
		number, words, _ := strings.Cut(want, " ")
		if !strings.HasPrefix(s, number+" ") || !strings.Contains(s, words) {
			t.Errorf("item %d is %q, want %q", i, s, want)
		}
	}
	if a := get(t, base+"/api/v1/search?q=zebra"); !strings.Contains(a.body, `"total":2`) {
		t.Errorf("what was acknowledged is not found: %s", a.body)
	}
	for _, c := range []struct {
		kind, body string
		want       int
		says       string
	}{
		{"application/json", `{"text":"one"}`, 200, `"created":1`},
		{"application/json", `[{"text":"two"},{"text":"three"},{}]`, 200, `"rejected":1`},
		{"application/json", `{"title":"none"`, 400, "not JSON"},
		{"application/json", `{}`, 400, "no text"},
		{"application/json", ``, 400, "empty"},
		{"application/json", `[{"text":"a"}`, 400, "not a JSON array"},
		{"text/plain", `{"text":"x"}`, 415, "application/json"},
		{"application/json", `[` + strings.Repeat(" ", 10_000) + `]`, 413, "several requests"},
	} {
		if a := post(c.kind, c.body); a.StatusCode != c.want || !strings.Contains(a.body, c.says) {
			t.Errorf("%s %.40s: %d %s", c.kind, c.body, a.StatusCode, a.body)
		}
	}
	// A stream that does not say its length is cut at the limit.
	r, _ := http.NewRequest("POST", base+"/api/v1/documents", io.MultiReader(strings.NewReader(lines), strings.NewReader(strings.Repeat("\n", 20_000))))
	r.Header.Set("Content-Type", "application/x-ndjson")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 413 {
		t.Errorf("an endless stream gets %d", res.StatusCode)
	}
}

func TestTooManySearchesAtOnce(t *testing.T) {
	p := releases()
	release, entered := make(chan struct{}), make(chan struct{}, 8)
	p.Before = func(ctx context.Context, _ query.Query) error {
		entered <- struct{}{}
		select {
		case <-release:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	base, _ := start(t, p, func(c *Config) { c.MaxSearches, c.QueueWait = 2, 30*time.Millisecond })
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { get(t, base+"/api/v1/search") })
		<-entered
	}
	a := get(t, base+"/api/v1/search")
	if a.StatusCode != 503 || a.Header.Get("Retry-After") == "" || a.problem(t).Type != "urn:communique:problem:busy" {
		t.Errorf("third of two: %d %s", a.StatusCode, a.body)
	}
	if a := get(t, base+"/api/v1/documents/seed-004"); a.StatusCode != 200 {
		t.Errorf("a cheap request was held up: %d", a.StatusCode)
	}
	close(release)
	wg.Wait()
	if a := get(t, base+"/metrics"); !strings.Contains(a.body, "communique_http_rejected_total 1") {
		t.Error("the rejection was not counted")
	}
}

func TestOurOwnFaultsAreNotTold(t *testing.T) {
	p := releases()
	var fail func() error
	p.Before = func(ctx context.Context, _ query.Query) error { return fail() }
	var log bytes.Buffer
	base, _ := start(t, p, func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	for _, f := range []func() error{
		func() error { return errors.New("open /secret/path: broken") },
		func() error { panic("secret panic") },
	} {
		fail = f
		a := get(t, base+"/api/v1/search", "Accept-Encoding", "gzip")
		if a.StatusCode != 500 || strings.Contains(a.body, "secret") {
			t.Errorf("%d %s", a.StatusCode, a.body)
		}
		if page := get(t, base+"/"); page.StatusCode != 500 || strings.Contains(page.body, "secret") || !strings.Contains(page.body, "Something broke") {
			t.Errorf("page: %d", page.StatusCode)
		}
	}
	fail = func() error { return context.DeadlineExceeded }
	if a := get(t, base+"/api/v1/search"); a.StatusCode != 503 {
		t.Errorf("deadline: %d", a.StatusCode)
	}
	if s := log.String(); !strings.Contains(s, "/secret/path") || !strings.Contains(s, "secret panic") || !strings.Contains(s, "request_id=") {
		t.Errorf("the log says\n%s", s)
	}
}

func TestMetricsHaveClosedLabels(t *testing.T) {
	base, _ := start(t, releases())
	for _, path := range []string{"/api/v1/search?q=a", "/api/v1/search?q=%22a+b%22", "/api/v1/search?q=minist*", "/api/v1/search?q=a+OR+b", "/api/v1/search?q=a+b",
		"/api/v1/search", "/api/v1/search?country=RO", "/api/v1/documents/secret-id", "/wp-login.php", "/api/v1/../../etc/passwd"} {
		get(t, base+path)
	}
	ask(t, "BREW", base+"/pot", "")
	body := get(t, base+"/metrics").body
	for _, want := range []string{
		`communique_search_duration_seconds_count{kind="word"} 1`, `{kind="phrase"} 1`, `{kind="pattern"} 1`, `{kind="boolean"} 1`,
		`{kind="words"} 1`, `{kind="match-all"} 1`, `{kind="filtered"} 1`,
		`communique_http_requests_total{method="GET",route="/api/v1/documents/:id",status="404"} 1`,
		`route="other"`, `method="other"`, `communique_documents{language="lv"} 2`, `communique_documents{language="und"} 1`,
		`communique_index_bytes{language="lv"} 4096`, `communique_changelog_lag_entries 3`, `communique_changelog_lag_seconds 1.5`,
		`communique_build_info{goversion="go`, `communique_http_requests_in_flight 1`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("missing %s", want)
		}
	}
	for _, never := range []string{"secret-id", "wp-login", "passwd", "xx-typed", "BREW"} {
		if strings.Contains(body, never) {
			t.Errorf("a label holds what a visitor typed: %s", never)
		}
	}
}

func TestReadyAndHealthy(t *testing.T) {
	var broken error
	base, _ := start(t, releases(), func(c *Config) { c.Ready = func(context.Context) error { return broken } })
	if a := get(t, base+"/readyz"); a.StatusCode != 200 {
		t.Errorf("ready: %d", a.StatusCode)
	}
	broken = errors.New("the index is being opened")
	if a := get(t, base+"/readyz"); a.StatusCode != 503 || !strings.Contains(a.problem(t).Detail, "being opened") {
		t.Errorf("not ready: %d", a.StatusCode)
	}
	if a := get(t, base+"/healthz"); a.StatusCode != 200 {
		t.Errorf("healthy: %d", a.StatusCode)
	}
}

// A stop lets a running request finish and takes no new ones.
func TestServeStopsGracefully(t *testing.T) {
	p := releases()
	entered, release := make(chan struct{}), make(chan struct{})
	p.Before = func(context.Context, query.Query) error { close(entered); <-release; return nil }
	s, err := New(Config{Searcher: p, Documents: p, Catalogue: p, Tenures: keep(t, p), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served, answered := make(chan error, 1), make(chan int, 1)
	go func() { served <- s.Serve(ctx, l) }()
	go func() { answered <- get(t, "http://"+l.Addr().String()+"/api/v1/search").StatusCode }()
	<-entered
	stop()
	select {
	case err := <-served:
		t.Fatalf("Serve ended before the request did: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(release)
	if code := <-answered; code != 200 {
		t.Errorf("the running request got %d", code)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
		t.Error("still listening")
	}
}

// A client that sends its headers a byte at a time is cut off.
func TestSlowHeadersAreCutOff(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for readHeaderTimeout")
	}
	t.Parallel()
	base, _ := start(t, releases())
	conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: x\r\n")
	_ = conn.SetReadDeadline(time.Now().Add(readHeaderTimeout + 5*time.Second))
	if _, err := bufio.NewReader(conn).ReadString('\n'); err == nil {
		return // an answer that ends the connection is fine too
	} else if ne, ok := err.(net.Error); ok && ne.Timeout() {
		t.Error("the connection is still open")
	}
}
