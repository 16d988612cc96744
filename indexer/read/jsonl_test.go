package read

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	in := strings.Join([]string{
		"\xef\xbb\xbf" + `{"id":"a","title":"T","text":"One.","published":"2024-03-12","country":"ro","language":"ro","alternates":{"en":"https://example.org/en"},"more":1}`,
		``,
		`{"text":"Two.","published":"2024-03-12T23:30:00+02:00","id":null}`,
		`{"text":5}`,
		`{"id":"d","text":""}`,
		`{"id":"e"}`,
		`[1]`,
		`{"text":"x"`,
		`{"text":"x","published":"2019-02-30"}`,
		`{"text":"x","published":"yesterday"}`,
		`{"text":"x","country":"UK"}`,
		`{"text":"x","country":"XX"}`,
		"{\"text\":\"\xff\"}",
		`{"text":"x","url":"javascript:alert(1)"}`,
		`{"text":"x","alternates":["a"]}`,
		`null`,
		`{"text":"last","country":"xk"}`,
	}, "\n")
	var got []string
	for item, err := range Lines(context.Background(), strings.NewReader(in), "in.jsonl") {
		var e *Error
		switch {
		case errors.As(err, &e):
			got = append(got, e.Error())
		case err != nil:
			t.Fatal(err)
		default:
			got = append(got, item.Document.Text+" "+item.Document.Published+" "+item.Document.Country)
		}
	}
	want := []string{
		"One. 2024-03-12 RO",
		"Two. 2024-03-12 ",
		`in.jsonl:4: the field "text" must be a string, here it is a number`,
		`in.jsonl:5: the field "text" is empty; give the document's text, or leave the line out`,
		`in.jsonl:6: the field "text" is missing; every document needs its text`,
		`in.jsonl:7: the line is a list; every line must be a JSON object, as in {"text": "…"}`,
		`in.jsonl:8: not JSON at byte 11 (unexpected end of JSON input); write one JSON object a line`,
		`in.jsonl:9: published: 2019-02-30 is no day of the calendar; correct it, or leave the field out`,
		`in.jsonl:10: published: "yesterday" is no date; write a day as 2006-01-02 or a time as 2006-01-02T15:04:05Z`,
		`in.jsonl:11: country: "UK" is no country code; the code of the United Kingdom is GB`,
		`in.jsonl:12: country: "XX" is no country code; write two letters of ISO 3166-1, as in RO`,
		`in.jsonl:13: byte 10 of the line is not UTF-8; save the file as UTF-8`,
		`in.jsonl:14: url: "javascript:alert(1)" is no web address; write it whole, as in https://example.org/news/1`,
		`in.jsonl:15: the field "alternates" must be an object of language and URL, as in {"ro": "https://…"}; here it is a list`,
		`in.jsonl:16: the line is null; every line must be a JSON object, as in {"text": "…"}`,
		"last  XK",
	}
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("line %d\n got %s\nwant %s", i+1, g, w)
		}
	}
}

func TestLinesKeepTheLetter(t *testing.T) {
	const text = "e\\u0301  two  spaces\\n\\tand tabs "
	for item, err := range Lines(context.Background(), strings.NewReader(`{"text":"`+text+`"}`), "x") {
		if err != nil || item.Document.Text != "e\u0301  two  spaces\n\tand tabs " {
			t.Errorf("%q, %v", item.Document.Text, err)
		}
	}
}

// A line over the limit is passed by, and the next is read.
func TestLinesTooLong(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 65 MB")
	}
	long := io.LimitReader(zeros{}, MaxLine+10)
	in := io.MultiReader(long, strings.NewReader("\n{\"text\":\"after\"}\n"))
	var errs, docs int
	for item, err := range Lines(context.Background(), in, "x") {
		if err != nil {
			errs++
			if !strings.HasPrefix(err.Error(), "x:1: the line has 64 MB") {
				t.Error(err)
			}
		} else if docs++; item.Document.Text != "after" || item.Line != 2 {
			t.Errorf("%+v", item)
		}
	}
	if errs != 1 || docs != 1 {
		t.Errorf("%d errors, %d documents", errs, docs)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

func TestLinesEndWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	var last error
	for _, err := range Lines(ctx, strings.NewReader(strings.Repeat("{\"text\":\"x\"}\n", 10)), "x") {
		if n++; n == 3 {
			cancel()
		}
		last = err
	}
	if n != 4 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d items, then %v", n, last)
	}
}

func BenchmarkLines(b *testing.B) {
	line := []byte(`{"id":"a","title":"A title","text":"` + strings.Repeat("Words of a release. ", 200) + `","published":"2024-03-12","country":"RO"}` + "\n")
	in := bytes.Repeat(line, 100)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		n := 0
		for _, err := range Lines(context.Background(), bytes.NewReader(in), "x") {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 100 {
			b.Fatal(n)
		}
	}
}
