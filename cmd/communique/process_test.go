package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"communique/corpus"
	"communique/search/engine"
)

// The tests run the whole program as a process of its own: the test binary
// starts itself with this variable set, and is then the program.
const asProgram = "COMMUNIQUE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Unsetenv(asProgram)
		main()
	}
	os.Exit(m.Run())
}

func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), self, args...)
	c.Env = append(os.Environ(), asProgram+"=1")
	return c
}

// command runs the program in this process.
func command(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

// server is the program at work as `serve` in a process of its own.
type server struct {
	t    *testing.T
	url  string
	cmd  *exec.Cmd
	log  *bytes.Buffer // complete when ended is closed
	done chan struct{}
}

func startServer(t *testing.T, dir string) *server {
	t.Helper()
	return startServing(t, "serve", dir)
}

// startServing starts a command that serves: serve or demo.
func startServing(t *testing.T, name, dir string, more ...string) *server {
	t.Helper()
	s := &server{t: t, log: &bytes.Buffer{}, done: make(chan struct{})}
	s.cmd = program(t, append([]string{name, "--data", dir, "--listen", "127.0.0.1:0", "--log-format", "json"}, more...)...)
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address := make(chan string, 1)
	go func() {
		defer close(s.done)
		lines := bufio.NewScanner(stderr)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			s.log.Write(append(lines.Bytes(), '\n'))
			var line struct{ Msg, Address string }
			if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "serving" {
				address <- line.Address
			}
		}
		_ = s.cmd.Wait()
	}()
	select {
	case s.url = <-address:
	case <-s.done:
		t.Fatalf("the server did not start:\n%s", s.log)
	case <-time.After(20 * time.Second):
		s.kill()
		t.Fatalf("the server does not start:\n%s", s.log)
	}
	t.Cleanup(s.kill)
	return s
}

// kill ends the server as a power cut does.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	<-s.done
}

// stop ends it as Ctrl-C does.
func (s *server) stop() {
	s.t.Helper()
	_ = s.cmd.Process.Signal(syscall.SIGINT)
	select {
	case <-s.done:
	case <-time.After(20 * time.Second):
		s.kill()
		s.t.Errorf("the server does not stop:\n%s", s.log)
	}
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		s.t.Errorf("the server ended with %d:\n%s", code, s.log)
	}
}

// ready waits until all that was committed before can be found.
func (s *server) ready(within time.Duration) {
	s.t.Helper()
	for deadline := time.Now().Add(within); ; time.Sleep(20 * time.Millisecond) {
		answer, err := http.Get(s.url + "/readyz")
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return
			}
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("not ready within %s: %v", within, err)
		}
	}
}

// taken is the answer to POST documents.
type taken struct {
	Items []struct {
		ID, Status string
		Error      *struct{ Message string }
	}
	Detail string
}

// post sends documents. An error means that nothing is known of them.
func (s *server) post(ctx context.Context, documents []corpus.Document, parameters string) (status int, t taken, err error) {
	var body bytes.Buffer
	for _, d := range documents {
		if err := json.NewEncoder(&body).Encode(d); err != nil {
			return 0, t, err
		}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/api/v1/documents"+parameters, &body)
	if err != nil {
		return 0, t, err
	}
	request.Header.Set("Content-Type", "application/x-ndjson")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, t, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, t, err
	}
	return answer.StatusCode, t, json.Unmarshal(text, &t)
}

func (s *server) search(parameters url.Values) engine.Results {
	s.t.Helper()
	answer, err := http.Get(s.url + "/api/v1/search?" + parameters.Encode())
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	var results engine.Results
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || json.Unmarshal(text, &results) != nil {
		s.t.Fatalf("search %v: %s %s, %v", parameters, answer.Status, text, err)
	}
	return results
}

// all pages through everything that can be found and counts each id.
func (s *server) all() map[string]int {
	s.t.Helper()
	seen := map[string]int{}
	for cursor := ""; ; {
		parameters := url.Values{"size": {"100"}, "sort": {"newest"}}
		if cursor != "" {
			parameters.Set("cursor", cursor)
		}
		page := s.search(parameters)
		for _, h := range page.Hits {
			seen[h.ID]++
		}
		if cursor = page.Next; cursor == "" {
			return seen
		}
	}
}

// wantAll waits until everything acknowledged is found, each document once.
// maybe says what may be found besides: sent, but never acknowledged.
func (s *server) wantAll(acknowledged, maybe map[string]bool, within time.Duration) {
	s.t.Helper()
	for deadline := time.Now().Add(within); ; time.Sleep(100 * time.Millisecond) {
		var wrong []string
		seen := s.all()
		for id := range acknowledged {
			if seen[id] == 0 {
				wrong = append(wrong, id+" is lost")
			}
		}
		for id, n := range seen {
			if n > 1 {
				wrong = append(wrong, fmt.Sprintf("%s is found %d times", id, n))
			}
			if !acknowledged[id] && !maybe[id] {
				wrong = append(wrong, id+" was never sent")
			}
		}
		if len(wrong) == 0 {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("after %s %d things are wrong, of %d acknowledged and %d found; such as %s", within, len(wrong), len(acknowledged), len(seen), wrong[0])
		}
	}
}

// sentences are the stuff of generated releases, by language.
var sentences = map[string][]string{
	"en": {"The Minister of the Interior met his counterpart in Brussels to discuss border management.", "The government adopted new measures against human trafficking.", "Both sides stressed the importance of police cooperation with Interpol."},
	"lv": {"Iekšlietu ministrs tikās ar kolēģi Rīgā, lai pārrunātu robežu drošību.", "Valdība pieņēma jaunus pasākumus cilvēku tirdzniecības apkarošanai.", "Puses uzsvēra sadarbības nozīmi ar Interpolu un kaimiņvalstīm."},
	"de": {"Der Bundesminister des Innern hat seinen Amtskollegen in Wien getroffen.", "Die Regierung beschloss neue Maßnahmen gegen den Menschenhandel.", "Beide Seiten betonten die Bedeutung der polizeilichen Zusammenarbeit."},
	"ru": {"Министр внутренних дел встретился с коллегой в Москве и обсудил охрану границы.", "Правительство приняло новые меры по борьбе с торговлей людьми.", "Стороны подчеркнули важность сотрудничества с Интерполом."},
	"fr": {"Le ministre de l'Intérieur a rencontré son homologue à Paris pour parler des frontières.", "Le gouvernement a adopté de nouvelles mesures contre la traite des êtres humains.", "Les deux parties ont souligné l'importance de la coopération policière."},
	"uk": {"Міністр внутрішніх справ зустрівся з колегою в Києві та обговорив охорону кордону.", "Уряд ухвалив нові заходи щодо боротьби з торгівлею людьми.", "Сторони наголосили на важливості співпраці з Інтерполом."},
}

var languages = []string{"en", "lv", "de", "ru", "fr", "uk"}

// release is the n-th generated document. Another edition has another text,
// and every third time another language.
func release(n, edition int) corpus.Document {
	language := languages[(n+edition/3)%len(languages)]
	own := sentences[language]
	var text strings.Builder
	for i := range 12 {
		text.WriteString(own[(n+i*edition+i)%len(own)])
		text.WriteByte(' ')
	}
	fmt.Fprintf(&text, "Edition%d number%d.", edition, n)
	return corpus.Document{
		ID: fmt.Sprintf("r%05d", n), Title: own[n%len(own)], Text: text.String(), Country: "LV",
		Published: corpus.DateOfDay(17000 + n%1500), Source: "generated",
	}
}
