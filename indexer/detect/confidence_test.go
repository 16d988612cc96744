package detect

import (
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"communique/corpus/lang"
	"communique/corpus/sample"
)

// A piece is some words of an own text.
type piece struct{ code, text string }

// pieces cuts own texts, the sentences of the packs' cases and the paragraphs
// of the sample releases, into their first 2, 3, 5, 8, … words. The texts are
// parted in two halves.
func pieces(second bool) (out []piece) {
	add := func(code, text string) {
		h := fnv.New32a()
		h.Write([]byte(text))
		if h.Sum32()&1 == 1 != second {
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

// edges part the evidence into bins, wider where there is more of it.
var edges = []float64{0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 14, 20, math.Inf(1)}

// fit is isotonic regression on bins: the share of right answers in each, those
// that fall pooled with their neighbours. One answer more of each kind keeps it
// from certainty.
func fit(signs []sign) curve {
	type bin struct{ evidence, right, n float64 }
	var bins []bin
	last := 0.0
	for _, edge := range edges {
		var b bin
		for _, s := range signs {
			if e := max(s.evidence, 0); e >= last && e < edge {
				b.n++
				b.evidence += e
				if s.right {
					b.right++
				}
			}
		}
		last = edge
		if b.n < 5 {
			continue
		}
		b.right += 0.5 // of 1 more
		b.n++
		bins = append(bins, b)
		for n := len(bins); n > 1 && bins[n-2].right/bins[n-2].n >= bins[n-1].right/bins[n-1].n; n-- {
			x, y := bins[n-2], bins[n-1]
			bins = append(bins[:n-2], bin{x.evidence + y.evidence, x.right + y.right, x.n + y.n})
		}
	}
	var c curve
	for _, b := range bins {
		c = append(c, knot{round(b.evidence / b.n), round(b.right / b.n)})
	}
	return c
}

// evidenceOf asks for the signs in some pieces.
func evidenceOf(d *Detector, all []piece) (groups, splits []sign) {
	for _, p := range all {
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
	return groups, splits
}

// TestConfidence fits the curves to the own texts, compares them with
// data/confidence.tsv (UPDATE=1 rewrites it), and asks whether answers are
// right as often as they say: of each half by the curves of the other.
func TestConfidence(t *testing.T) {
	d := detector(t, Options{NoArbiter: true})
	halves := [2][]piece{pieces(false), pieces(true)}
	groups, splits := evidenceOf(d, append(slices.Clone(halves[0]), halves[1]...))
	g, w := fit(groups), fit(splits)
	var made strings.Builder
	for _, c := range []struct {
		name  string
		knots curve
	}{{"group", g}, {"within", w}} {
		for _, k := range c.knots {
			fmt.Fprintf(&made, "%s\t%06.3f\t%.3f\n", c.name, k.evidence, k.right)
		}
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("data/confidence.tsv", []byte(made.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// The own texts grow, so the numbers may drift a little.
	k := d.curves
	for _, c := range []struct{ have, want curve }{{k.group, g}, {k.within, w}} {
		for e := 1.0; e < 16; e++ {
			if math.Abs(c.have.of(e)-c.want.of(e)) > 0.06 {
				t.Errorf("data/confidence.tsv says %.3f of evidence %v, the own texts say %.3f: run UPDATE=1 go test ./indexer/detect", c.have.of(e), e, c.want.of(e))
			}
		}
	}
	var bins [10]struct {
		n, right int
		claimed  float64
	}
	for i, half := range halves {
		groups, splits := evidenceOf(d, halves[1-i])
		asked := detector(t, Options{NoArbiter: true})
		k := *asked.knowledge
		k.curves = curves{fit(groups), fit(splits)}
		asked.knowledge = &k
		for _, p := range half {
			l := asked.Detect("", p.text, "", "")
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
	}
	for i, b := range bins {
		if b.n == 0 {
			continue
		}
		claimed, right := b.claimed/float64(b.n), float64(b.right)/float64(b.n)
		t.Logf("%.1f: %d answers, %.3f claimed, %.3f right", float64(i)/10, b.n, claimed, right)
		// Two standard errors of as many texts, each of which gives some
		// pieces, and what half a bin may be off.
		if slack := 0.05 + 2*math.Sqrt(claimed*(1-claimed)/float64(b.n/3+1)); math.Abs(claimed-right) > slack {
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
