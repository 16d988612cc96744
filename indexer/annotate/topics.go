package annotate

import (
	"math"
	"slices"
	"strings"

	"communique/corpus"
)

// maxTopics is how many topics a document may have; minTopic the score below
// which a topic is left out.
const (
	maxTopics = 8
	minTopic  = 0.25
)

// topics counts the telling terms: each different term weighs most, the title
// double, repetition little.
func (d *document) topics() []corpus.TopicScore {
	type tally struct {
		n     float64
		terms map[string]float64
	}
	found := map[string]*tally{}
	words := 0
	for _, p := range d.passages {
		weight := 1.0
		if p.field == "title" {
			weight = 2
		}
		words += len(p.tokens)
		last := -1
		for _, f := range p.finds {
			if f.kind != kTopic || f.from < last {
				continue
			}
			t := found[f.id]
			if t == nil {
				t = &tally{terms: map[string]float64{}}
				found[f.id] = t
			}
			key := strings.ToLower(p.surface(f.from, f.from+1))
			// Terms of several words tell more than single ones.
			w := weight * (0.6 + 0.4*float64(min(f.to-f.from, 3)))
			t.terms[key] = max(t.terms[key], w)
			t.n += w
		}
	}
	out := []corpus.TopicScore{}
	for id, t := range found {
		kinds := 0.0
		for _, w := range t.terms {
			kinds += w
		}
		// Long texts touch many things in passing.
		scale := 1 + math.Log2(1+float64(words)/600)
		x := (kinds + 0.4*math.Log2(1+t.n)) / scale
		score := 1 - math.Exp(-x/2.2)
		if score >= minTopic {
			out = append(out, corpus.TopicScore{ID: id, Score: math.Round(score*100) / 100})
		}
	}
	slices.SortFunc(out, func(a, b corpus.TopicScore) int {
		if a.Score != b.Score {
			if a.Score > b.Score {
				return -1
			}
			return 1
		}
		return strings.Compare(a.ID, b.ID)
	})
	if len(out) > maxTopics {
		out = out[:maxTopics]
	}
	return out
}
