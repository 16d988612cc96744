package indexer

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"communique/corpus"
	"communique/corpus/store"
	"communique/indexer/correct"
	"communique/indexer/write"

	"github.com/prometheus/client_golang/prometheus"
)

// Options of New; the zero value works.
type Options struct {
	// Data names what the pipeline's steps infer with (a hash of the data).
	// Annotations that the corpus has under this name are used again.
	Data string
	// Cycle is how many documents are annotated and written together; 0
	// means 1000. Larger is faster, smaller makes new documents appear sooner
	// while many come in.
	Cycle int
	// MaxLag is how many changes the index may be behind before Ingest
	// holds back; 0 means 2000.
	MaxLag int64
	// Patience is how long Ingest holds back before it gives up with Busy;
	// 0 means for ever.
	Patience time.Duration
	// Corrections is the pipeline's step that corrects; nil if there is none.
	Corrections *correct.Rules
	// SourceLanguages are the languages that documents of a source can be
	// in, by its name, where they do not say it themselves.
	SourceLanguages map[string][]string
	Registerer      prometheus.Registerer
	Log             *slog.Logger // nil means slog.Default
}

// Service takes documents in and keeps the index following the corpus. It is
// safe for concurrent use.
type Service struct {
	store       *store.Store
	index       *write.Index
	inference   atomic.Pointer[inference]
	corrections *corrections
	options     Options
	metrics     *metrics
	log         *slog.Logger

	mu   sync.Mutex
	want string             // generation to build, see Replace; empty if none
	turn context.CancelFunc // ends the current turn of Run; nil if none runs
}

// inference is what documents are annotated with.
type inference struct {
	pipeline Pipeline
	data     string
}

// New makes a service; it follows the corpus only while Run runs.
func New(s *store.Store, x *write.Index, p Pipeline, o Options) *Service {
	if o.Cycle <= 0 {
		o.Cycle = 1000
	}
	if o.MaxLag <= 0 {
		o.MaxLag = 2000
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	service := &Service{store: s, index: x, corrections: newCorrections(o.Corrections), options: o, metrics: newMetrics(o.Registerer), log: o.Log}
	service.inference.Store(&inference{p, o.Data})
	return service
}

// Replace lets documents be annotated with another pipeline from now on, and
// a new generation of the index be built with it beside the one that answers.
func (s *Service) Replace(p Pipeline) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inference.Store(&inference{p, p.Data()})
	s.want = p.Generation()
	if s.turn != nil {
		s.turn()
	}
}

// begin starts a turn of Run: with the generation that is wanted, until ctx
// ends or another one is.
func (s *Service) begin(ctx context.Context) (context.Context, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.want != "" {
		if err := s.index.Begin(ctx, s.want, s.store.LastSequence()); err != nil {
			return nil, err
		}
		s.want = ""
	}
	ctx, s.turn = context.WithCancel(ctx)
	return ctx, nil
}

// until waits for something that has no signal of its own.
func (s *Service) until(ctx context.Context, holds func() bool) error {
	for !holds() {
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// Lag is how many entries of the change log the index is behind.
func (s *Service) Lag() int64 {
	g := s.index.Current()
	if g == nil {
		return 0
	}
	return max(0, s.store.LastSequence()-g.Progress())
}

// Indexed is the number of the change log up to which all can be found.
func (s *Service) Indexed() int64 {
	if g := s.index.Current(); g != nil {
		return g.Progress()
	}
	return 0
}

// LagTime is the age of the oldest change that cannot be found yet, 0 if
// there is none.
func (s *Service) LagTime(ctx context.Context) (time.Duration, error) {
	oldest, err := s.store.Changes(ctx, s.Indexed(), 1)
	if err != nil || len(oldest) == 0 {
		return 0, err
	}
	return max(0, time.Since(oldest[0].Time)), nil
}

// WaitIndexed returns when everything up to a number of the change log can be
// found. Run must be running. Errors: Busy when ctx ends before.
func (s *Service) WaitIndexed(ctx context.Context, sequence int64) error {
	for {
		g := s.index.Current()
		if g == nil {
			return corpus.Errorf(corpus.Busy, "the index is closed")
		}
		moved := g.Moved()
		if g.Progress() >= sequence {
			return nil
		}
		select {
		case <-moved:
		case <-time.After(250 * time.Millisecond): // another generation may have taken over
		case <-ctx.Done():
			return corpus.Errorf(corpus.Busy, "the index has not caught up yet; the documents are safe (%w)", ctx.Err())
		}
	}
}

// Delete takes a document out. Errors: NotFound.
func (s *Service) Delete(ctx context.Context, id string) (sequence int64, err error) {
	return s.store.Delete(ctx, id)
}

// Annotations are those of a stored document. Where the corpus has none yet,
// or, for an older revision, keeps none, they are made on the spot.
func (s *Service) Annotations(ctx context.Context, d store.Stored) (corpus.Annotations, error) {
	if d.Annotations != nil {
		return *d.Annotations, nil
	}
	a := corpus.Annotated{Document: d.Document}
	err := s.annotateOne(ctx, s.inference.Load().pipeline, &a)
	return a.Annotations, err
}
