package detect

import (
	"math"
	"strconv"
)

// A curve turns evidence into how often an answer with so much of it is
// right: a logistic function (Platt 1999), fitted to own texts of which the
// language is known. data/confidence.tsv holds the two numbers of each;
// TestConfidence makes it and checks it on other texts.
type curve struct{ at, slope float64 }

// surest is the most that is ever claimed: a text can always quote another
// language, or be on the wrong page.
const surest = 0.998

func (c curve) of(evidence float64) float64 {
	return min(surest, 1/(1+math.Exp(-(c.at+c.slope*evidence))))
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
		var err error
		if to.at, err = strconv.ParseFloat(row[1], 64); err != nil {
			return c, err
		}
		if to.slope, err = strconv.ParseFloat(row[2], 64); err != nil {
			return c, err
		}
	}
	return c, nil
}

// scaled is a distance in nats as it counts: the features of a text are not
// independent, so a nat is worth less the more words there are.
func scaled(nats float64, words int) float64 { return nats / math.Sqrt(float64(max(words, 1))) }
