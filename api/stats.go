package api

import (
	"github.com/prometheus/client_golang/prometheus"

	"communique/api/parts"
)

// statsCollector shows the state of corpus and index as it is at the scrape.
type statsCollector struct {
	stats                                   func() parts.Stats
	languages                               map[string]bool
	documents, bytes, last, indexed, behind *prometheus.Desc
	lag, free                               *prometheus.Desc
}

func newStatsCollector(stats func() parts.Stats, known parts.Catalogue) *statsCollector {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("communique_"+name, help, labels, nil)
	}
	c := &statsCollector{
		stats: stats, languages: map[string]bool{},
		documents: desc("documents", "Documents that can be found, by language.", "language"),
		bytes:     desc("index_bytes", "Size of an index on disk, by language.", "language"),
		last:      desc("changelog_last_sequence", "Newest entry of the change log."),
		indexed:   desc("changelog_indexed_sequence", "Newest entry of the change log that can be found."),
		behind:    desc("changelog_lag_entries", "Entries of the change log that are not indexed yet."),
		lag:       desc("changelog_lag_seconds", "Age of the oldest entry that is not indexed yet."),
		free:      desc("disk_free_bytes", "Room left where the data folder lies."),
	}
	for _, l := range known.Languages() {
		c.languages[l.Code] = true
	}
	return c
}

func (c *statsCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{c.documents, c.bytes, c.last, c.indexed, c.behind, c.lag, c.free} {
		ch <- d
	}
}

func (c *statsCollector) Collect(ch chan<- prometheus.Metric) {
	s := c.stats()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	for code, n := range closed(s.Documents, c.languages) {
		gauge(c.documents, float64(n), code)
	}
	// An index is named by its pack or cluster, never by a visitor.
	for name, n := range s.IndexBytes {
		gauge(c.bytes, float64(n), name)
	}
	gauge(c.last, float64(s.LastSequence))
	gauge(c.indexed, float64(s.IndexedSequence))
	gauge(c.behind, float64(s.LastSequence-min(s.LastSequence, s.IndexedSequence)))
	gauge(c.lag, s.LagSeconds)
	if s.DiskFree > 0 {
		gauge(c.free, float64(s.DiskFree))
	}
}

// closed adds what is not a known language to "und".
func closed(m map[string]int, known map[string]bool) map[string]int {
	out := map[string]int{}
	for code, n := range m {
		if !known[code] {
			code = "und"
		}
		out[code] += n
	}
	return out
}
