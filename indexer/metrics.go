package indexer

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// metrics of the way in. Labels come from closed lists only.
type metrics struct {
	documents  *prometheus.CounterVec // by what became of them
	indexed    prometheus.Counter
	cycles     prometheus.Histogram
	failures   *prometheus.CounterVec // by stage
	confidence prometheus.Histogram
}

// newMetrics registers them; a nil registerer registers nowhere.
func newMetrics(r prometheus.Registerer) *metrics {
	with := promauto.With(r)
	return &metrics{
		documents: with.NewCounterVec(prometheus.CounterOpts{
			Name: "communique_ingest_documents_total", Help: "Documents that were sent, by what became of them."}, []string{"status"}),
		indexed: with.NewCounter(prometheus.CounterOpts{
			Name: "communique_indexed_documents_total", Help: "Documents written to the index, deletions included."}),
		cycles: with.NewHistogram(prometheus.HistogramOpts{
			Name: "communique_index_cycle_seconds", Help: "Time to write one cycle of changes to the index.",
			Buckets: prometheus.ExponentialBuckets(0.01, 2, 12)}),
		failures: with.NewCounterVec(prometheus.CounterOpts{
			Name: "communique_indexer_errors_total", Help: "Errors on the way in, by stage."}, []string{"stage"}),
		confidence: with.NewHistogram(prometheus.HistogramOpts{
			Name: "communique_detection_confidence", Help: "Confidence of the language detected, one observation per document.",
			Buckets: []float64{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99}}),
	}
}
