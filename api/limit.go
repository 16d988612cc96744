package api

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"communique/api/parts"
	"communique/corpus"
	"communique/search/engine"
	"communique/search/query"
)

// limiter bounds how many searches run at once. More at the same time would
// make each slower without answering any sooner, and take memory for all.
type limiter struct {
	free     chan struct{}
	wait     time.Duration
	rejected prometheus.Counter
}

func newLimiter(n int, wait time.Duration, rejected prometheus.Counter) *limiter {
	return &limiter{make(chan struct{}, n), wait, rejected}
}

// enter returns corpus.Busy when there is no place within the waiting time;
// otherwise leave must be called.
func (l *limiter) enter(ctx context.Context) (leave func(), err error) {
	leave = func() { <-l.free }
	select {
	case l.free <- struct{}{}:
		return leave, nil
	default:
	}
	t := time.NewTimer(l.wait)
	defer t.Stop()
	select {
	case l.free <- struct{}{}:
		return leave, nil
	case <-t.C:
		l.rejected.Inc()
		return nil, corpus.Errorf(corpus.Busy, "too many searches at once: try again in a moment")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *limiter) tenures(t parts.Tenures) parts.Tenures { return &limitedTenures{t, l} }

// limitedTenures is Tenures behind the limiter.
type limitedTenures struct {
	next  parts.Tenures
	limit *limiter
}

func (s *limitedTenures) Tenures(ctx context.Context, f corpus.OfficeFilter) ([]corpus.Tenure, int, error) {
	leave, err := s.limit.enter(ctx)
	if err != nil {
		return nil, 0, err
	}
	defer leave()
	return s.next.Tenures(ctx, f)
}

func (l *limiter) searcher(s parts.Searcher) parts.Searcher { return &limited{s, l} }

// limited is a Searcher behind the limiter.
type limited struct {
	next  parts.Searcher
	limit *limiter
}

func (s *limited) Search(ctx context.Context, q query.Query) (engine.Results, error) {
	leave, err := s.limit.enter(ctx)
	if err != nil {
		return engine.Results{}, err
	}
	defer leave()
	return s.next.Search(ctx, q)
}

func (s *limited) Facet(ctx context.Context, q query.Query, field, prefix string, size int) ([]engine.FacetValue, error) {
	leave, err := s.limit.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	return s.next.Facet(ctx, q, field, prefix, size)
}
