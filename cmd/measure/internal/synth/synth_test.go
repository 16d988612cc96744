package synth

import (
	"reflect"
	"strings"
	"testing"

	"communique/corpus/lang"
)

func TestSameSeedSameDocuments(t *testing.T) {
	a, b := New(7), New(7)
	for _, i := range []int{0, 5, 100, 3} { // in any order
		if !reflect.DeepEqual(a.Document(i), b.Document(i)) {
			t.Errorf("document %d differs", i)
		}
	}
	if reflect.DeepEqual(New(8).Document(0).Document, a.Document(0).Document) {
		t.Error("another seed gives the same document")
	}
}

func TestLengthsAndWords(t *testing.T) {
	c := New(1, "en")
	words, common := 0, 0
	distinct := map[string]bool{}
	stop := map[string]bool{}
	for _, w := range lang.For("en").Words() {
		stop[w] = true
	}
	for _, d := range c.All(400) {
		for _, w := range strings.Fields(strings.ToLower(d.Document.Text)) {
			words++
			distinct[w] = true
			if stop[strings.Trim(w, ".")] {
				common++
			}
		}
	}
	if mean := words / 400; mean < 220 || mean > 320 {
		t.Errorf("%d words a document", mean)
	}
	if share := float64(common) / float64(words); share < 0.25 || share > 0.65 {
		t.Errorf("%.2f of the words are function words", share)
	}
	if len(distinct) < 5000 {
		t.Errorf("only %d different words", len(distinct))
	}
}
