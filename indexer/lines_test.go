package indexer

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"communique/corpus"
)

// interpol is a step that finds the word "Interpol", and says so by a rule.
type interpol struct{}

func (interpol) Name() string { return "interpol" }

func (interpol) Apply(_ context.Context, a *corpus.Annotated) error {
	if i := strings.Index(a.Document.Text, "Interpol"); i >= 0 {
		a.Annotations.Mentions = append(a.Annotations.Mentions, corpus.Mention{Type: corpus.Organisation, Field: "text",
			Start: i, End: i + 8, Text: "Interpol", ID: "org:interpol", Rule: "acronym"})
	}
	return nil
}

func annotateAll(t *testing.T, in string, explain bool) []string {
	t.Helper()
	var out bytes.Buffer
	if err := AnnotateLines(t.Context(), strings.NewReader(in), &out, Pipeline{hinted{}, interpol{}}, explain); err != nil {
		t.Fatal(err)
	}
	if out.Len() == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

func TestAnnotateLines(t *testing.T) {
	in := strings.Join([]string{
		`{"id":"a","text":"Interpol <met>","language":"lv"}`,
		`{"id":"b","text":`,
		``,
		"{\"id\":\"c\",\"text\":\"caf\xe9\"}",
		`{"id":"d","text":"x","published":"2019-02-30"}`,
		`{"id":"e","text":5}`,
		`[1]`,
		`{"text":""}`,
		`{"id":"f","text":"panic"}`,
		`{"id":"g","text":"x"}`, // no line feed at the end
	}, "\n")
	want := []string{
		`{"id":"a","language":{"code":"lv","confidence":1},"mentions":[{"type":"organisation","field":"text","start":0,"end":8,"text":"Interpol","id":"org:interpol"}],"topics":[]}`,
		`{"id":"","error":{"message":"the line is not JSON (byte 17: unexpected end of JSON input)","line":2}}`,
		`{"id":"","error":{"message":"the line is empty: each line is a document, such as {\"id\": …, \"text\": …}","line":3}}`,
		`{"id":"","error":{"message":"the line is not valid UTF-8: convert it first","line":4}}`,
		`{"id":"d","error":{"message":"\"2019-02-30\" is not a date: write it as 2019-05-30 or 2019-05-30T12:00:00Z","line":5}}`,
		`{"id":"e","error":{"message":"text cannot be a JSON number","line":6}}`,
		`{"id":"","error":{"message":"the line is a JSON array, not a document such as {\"id\": …, \"text\": …}","line":7}}`,
		`{"id":"c7bf16bf48a8506d","language":{"code":"und","confidence":1},"mentions":[],"topics":[]}`,
		`{"id":"f","error":{"message":"hinted f: panic: tripped","line":9}}`,
		`{"id":"g","language":{"code":"und","confidence":1},"mentions":[],"topics":[]}`,
	}
	got := annotateAll(t, in, false)
	if len(got) != len(want) {
		t.Fatalf("%d lines out, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d:\n got %s\nwant %s", i+1, got[i], want[i])
		}
		if !json.Valid([]byte(got[i])) {
			t.Errorf("line %d is not JSON: %s", i+1, got[i])
		}
	}
	if explained := annotateAll(t, in, true); !strings.Contains(explained[0], `"rule":"acronym"`) {
		t.Errorf("explain: %s", explained[0])
	}
	if none := annotateAll(t, "", false); len(none) != 0 {
		t.Errorf("nothing in, %q out", none)
	}
}

func TestAnnotateLinesKeepsOrderAndSurvivesLongLines(t *testing.T) {
	var in strings.Builder
	for i := range 3000 {
		if i == 1500 {
			fmt.Fprintf(&in, `{"id":"long","text":"%s"}`+"\n", strings.Repeat("x", maxLine))
			continue
		}
		fmt.Fprintf(&in, `{"id":"%d","text":"%s"}`+"\n", i, strings.Repeat("word ", i%97))
	}
	got := annotateAll(t, in.String(), false)
	if len(got) != 3000 {
		t.Fatalf("%d lines", len(got))
	}
	for i, line := range got {
		want := fmt.Sprintf(`{"id":"%d",`, i)
		if i == 1500 {
			want = `{"id":"","error":{"message":"the line has more than`
		}
		if !strings.HasPrefix(line, want) {
			t.Fatalf("line %d: %.80s", i+1, line)
		}
	}
}
