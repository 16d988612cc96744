package indexer

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"time"

	"communique/corpus"
	"communique/corpus/store"
	"communique/indexer/write"

	"golang.org/x/sync/errgroup"
)

const (
	// quiet is how long the follower waits for company when few documents
	// have come: one batch of ten costs what one of one costs.
	quiet = 50 * time.Millisecond
	// cycleBytes bounds the text of a cycle, and with it memory.
	cycleBytes = 32 << 20
	// retryFirst and retryLast are the first and the longest pause after an
	// error that may pass, such as a full disk.
	retryFirst = 200 * time.Millisecond
	retryLast  = 10 * time.Second
)

// Run keeps the index following the corpus until ctx ends. A new generation,
// if one is wanted, is filled beside the current one and switched to when it
// has caught up. Damage found on disk is repaired meanwhile, and documents
// that corrections concern are annotated anew.
func (s *Service) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.spreadCorrections(ctx) })
	group.Go(func() error { return s.followAll(ctx) })
	return group.Wait()
}

func (s *Service) followAll(ctx context.Context) error {
	for ctx.Err() == nil {
		turn, err := s.begin(ctx)
		if err != nil {
			return err
		}
		current, next := s.index.Current(), s.index.Next()
		switch {
		case current == nil:
			return errors.New("indexer: the index is closed")
		case next == nil:
			err = s.follow(turn, current, true)
		default:
			err = s.replace(turn, current, next)
		}
		if err != nil && turn.Err() == nil {
			return err
		}
		s.turn()
	}
	return ctx.Err()
}

// replace follows with both generations until the next has caught up, then
// stops the current one, lets the next overtake it and switches.
func (s *Service) replace(ctx context.Context, current, next *write.Generation) error {
	s.log.Info("building a new index beside the one that answers", "generation", next.Name(), "from", next.Progress(), "to", s.store.LastSequence())
	group, ctx := errgroup.WithContext(ctx)
	oldCtx, stopOld := context.WithCancel(ctx)
	defer stopOld()
	nextCtx, stopNew := context.WithCancel(ctx)
	defer stopNew()
	oldDone := make(chan struct{})
	group.Go(func() error {
		defer close(oldDone)
		return unlessStopped(oldCtx, s.follow(oldCtx, current, false))
	})
	group.Go(func() error { return unlessStopped(nextCtx, s.follow(nextCtx, next, false)) })
	group.Go(func() error {
		defer stopNew()
		if err := reach(ctx, next, func() int64 { return s.store.LastSequence() - int64(s.options.Cycle) }); err != nil {
			return err
		}
		stopOld()
		<-oldDone
		if err := reach(ctx, next, current.Progress); err != nil {
			return err
		}
		return s.index.Switch()
	})
	return group.Wait()
}

