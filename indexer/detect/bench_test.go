package detect

import (
	"strings"
	"testing"
)

// BenchmarkDetect reads documents of 250 words, one of each language by
// turns, through the fast path.
func BenchmarkDetect(b *testing.B) {
	d, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	docs, bytes := documents(250), 0
	for _, t := range docs {
		bytes += len(t.text)
	}
	b.SetBytes(int64(bytes / len(docs)))
	b.ReportAllocs()
	right, n := 0, 0
	for b.Loop() {
		t := docs[n%len(docs)]
		if d.Detect("", t.text, "", "").Code == t.code {
			right++
		}
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "docs/s")
	if right*10 < n*9 {
		b.Errorf("%d of %d right", right, n)
	}
}

type document struct{ code, text string }

// documents makes one of about that many words per language, of the
// sentences of testdata.
func documents(words int) []document {
	var out []document
	for _, s := range sentences() {
		if len(out) == 0 || out[len(out)-1].code != s.code {
			out = append(out, document{code: s.code})
		}
		out[len(out)-1].text += s.text + "\n"
	}
	for i := range out {
		text := out[i].text
		for len(strings.Fields(out[i].text)) < words && len(out[i].text) < 8*words {
			out[i].text += text
		}
	}
	return out
}
