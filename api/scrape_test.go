package api

import (
	"bytes"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const deployment = "../deploy"

// needs gives the path of a program of Debian's prometheus package.
func needs(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		const say = "%s is not installed: apt-get install prometheus"
		if os.Getenv("CI") == "true" {
			t.Fatalf(say, program)
		}
		t.Skipf(say, program)
	}
	return path
}

func promtool(t *testing.T, input string, args ...string) {
	t.Helper()
	c := exec.Command(needs(t, "promtool"), args...)
	c.Dir, c.Stdin = deployment, strings.NewReader(input)
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func TestAlertRules(t *testing.T) {
	promtool(t, "", "check", "config", "prometheus.yml")
	promtool(t, "", "check", "rules", "alerts.yml")
	promtool(t, "", "test", "rules", "alerts_test.yml")
}

// visited is a server that has answered a bit of everything.
func visited(t *testing.T) string {
	t.Helper()
	base, _ := start(t, releases())
	for _, path := range []string{"/", "/api/v1/search?q=Interpol", "/api/v1/facets/topic", "/documents/seed-004", "/nothing"} {
		get(t, base+path)
	}
	return base
}

func TestMetricsAreWellNamed(t *testing.T) {
	promtool(t, get(t, visited(t)+"/metrics").body, "check", "metrics")
}

// Every metric that an alert or the dashboard asks for is one that a part of
// the program has; those of other parts are listed here.
func TestDeploymentAsksForMetricsThatExist(t *testing.T) {
	have := get(t, visited(t)+"/metrics").body
	elsewhere := []string{
		"communique_ingest_documents_total", "communique_indexed_documents_total", "communique_indexer_errors_total",
		"communique_detection_confidence_bucket",
	}
	for _, file := range []string{"alerts.yml", "dashboard.json"} {
		b, err := os.ReadFile(filepath.Join(deployment, file))
		if err != nil {
			t.Fatal(err)
		}
		if file == "dashboard.json" && !json.Valid(b) {
			t.Errorf("%s is not JSON", file)
		}
		for _, name := range regexp.MustCompile(`\b(communique|process|go)_[a-z_]+[a-z]\b`).FindAllString(string(b), -1) {
			if !slices.Contains(elsewhere, name) && !strings.Contains(have, "\n"+name+"{") && !strings.Contains(have, "\n"+name+" ") {
				t.Errorf("%s asks for %s, which nobody has", file, name)
			}
		}
	}
}

// A real Prometheus, configured as we deliver it, scrapes a real server.
func TestPrometheusScrapes(t *testing.T) {
	prometheus := needs(t, "prometheus")
	base := visited(t)
	dir := t.TempDir()
	config, err := os.ReadFile(filepath.Join(deployment, "prometheus.yml"))
	if err != nil {
		t.Fatal(err)
	}
	config = bytes.ReplaceAll(config, []byte("communique:8080"), []byte(strings.TrimPrefix(base, "http://")))
	config = regexp.MustCompile(`(scrape|evaluation)_interval: \w+`).ReplaceAll(config, []byte("${1}_interval: 1s"))
	config = regexp.MustCompile(`scrape_timeout: \w+`).ReplaceAll(config, []byte("scrape_timeout: 1s"))
	rules, err := os.ReadFile(filepath.Join(deployment, "alerts.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"prometheus.yml": config, "alerts.yml": rules} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close() // prometheus takes no open socket; nobody else is likely to take the port in between

	var log bytes.Buffer
	c := exec.Command(prometheus, "--config.file="+filepath.Join(dir, "prometheus.yml"), "--storage.tsdb.path="+filepath.Join(dir, "data"),
		"--web.listen-address="+address, "--log.level=warn")
	c.Stdout, c.Stderr = &log, &log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Signal(os.Interrupt)
		_ = c.Wait()
		if t.Failed() {
			t.Logf("prometheus said\n%s", log.String())
		}
	})
	for _, query := range []string{
		`up{job="communique"} == 1`, `communique_build_info{version="test"}`, `communique_documents{language="lv"} == 2`,
		`communique_search_duration_seconds_count{kind="word"} == 1`, `communique_changelog_lag_entries == 3`,
	} {
		deadline := time.Now().Add(40 * time.Second)
		for n := 0; n != 1; {
			if time.Now().After(deadline) {
				t.Fatalf("%s has no answer", query)
			}
			n = answers(address, query)
			time.Sleep(100 * time.Millisecond)
		}
	}
}

// answers is how many series a query gives; 0 while prometheus starts.
func answers(address, query string) int {
	res, err := http.Get("http://" + address + "/api/v1/query?query=" + url.QueryEscape(query))
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	var a struct{ Data struct{ Result []any } }
	if json.NewDecoder(res.Body).Decode(&a) != nil {
		return 0
	}
	return len(a.Data.Result)
}