// unlessStopped passes an error on that is not our own stopping.
func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// reach waits until a generation has come to a number that may move.
func reach(ctx context.Context, g *write.Generation, goal func() int64) error {
	for {
		moved := g.Moved()
		if g.Progress() >= goal() {
			return nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// cycle is a piece of the change log, annotated.
type cycle struct {
	changes []write.Change
	upTo    int64
}

// follow reads the change log from where a generation stands and applies it,
// until ctx ends. Reading and annotating go one cycle ahead of writing.
func (s *Service) follow(ctx context.Context, g *write.Generation, inspect bool) error {
	group, ctx := errgroup.WithContext(ctx)
	cycles := make(chan cycle)
	damaged := make(chan string)
	group.Go(func() error {
		for after := g.Progress(); ; {
			c, err := s.nextCycle(ctx, after)
			if err != nil {
				return err
			}
			select {
			case cycles <- c:
				after = c.upTo
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
	if inspect {
		group.Go(func() error { return s.inspect(ctx, g, damaged) })
	}
	group.Go(func() error { return s.writeAll(ctx, g, cycles, damaged) })
	return group.Wait()
}

// writeAll is the one caller that writes to a generation.
func (s *Service) writeAll(ctx context.Context, g *write.Generation, cycles <-chan cycle, damaged <-chan string) error {
	var r refill
	for {
		idle := make(chan struct{})
		if r.needed(g) {
			close(idle) // there is work when no cycle waits
		}
		select {
		case c := <-cycles:
			if err := s.applyCycle(ctx, g, c); err != nil {
				return err
			}
		case name := <-damaged:
			if err := g.Discard(name); err != nil {
				s.log.Error("a damaged index could not be closed", "index", name, "error", err)
			}
		case <-idle:
			if err := s.retry(ctx, "refill", func() error { return s.refillSome(ctx, g, &r) }); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *Service) applyCycle(ctx context.Context, g *write.Generation, c cycle) error {
	start := time.Now()
	err := s.retry(ctx, "index", func() error { return g.Apply(ctx, c.changes, c.upTo) })
	if err == nil {
		s.metrics.cycles.Observe(time.Since(start).Seconds())
		s.metrics.indexed.Add(float64(len(c.changes)))
	}
	return err
}

// retry does something until it succeeds or ctx ends: what is in the corpus
// must come into the index, however long the disk is full.
func (s *Service) retry(ctx context.Context, stage string, do func() error) error {
	for pause := retryFirst; ; pause = min(2*pause, retryLast) {
		err := do()
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.metrics.failures.WithLabelValues(stage).Inc()
		s.log.Error("the index cannot follow, trying again", "stage", stage, "pause", pause, "error", err)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// nextCycle waits for changes after a number and makes a cycle of them.
func (s *Service) nextCycle(ctx context.Context, after int64) (c cycle, err error) {
	if err := s.store.Wait(ctx, after); err != nil {
		return c, err
	}
	if s.store.LastSequence()-after < int64(s.options.Cycle) {
		select {
		case <-time.After(quiet):
		case <-ctx.Done():
			return c, ctx.Err()
		}
	}
	err = s.retry(ctx, "read", func() (err error) {
		c, err = s.prepare(ctx, after, s.store.LastSequence())
		return err
	})
	return c, err
}

// prepare loads and annotates what changed after one number, up to another.
// It may come less far; c.upTo says how far.
func (s *Service) prepare(ctx context.Context, after, upTo int64) (c cycle, err error) {
	changes, err := s.store.Changes(ctx, after, s.options.Cycle)
	if err != nil {
		return c, err
	}
	// Changes that came since upTo was taken are left for later.
	for len(changes) > 0 && changes[len(changes)-1].Sequence > upTo {
		changes = changes[:len(changes)-1]
	}
	full := len(changes) == s.options.Cycle
	ids := make([]string, 0, len(changes))
	for _, change := range changes {
		ids = append(ids, change.ID)
	}
	found, asked, err := s.store.GetSome(ctx, ids, cycleBytes)
	if err != nil {
		return c, err
	}
	switch changes = changes[:asked]; {
	case asked < len(ids) || full:
		c.upTo = changes[asked-1].Sequence
	default:
		c.upTo = upTo
	}
	annotated, err := s.annotate(ctx, found)
	if err != nil {
		return c, err
	}
	byID := make(map[string]*corpus.Annotated, len(annotated))
	for i := range annotated {
		byID[annotated[i].Document.ID] = &annotated[i]
	}
	c.changes = make([]write.Change, len(changes))
	for i, change := range changes {
		c.changes[i] = write.Change{
			ID: change.ID, Sequence: change.Sequence,
			Document: byID[change.ID], // nil where it is deleted by now
			New:      change.Revision == 1 && !change.Deleted && !change.Touched && byID[change.ID] != nil,
		}
	}
	return c, nil
}

// annotate runs the pipeline over documents, on all processors, and keeps
// the result in the corpus. What the corpus has from the same data is used.
func (s *Service) annotate(ctx context.Context, found []store.Stored) ([]corpus.Annotated, error) {
	with := s.inference.Load()
	annotated := make([]corpus.Annotated, len(found))
	fresh := make([]bool, len(found))
	var next atomic.Int64
	group, gctx := errgroup.WithContext(ctx)
	for range min(runtime.GOMAXPROCS(0), len(found)) {
		group.Go(func() error {
			for i := int(next.Add(1)) - 1; i < len(found); i = int(next.Add(1)) - 1 {
				f, a := &found[i], &annotated[i]
				a.Document = f.Document
				if f.Annotations != nil && f.Generation == with.data {
					a.Annotations = *f.Annotations
					continue
				}
				fresh[i] = true
				if err := s.annotateOne(gctx, with.pipeline, a); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var news []store.AnnotatedRevision
	for i := range annotated {
		if fresh[i] {
			news = append(news, store.AnnotatedRevision{
				ID: annotated[i].Document.ID, Revision: found[i].Revision, Published: found[i].Document.Published, Annotations: &annotated[i].Annotations,
			})
		}
	}
	return annotated, s.store.PutAnnotations(ctx, with.data, news)
}

// annotateOne never lets a document fall out: one that a step fails on was
// acknowledged, so it is indexed with what the other steps found.
func (s *Service) annotateOne(ctx context.Context, p Pipeline, a *corpus.Annotated) error {
	err := p.Annotate(ctx, a)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		stage, stack := "annotate", ""
		var step *StepError
		if errors.As(err, &step) {
			stage, stack = step.Step, step.Stack
		}
		s.metrics.failures.WithLabelValues(stage).Inc()
		s.log.Error("a document is indexed without all annotations", "error", err, "stack", stack)
	}
	if a.Annotations.Language.Code == "" {
		a.Annotations.Language.Code = "und"
	}
	s.metrics.confidence.Observe(a.Annotations.Language.Confidence)
	return nil
}
