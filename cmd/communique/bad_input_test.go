package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"communique/corpus"
)

// line is a document as it stands in a file of JSON Lines.
func line(d corpus.Document) string {
	b, err := json.Marshal(d)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// badLines are what people send, between two good documents, with words of
// the message that each must get.
var badLines = []struct{ name, line, want string }{
	{"a broken line", `{"id":"broken","text":`, "not"},
	{"not UTF-8", "{\"id\":\"latin\",\"text\":\"caf\xe9 au lait\"}", "UTF-8"},
	{"an empty text", `{"id":"empty","text":"  "}`, "empty"},
	{"50 MB of text", `{"id":"huge","text":"` + strings.Repeat("long ", 10<<20) + `"}`, "16 MB"},
	{"an unknown country", `{"id":"nowhere","text":"x","country":"ZZ"}`, `"ZZ"`},
	{"an impossible date", `{"id":"never","text":"x","published":"2019-02-30"}`, "2019-02-30"},
	{"a number for a text", `{"id":"number","text":5}`, "text"},
}

func TestBadLinesAreNamedAndTheRestIsTaken(t *testing.T) {
	dir := t.TempDir()
	var file strings.Builder
	fmt.Fprintln(&file, line(release(1, 0)))
	for _, bad := range badLines {
		fmt.Fprintln(&file, bad.line)
	}
	twice := release(2, 0)
	fmt.Fprintln(&file, line(twice))
	twice.Title = "Changed in the same file"
	fmt.Fprintln(&file, line(twice))
	path := filepath.Join(dir, "in.jsonl")
	if err := os.WriteFile(path, []byte(file.String()), 0o600); err != nil {
		t.Fatal(err)
	}

	check := func(t *testing.T, code int, said string) {
		t.Helper()
		if code != exitFailed {
			t.Errorf("exit code %d", code)
		}
		for i, bad := range badLines {
			place := fmt.Sprintf("%s:%d: ", path, i+2)
			_, rest, ok := strings.Cut(said, place)
			message, _, _ := strings.Cut(rest, "\n")
			if !ok || !strings.Contains(message, bad.want) {
				t.Errorf("%s: %q does not say %q after %q", bad.name, message, bad.want, place)
			}
		}
		if !strings.Contains(said, "10 documents: 2 new, 1 changed, 0 unchanged, 7 rejected") {
			t.Errorf("the sum is wrong:\n%s", said)
		}
	}
	t.Run("into a folder", func(t *testing.T) {
		data := filepath.Join(dir, "one")
		code, _, said := command(t, "", "ingest", "--data", data, path)
		check(t, code, said)
		code, out, said := command(t, "", "search", "--data", data, "--json", "number2")
		if code != 0 || !strings.Contains(out, `"total":1`) || !strings.Contains(out, twice.Title) {
			t.Errorf("%d\n%s%s", code, out, said)
		}
	})
	t.Run("to a server", func(t *testing.T) {
		s := startServer(t, filepath.Join(dir, "two"))
		code, _, said := command(t, "", "ingest", "--server", s.url, path)
		check(t, code, said)
		s.ready(10 * time.Second)
		s.wantAll(map[string]bool{"r00001": true, "r00002": true}, nil, 10*time.Second)
	})
	t.Run("straight to the API", func(t *testing.T) {
		s := startServer(t, filepath.Join(dir, "three"))
		for _, bad := range badLines {
			body := line(release(1, 0)) + "\n" + bad.line + "\n" + line(release(2, 0)) + "\n"
			answer, err := http.Post(s.url+"/api/v1/documents?wait=indexed", "application/x-ndjson", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			var items taken
			err = json.NewDecoder(answer.Body).Decode(&items)
			answer.Body.Close()
			if err != nil || answer.StatusCode != 200 || len(items.Items) != 3 {
				t.Errorf("%s: %s, %d items, %v", bad.name, answer.Status, len(items.Items), err)
				continue
			}
			if e := items.Items[1].Error; e == nil || e.Message == "" {
				t.Errorf("%s is taken: %+v", bad.name, items.Items[1])
			}
		}
		s.wantAll(map[string]bool{"r00001": true, "r00002": true}, nil, 10*time.Second)
	})
	t.Run("a binary named .html", func(t *testing.T) {
		page := filepath.Join(dir, "picture.html")
		if err := os.WriteFile(page, append([]byte("\x89PNG\r\n\x1a\n\x00\x00"), bytes.Repeat([]byte{0, 0xff, 7}, 5000)...), 0o600); err != nil {
			t.Fatal(err)
		}
		code, _, said := command(t, "", "ingest", "--data", filepath.Join(dir, "four"), page)
		if code != exitFailed || !strings.Contains(said, page) {
			t.Errorf("%d\n%s", code, said)
		}
	})
}

func TestASecondProcessIsSentToTheServer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := startServer(t, dir)
	code, _, said := command(t, line(release(1, 0)), "ingest", "--data", dir, "-")
	if want := fmt.Sprint("in use by process ", s.cmd.Process.Pid); code != exitFailed || !strings.Contains(said, want) || !strings.Contains(said, "--server") {
		t.Errorf("%d %s", code, said)
	}
	code, _, said = command(t, line(release(1, 0)), "ingest", "--server", s.url, "-")
	if code != 0 {
		t.Errorf("through the server: %d %s", code, said)
	}
	s.wantAll(map[string]bool{"r00001": true}, nil, 10*time.Second)

	// Keys and backups work beside it.
	code, secret, said := command(t, "", "key", "add", "--data", dir, "newsroom")
	if code != 0 {
		t.Errorf("key: %d %s", code, said)
	}
	if code, _, said = command(t, line(release(2, 0)), "ingest", "--server", s.url, "-"); code != exitFailed || !strings.Contains(said, "API key") {
		t.Errorf("without the key: %d %s", code, said)
	}
	if code, _, said = command(t, line(release(2, 0)), "ingest", "--server", s.url, "--key", strings.TrimSpace(secret), "-"); code != 0 {
		t.Errorf("with the key: %d %s", code, said)
	}
	if code, list, said := command(t, "", "key", "list", "--data", dir); code != 0 || !strings.HasPrefix(list, "newsroom\t") || strings.Contains(list, strings.TrimSpace(secret)) {
		t.Errorf("key list: %d %s%s", code, list, said)
	}
	if code, _, said := command(t, "", "backup", "--data", dir, filepath.Join(t.TempDir(), "b.db")); code != 0 {
		t.Errorf("backup: %d %s", code, said)
	}
	if code, out, said := command(t, "", "verify", "--data", dir); code != 0 || !strings.Contains(out+said, "stop the server") {
		t.Errorf("verify: %d %s%s", code, out, said)
	}
	if code, _, said := command(t, "", "health", "--listen", strings.TrimPrefix(s.url, "http://")); code != 0 {
		t.Errorf("health: %d %s", code, said)
	}
	s.stop()
	if code, _, _ := command(t, "", "health", "--listen", strings.TrimPrefix(s.url, "http://")); code != exitFailed {
		t.Errorf("health of a server that is gone: %d", code)
	}
}

func TestAFullDiskIsSaidAndNothingIsLost(t *testing.T) {
	disk := t.TempDir()
	err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=16m")
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
		t.Skip("a small disk needs the right to mount one")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	spare := filepath.Join(disk, "spare")
	if err := os.WriteFile(spare, make([]byte, 8<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	s := startServer(t, filepath.Join(disk, "data"))
	acknowledged := map[string]bool{}
	full := ""
	for n := 0; full == "" && n < 100_000; n += 50 {
		var batch []corpus.Document
		for i := range 50 {
			batch = append(batch, release(n+i, 0))
		}
		status, answer, err := s.post(t.Context(), batch, "")
		switch {
		case err != nil:
			t.Fatal(err, s.log)
		case status == http.StatusOK:
			for _, item := range answer.Items {
				acknowledged[item.ID] = true
			}
		case status == http.StatusServiceUnavailable:
			full = answer.Detail
		default:
			t.Fatalf("%d %s", status, answer.Detail)
		}
	}
	t.Logf("full after %d documents: %s", len(acknowledged), full)
	if !strings.Contains(full, "the disk is full") {
		t.Errorf("the sender reads %q", full)
	}
	if got := s.search(url.Values{"q": {"Interpol"}}); got.Total == 0 {
		t.Error("searches are not answered on a full disk")
	}
	// A crash on the full disk, and then there is room again.
	s.kill()
	if err := os.Remove(spare); err != nil {
		t.Fatal(err)
	}
	s = startServer(t, filepath.Join(disk, "data"))
	s.wantAll(acknowledged, nil, 30*time.Second)
	if status, answer, err := s.post(t.Context(), []corpus.Document{release(200_000, 0)}, "?wait=indexed"); err != nil || status != 200 {
		t.Errorf("with room again: %d %s %v", status, answer.Detail, err)
	}
}
