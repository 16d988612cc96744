package api

import (
	"context"
	"log/slog"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"communique/api/parts"
	"communique/corpus"
)

// Config is what a Server is made of. Searcher, Documents, Catalogue and
// Tenures are needed; every other zero value has a default.
type Config struct {
	Searcher  parts.Searcher
	Documents parts.Documents
	Catalogue parts.Catalogue
	// Ingester takes documents; nil makes a server that cannot be written to.
	Ingester parts.Ingester
	// Tenures knows who held which office when; needed.
	Tenures parts.Tenures
	// Corrections takes corrections by humans; nil makes a server that takes
	// none.
	Corrections parts.Corrections
	// Keys knows the API keys; nil means that there are none, and then only
	// this machine may write.
	Keys parts.Keys
	// Ready says whether searches can be answered; nil means always.
	Ready func(context.Context) error
	// Stats is read on every scrape; nil leaves those metrics out.
	Stats func() parts.Stats

	Log *slog.Logger // default: slog.Default()
	// Registry receives the metrics of the server and is what /metrics
	// shows, so that other packages register theirs in it too. Default: one
	// of its own.
	Registry *prometheus.Registry
	Version  string // shown by /healthz and the build metric
	// BaseURL is the address under which the world knows the server, as in
	// https://search.example.org; default: what the request's Host says.
	BaseURL string
	// CORSOrigins are the origins whose scripts may read the API ("*" for
	// any); none by default. Writing is never allowed across origins.
	CORSOrigins []string

	MaxBody     int64 // bytes of a request; default 64 MiB
	MaxDocument int64 // bytes of one document's text; default 8 MiB
	// MaxSearches is how many expensive requests run at once; default four
	// for each processor. Further ones wait up to QueueWait (default 2 s).
	MaxSearches int
	QueueWait   time.Duration
	// Deadline bounds the work on one request other than an upload; default
	// 15 s.
	Deadline time.Duration
	// StopWait is how long running requests may go on after Serve was told
	// to stop; default 20 s.
	StopWait time.Duration
}

// Time limits of a connection. A read or write limit ends a client that sends
// or reads a byte a minute; uploads lengthen theirs.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 30 * time.Second
	writeTimeout      = 60 * time.Second
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 32 << 10
	maxURL            = 8 << 10 // bytes of path and parameters
)

func (c Config) withDefaults() (Config, error) {
	switch {
	case c.Searcher == nil:
		return c, corpus.Errorf(corpus.Internal, "api: a Config needs a Searcher")
	case c.Documents == nil:
		return c, corpus.Errorf(corpus.Internal, "api: a Config needs Documents")
	case c.Catalogue == nil:
		return c, corpus.Errorf(corpus.Internal, "api: a Config needs a Catalogue")
	case c.Tenures == nil:
		return c, corpus.Errorf(corpus.Internal, "api: a Config needs Tenures")
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Registry == nil {
		c.Registry = prometheus.NewRegistry()
	}
	if c.Ready == nil {
		c.Ready = func(context.Context) error { return nil }
	}
	def(&c.Version, "dev")
	def(&c.MaxBody, 64<<20)
	def(&c.MaxDocument, 8<<20)
	def(&c.MaxSearches, 4*runtime.GOMAXPROCS(0))
	def(&c.QueueWait, 2*time.Second)
	def(&c.Deadline, 15*time.Second)
	def(&c.StopWait, 20*time.Second)
	return c, nil
}

func def[T comparable](p *T, v T) {
	var zero T
	if *p == zero {
		*p = v
	}
}
