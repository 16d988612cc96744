package api

import (
	"context"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"communique/api/parts"
	"communique/search/engine"
	"communique/search/query"
)

// metrics are what the server counts of its own work. Every label comes from
// a short closed list: routes, methods, statuses, kinds of search.
type metrics struct {
	requests    *prometheus.CounterVec
	duration    *prometheus.HistogramVec
	inFlight    prometheus.Gauge
	rejected    prometheus.Counter
	panics      prometheus.Counter
	refusedKeys prometheus.Counter
	search      *prometheus.HistogramVec
	searchFails *prometheus.CounterVec
	found       prometheus.Histogram
}

func newMetrics(r prometheus.Registerer, version string, stats func() parts.Stats, known parts.Catalogue) *metrics {
	f := promauto.With(r)
	f.NewGauge(prometheus.GaugeOpts{
		Name: "communique_build_info", Help: "Always 1; the labels say what runs.",
		ConstLabels: prometheus.Labels{"version": version, "goversion": runtime.Version()},
	}).Set(1)
	// The process's own memory, processor and files. Whoever made the registry
	// may have them in it already.
	for _, c := range []prometheus.Collector{collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{})} {
		_ = r.Register(c)
	}
	if stats != nil {
		r.MustRegister(newStatsCollector(stats, known))
	}
	return &metrics{
		requests: f.NewCounterVec(prometheus.CounterOpts{
			Name: "communique_http_requests_total", Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		duration: f.NewHistogramVec(prometheus.HistogramOpts{
			Name: "communique_http_request_duration_seconds", Help: "Time from a request to the end of its answer, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"route"}),
		inFlight: f.NewGauge(prometheus.GaugeOpts{
			Name: "communique_http_requests_in_flight", Help: "Requests being answered now.",
		}),
		rejected: f.NewCounter(prometheus.CounterOpts{
			Name: "communique_http_rejected_total", Help: "Requests answered 503 because too many searches ran at once.",
		}),
		panics: f.NewCounter(prometheus.CounterOpts{
			Name: "communique_http_panics_total", Help: "Requests whose handler panicked: each is a bug.",
		}),
		refusedKeys: f.NewCounter(prometheus.CounterOpts{
			Name: "communique_http_refused_keys_total", Help: "Writes refused because of an unknown API key.",
		}),
		search: f.NewHistogramVec(prometheus.HistogramOpts{
			Name: "communique_search_duration_seconds", Help: "Time of a search, by its kind.",
			Buckets: []float64{.0005, .001, .002, .003, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10},
		}, []string{"kind"}),
		searchFails: f.NewCounterVec(prometheus.CounterOpts{
			Name: "communique_search_errors_total", Help: "Searches that failed by our own fault, by kind.",
		}, []string{"kind"}),
		found: f.NewHistogram(prometheus.HistogramOpts{
			Name: "communique_search_results", Help: "Documents that a search found; the first bucket counts empty answers.",
			Buckets: []float64{0, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000},
		}),
	}
}

// measured is a Searcher whose searches are timed, waiting time included:
// what the visitor waited is what counts.
type measured struct {
	next parts.Searcher
	m    *metrics
}

func (s *measured) Search(ctx context.Context, q query.Query) (engine.Results, error) {
	kind, start := kindOf(q), time.Now()
	res, err := s.next.Search(ctx, q)
	s.done(kind, start, err)
	if err == nil {
		s.m.found.Observe(float64(res.Total))
	}
	return res, err
}

func (s *measured) Facet(ctx context.Context, q query.Query, field, prefix string, size int) ([]engine.FacetValue, error) {
	start := time.Now()
	values, err := s.next.Facet(ctx, q, field, prefix, size)
	s.done("facet", start, err)
	return values, err
}

func (s *measured) done(kind string, start time.Time, err error) {
	s.m.search.WithLabelValues(kind).Observe(time.Since(start).Seconds())
	if err != nil && newProblem(err).Status >= 500 {
		s.m.searchFails.WithLabelValues(kind).Inc()
	}
}
