package read

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func gz(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// told lists what a path gives, one line an item, without the folder's name.
func told(t *testing.T, dir, name string) []string {
	t.Helper()
	var out []string
	for item, err := range Path(context.Background(), name, Options{}) {
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%T %v", err, err)
			}
			out = append(out, strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), ""))
			continue
		}
		d := item.Document
		out = append(out, strings.Join([]string{d.ID, d.Title, d.Text, d.Country, d.Published, string(d.PublishedBy)}, "|"))
	}
	return out
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

const sentence = "The Ministry received a delegation on Monday."

func TestFolder(t *testing.T) {
	page := `<html lang="en"><body><h1>Visit of a delegation</h1><p>` + sentence + `</p></body></html>`
	dir := folderOf(t, map[string]string{
		"a.txt":            "Visit\n\n" + sentence,
		"b.html":           page,
		"c.html.gz":        gz(page),
		"d.jsonl":          `{"id":"d1","text":"One."}` + "\n" + `{"id":"d2"}`,
		"e.json":           `[{"id":"e1","text":"One."},{"id":"e2","text":"Two."}]`,
		"f.html":           "\x89PNG\r\n\x1a\n\x00\x00\x00",
		"g.txt":            "",
		"h.html":           "\x00\x01\x02\x03 binary \x00\x01",
		"i.exe":            "MZ",
		"j/k.md":           "# Visit\n\n" + sentence,
		"l.html":           "%PDF-1.4",
		".git/x.txt":       sentence,
		"m.json":           "{\n \"id\": \"m\",\n \"text\": \"One.\"\n}",
		"n.txt.gz":         "\x1f\x8bbroken",
		"o.htm":            "Visit\n\n" + sentence,
		"p/manifest.jsonl": `{"file":"q.txt","id":"q"}`,
		"p/q.txt":          "Visit\n\n" + sentence,
		"p/unlisted.txt":   sentence,
	})
	compare(t, told(t, dir, dir), []string{
		"|Visit|" + sentence + "|||",
		"|Visit of a delegation|" + sentence + "|||",
		"|Visit of a delegation|" + sentence + "|||",
		"d1||One.|||",
		`d.jsonl:2: the field "text" is missing; every document needs its text`,
		"e1||One.|||",
		"e2||Two.|||",
		"f.html: the file is a picture, not a page or text; save its text as .txt or .html",
		"g.txt: the file is empty; fill it or leave it out",
		"h.html: the file is binary, not a page or text; save its text as .txt or .html",
		"|Visit|" + sentence + "|||",
		"l.html: the file is a PDF, not a page or text; save its text as .txt or .html",
		"m||One.|||",
		"n.txt.gz: the file is broken gzip; pack it anew",
		"|Visit|" + sentence + "|||",
		"q|Visit|" + sentence + "|||",
	})
}

func TestManifest(t *testing.T) {
	dir := folderOf(t, map[string]string{
		"manifest.jsonl": strings.Join([]string{
			`{"id":"a","file":"a.txt","country":"lv","ministry":"Iekšlietu ministrija","published":"2024-03-12"}`,
			`{"id":"b","file":"missing.txt"}`,
			`{"id":"c","file":"../../etc/passwd"}`,
			`{"id":"d","file":"/etc/passwd"}`,
			`{"id":"e","file":"link.txt"}`,
			`{"id":"f"}`,
			`{"id":"g","file":"a.txt","published":"2024-13-01"}`,
			`{"id":"h","file":"sub"}`,
			`{"id":"i","file":"empty.txt"}`,
			`{"id":"j","file":"sub/b.txt","title":"Given title"}`,
			`not json`,
			`{"id":"k","file":"a.txt","country":"EL"}`,
		}, "\n"),
		"a.txt":     "Visit\n\n" + sentence,
		"sub/b.txt": sentence,
		"empty.txt": "",
	})
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "link.txt")); err != nil {
		t.Skip(err)
	}
	got := told(t, dir, dir)
	if len(got) > 4 && strings.Contains(got[4], "link.txt") && strings.Contains(got[4], "cannot be opened") {
		got[4] = "manifest.jsonl:5: refused"
	}
	compare(t, got, []string{
		"a|Visit|" + sentence + "|LV|2024-03-12|given",
		`manifest.jsonl:2: file: there is no "missing.txt" in the folder; add it, or remove the line`,
		`manifest.jsonl:3: file: "../../etc/passwd" leads out of the folder; move the file into the folder and name it from there`,
		`manifest.jsonl:4: file: "/etc/passwd" leads out of the folder; move the file into the folder and name it from there`,
		"manifest.jsonl:5: refused",
		`manifest.jsonl:6: the field "file" is missing; name the file of this document`,
		`manifest.jsonl:7: published: 2024-13-01 is no day of the calendar; correct it, or leave the field out`,
		`manifest.jsonl:8: file: "sub" is a folder; name a file`,
		`manifest.jsonl:9: empty.txt: the file is empty; fill it or leave it out`,
		"j|Given title|" + sentence + "|||",
		`manifest.jsonl:11: not JSON at byte 2 (invalid character 'o' in literal null (expecting 'u')); write one JSON object a line`,
		`manifest.jsonl:12: country: "EL" is no country code; the code of Greece is GR`,
	})
}

func TestPathTrouble(t *testing.T) {
	dir := t.TempDir()
	compare(t, told(t, dir, filepath.Join(dir, "none.txt")), []string{"none.txt: there is no such file; check the path"})
	if got := told(t, dir, dir); len(got) != 1 || !strings.Contains(got[0], "holds no file that can be read") {
		t.Error(got)
	}
	if _, err := File(context.Background(), dir, Options{}); err == nil {
		t.Error("a folder was read as a file")
	}
}

func TestFileTooLarge(t *testing.T) {
	dir := folderOf(t, map[string]string{"a.txt.gz": gz(strings.Repeat("0", 50<<20))})
	compare(t, told(t, dir, dir), []string{"a.txt.gz: the file has more than the 20 MB that are read; split it"})
}

func TestPathStops(t *testing.T) {
	dir := folderOf(t, map[string]string{"a.txt": sentence, "b.txt": sentence, "c.txt": sentence})
	n := 0
	for range Path(context.Background(), dir, Options{}) {
		n++
		break
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, err := range Path(ctx, dir, Options{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("after the end: %v", err)
		}
		n++
	}
	if n != 2 {
		t.Errorf("%d items", n)
	}
}
