package engine

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"communique/search/query"
)

// metrics of the engine. Kinds and reasons are short closed lists.
type metrics struct {
	seconds  *prometheus.HistogramVec // by kind of question
	failures *prometheus.CounterVec   // by reason: busy, invalid, internal
	running  prometheus.Gauge
	built    prometheus.Counter // documents whose columns were read
}

func newMetrics(r prometheus.Registerer, m *memory) *metrics {
	f := promauto.With(r)
	f.NewGaugeFunc(prometheus.GaugeOpts{Name: "communique_search_columns_bytes", Help: "Memory of the engine's columns."}, func() float64 { return float64(m.bytes()) })
	return &metrics{
		seconds: f.NewHistogramVec(prometheus.HistogramOpts{
			Name: "communique_search_seconds", Help: "Time to answer a question, by kind: browse (no words), word, words, phrase, pattern.",
			Buckets: []float64{.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5},
		}, []string{"kind"}),
		failures: f.NewCounterVec(prometheus.CounterOpts{Name: "communique_search_failures_total", Help: "Questions that were not answered, by reason: busy, invalid, internal."}, []string{"reason"}),
		running:  f.NewGauge(prometheus.GaugeOpts{Name: "communique_search_running", Help: "Questions being answered or waiting."}),
		built:    f.NewCounter(prometheus.CounterOpts{Name: "communique_search_columns_documents_total", Help: "Documents whose columns were read from new segments."}),
	}
}

// kindOf names a question by its costliest part.
func kindOf(e query.Expr) string {
	words, phrases, patterns := 0, 0, 0
	eachLeaf(e, func(leaf query.Expr, _ bool) {
		switch leaf := leaf.(type) {
		case *query.Phrase:
			phrases++
		case *query.Word:
			if words++; leaf.Prefix || leaf.Fuzzy {
				patterns++
			}
		}
	})
	switch {
	case patterns > 0:
		return "pattern"
	case phrases > 0:
		return "phrase"
	case words > 1:
		return "words"
	case words == 1:
		return "word"
	}
	return "browse"
}

// eachLeaf visits words, phrases and fields; negated says whether an odd
// number of Not stands around them.
func eachLeaf(e query.Expr, visit func(leaf query.Expr, negated bool)) {
	var walk func(query.Expr, bool)
	walk = func(e query.Expr, negated bool) {
		switch e := e.(type) {
		case nil:
		case *query.And:
			for _, p := range e.Parts {
				walk(p, negated)
			}
		case *query.Or:
			for _, p := range e.Parts {
				walk(p, negated)
			}
		case *query.Not:
			walk(e.Part, !negated)
		default:
			visit(e, negated)
		}
	}
	walk(e, false)
}
