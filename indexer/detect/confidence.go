package detect

import (
	"math"
	"strconv"
)

// A curve turns evidence into how often an answer with so much of it is
// right: isotonic regression on own texts of which the language is known,
// straight between its knots. data/confidence.tsv holds the knots;
// TestConfidence makes them and checks them on other texts. (A logistic curve
// was tried: it is too flat in the middle, claims 0.75 where 0.86 is true.)
type curve []knot

type knot struct{ evidence, right float64 }

// surest is the most that is ever claimed: a text can always quote another
// language, or be on the wrong page.
const surest = 0.998

func (c curve) of(evidence float64) float64 {
	if len(c) == 0 || math.IsNaN(evidence) {
		return 0
	}
	if evidence <= c[0].evidence {
		return c[0].right
	}
	for i := 1; i < len(c); i++ {
		if a, b := c[i-1], c[i]; evidence <= b.evidence {
			return min(surest, a.right+(b.right-a.right)*(evidence-a.evidence)/(b.evidence-a.evidence))
		}
	}
	return min(surest, c[len(c)-1].right)
}

// curves are how sure the group is by its distance to the next one, as scaled
// gives it, and how sure the language within its group is by the distance of
// their evidence.
type curves struct{ group, within curve }

func readCurves() (curves, error) {
	var c curves
	for _, row := range rows("confidence.tsv") {
		to := &c.group
		if row[0] == "within" {
			to = &c.within
		}
		evidence, err := strconv.ParseFloat(row[1], 64)
		if err != nil {
			return c, err
		}
		right, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			return c, err
		}
		*to = append(*to, knot{evidence, right})
	}
	return c, nil
}

// scaled is a distance in nats as it counts: the features of a text are not
// independent, so a nat is worth less the more words there are.
func scaled(nats float64, words int) float64 { return nats / math.Sqrt(float64(max(words, 1))) }
