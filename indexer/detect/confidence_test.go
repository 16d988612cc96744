package detect

import (
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"strings"
	"testing"

	"communique/corpus/lang"
	"communique/corpus/sample"
)

// A piece is some words of an own text.
type piece struct{ code, text string }

// pieces cuts own texts, the sentences of the packs' cases and the paragraphs
// of the sample releases, into their first 2, 3, 5, 8, … words. One half of
// the texts is for fitting, the other for checking.
func pieces(check bool) (out []piece) {
	add := func(code, text string) {
		h := fnv.New32a()
		h.Write([]byte(text))
		if h.Sum32()&1 == 1 == check {
			return
		}
		words := strings.Fields(text)
		for _, n := range []int{2, 3, 5, 8, 12, 20, 40, 80} {
			if len(words) >= n {
				out = append(out, piece{code, strings.Join(words[:n], " ")})
			}
		}
	}
	for _, p := range lang.All() {
		for _, r := range p.Rows("cases") {
			if len(r) == 3 && p.Inherits == "" {
				add(p.Code, r[1])
			}
		}
	}
	for _, s := range sentences() {
		add(s.code, s.text)
	}
	for _, doc := range sample.Documents() {
		for line := range strings.Lines(doc.Text) {
			add(doc.Language, strings.TrimSpace(line))
		}
	}
	return out
}

type sign struct {
	evidence float64
	right    bool
}

// fit finds the logistic curve of the highest likelihood, by Newton's method,
// with Platt's targets, which keep it from certainty.
func fit(signs []sign) curve {
	yes, no := 0.0, 0.0
	for _, s := range signs {
		if s.right {
			yes++
		} else {
			no++
		}
	}
	c := curve{0, 0.1}
	for range 200 {
		var ga, gb, aa, ab, bb float64
		for _, s := range signs {
			want := 1 / (no + 2)
			if s.right {
				want = (yes + 1) / (yes + 2)
			}
			p := 1 / (1 + math.Exp(-(c.at + c.slope*s.evidence)))
			w := max(p*(1-p), 1e-9)
			ga, gb = ga+want-p, gb+(want-p)*s.evidence
			aa, ab, bb = aa+w, ab+w*s.evidence, bb+w*s.evidence*s.evidence
		}
		aa, bb = aa+1e-6, bb+1e-6
		det := aa*bb - ab*ab
		da, db := (bb*ga-ab*gb)/det, (aa*gb-ab*ga)/det
		step := min(1, 0.5/max(math.Abs(da), math.Abs(db)))
		c.at, c.slope = c.at+step*da, c.slope+step*db
		if math.Abs(da)+math.Abs(db) < 1e-9 {
			break
		}
	}
	return c
}

// TestConfidence fits the curves to one half of the own texts, compares them
// with data/confidence.tsv (UPDATE=1 rewrites it), and asks of the other half
// whether answers are right as often as they say.
func TestConfidence(t *testing.T) {
	d := detector(t, Options{NoArbiter: true})
	var groups, splits []sign
	for _, p := range pieces(false) {
		tr := trace{group: -1}
		d.trace(p.text, &tr)
		l := d.languages[d.index(p.code)]
		if tr.group < 0 {
			continue
		}
		groups = append(groups, sign{tr.margin, tr.group == l.group})
		if tr.open && tr.group == l.group {
			splits = append(splits, sign{tr.split, d.languages[tr.language].code == p.code})
		}
	}
	g, w := fit(groups), fit(splits)
	made := fmt.Sprintf("group\t%.3f\t%.3f\nwithin\t%.3f\t%.3f\n", g.at, g.slope, w.at, w.slope)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("data/confidence.tsv", []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// The own texts grow, so the numbers may drift a little.
	k := d.curves
	for _, c := range []struct{ have, want curve }{{k.group, g}, {k.within, w}} {
		for e := 0.0; e < 12; e++ {
			if math.Abs(c.have.of(e)-c.want.of(e)) > 0.03 {
				t.Errorf("data/confidence.tsv says %.3f of evidence %v, the own texts say %.3f: run UPDATE=1 go test ./indexer/detect", c.have.of(e), e, c.want.of(e))
			}
		}
	}
	var bins [10]struct {
		n, right int
		claimed  float64
	}
	for _, p := range pieces(true) {
		l := d.Detect("", p.text, "", "")
		b := &bins[min(int(l.Confidence*10), 9)]
		if l.Code == Undetermined {
			continue
		}
		b.n++
		b.claimed += l.Confidence
		if l.Code == p.code {
			b.right++
		}
	}
	for i, b := range bins {
		if b.n == 0 {
			continue
		}
		claimed, right := b.claimed/float64(b.n), float64(b.right)/float64(b.n)
		t.Logf("%.1f: %d answers, %.3f claimed, %.3f right", float64(i)/10, b.n, claimed, right)
		// Two standard errors, and what half a bin may be off.
		if slack := 0.05 + 2*math.Sqrt(claimed*(1-claimed)/float64(b.n)); math.Abs(claimed-right) > slack {
			t.Errorf("answers of confidence %.1f claim %.3f, %.3f of %d are right", float64(i)/10, claimed, right, b.n)
		}
	}
}

// trace decides on a text and notes the evidence.
func (d *Detector) trace(text string, tr *trace) {
	var b blocks
	b.cut("", text)
	main, letters := b.tally.main()
	s := sums(len(d.model.Classes))
	d.weigh(&s, text)
	d.decide(&s, question{main: main, letters: letters, hint: -1, document: -1, among: d.all, text: text, trace: tr})
}
