package indexer

import (
	"context"
	"slices"
	"sync"

	"communique/corpus"
	"communique/indexer/correct"
)

// corrections is the work of the corrections that were made or undone: the
// documents that they concern are annotated and indexed anew, and only those.
type corrections struct {
	rules *correct.Rules // nil: none are kept

	mu     sync.Mutex // held while the rules are brought in line with the corpus
	kick   chan struct{}
	passed map[int64]chan struct{} // closed when the documents are in the change log
}

// newCorrections reads the corrections in force.
func newCorrections(rules *correct.Rules) *corrections {
	return &corrections{rules: rules, kick: make(chan struct{}, 1), passed: map[int64]chan struct{}{}}
}

// LoadCorrections puts the corrections of the corpus in force. Call it before
// Run.
func (s *Service) LoadCorrections(ctx context.Context) error {
	s.corrections.mu.Lock()
	defer s.corrections.mu.Unlock()
	return s.loadCorrections(ctx)
}

func (s *Service) loadCorrections(ctx context.Context) error {
	all, err := s.store.Corrections(ctx, false)
	if err == nil && s.corrections.rules != nil {
		s.corrections.rules.Set(all)
	}
	return err
}

// Correct keeps a correction; when it returns, the correction is on disk and
// every document annotated from now on follows it. Those that are there
// already follow when WaitCorrected returns. Errors: those of
// store.AddCorrection.
func (s *Service) Correct(ctx context.Context, c corpus.Correction) (corpus.Correction, error) {
	s.corrections.mu.Lock()
	defer s.corrections.mu.Unlock()
	c, err := s.store.AddCorrection(ctx, c)
	if err != nil {
		return c, err
	}
	return c, s.corrected(ctx, c.ID)
}

// UndoCorrection takes a correction back. Errors: NotFound.
func (s *Service) UndoCorrection(ctx context.Context, id int64, who string) error {
	s.corrections.mu.Lock()
	defer s.corrections.mu.Unlock()
	if err := s.store.UndoCorrection(ctx, id, who); err != nil {
		return err
	}
	return s.corrected(ctx, id)
}

func (s *Service) corrected(ctx context.Context, id int64) error {
	// It is kept: that the sender goes away must not leave the rules behind.
	if err := s.loadCorrections(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	s.corrections.passed[id] = make(chan struct{})
	select {
	case s.corrections.kick <- struct{}{}:
	default:
	}
	return nil
}

// WaitCorrected returns when the index follows a correction, or its undoing.
// Run must be running. Errors: Busy when ctx ends before.
func (s *Service) WaitCorrected(ctx context.Context, id int64) error {
	s.corrections.mu.Lock()
	passed := s.corrections.passed[id]
	s.corrections.mu.Unlock()
	if passed != nil {
		select {
		case <-passed:
		case <-ctx.Done():
			return corpus.Errorf(corpus.Busy, "the correction is kept, the documents that it concerns follow in a moment (%w)", ctx.Err())
		}
	}
	return s.WaitIndexed(ctx, s.store.LastSequence())
}

// spreadCorrections brings the documents that corrections concern into the
// change log, until ctx ends. After a crash it goes on where it stood.
func (s *Service) spreadCorrections(ctx context.Context) error {
	for {
		err := s.retry(ctx, "correct", func() error {
			open, err := s.store.Unspread(ctx)
			for _, c := range open {
				if err == nil {
					err = s.spread(ctx, c)
				}
			}
			return err
		})
		if err != nil {
			return err
		}
		select {
		case <-s.corrections.kick:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// touchChunk is how many documents are put into the change log at once.
const touchChunk = 500

// spread finds the documents of one correction. Those that were on their way
// when it was made may follow the rules of before; so it waits until all that
// was in the change log then can be found.
func (s *Service) spread(ctx context.Context, c corpus.Correction) error {
	for {
		if err := s.whole(ctx); err != nil {
			return err
		}
		building := s.index.Next()
		ids, err := s.concerned(ctx, c)
		if err != nil {
			return err
		}
		for chunk := range slices.Chunk(ids, touchChunk) {
			sequence, err := s.store.Touch(ctx, chunk)
			if err != nil {
				return err
			}
			if err := s.WaitIndexed(ctx, sequence-touchChunk); err != nil {
				return err
			}
		}
		s.log.Info("correction spread", "correction", c.ID, "kind", c.Kind, "documents", len(ids), "undone", !c.Undone.IsZero())
		s.corrections.mu.Lock()
		if passed := s.corrections.passed[c.ID]; passed != nil {
			close(passed)
			delete(s.corrections.passed, c.ID)
		}
		s.corrections.mu.Unlock()
		if building == nil {
			return s.store.Spread(ctx, c.ID, !c.Undone.IsZero())
		}
		// The index that is being built may have documents that the current
		// one does not show: look again when it answers.
		if err := s.until(ctx, func() bool { return s.index.Next() != building }); err != nil {
			return err
		}
	}
}

// whole waits until the index has all that is in the corpus now.
func (s *Service) whole(ctx context.Context) error {
	if err := s.WaitIndexed(ctx, s.store.LastSequence()); err != nil {
		return err
	}
	return s.until(ctx, func() bool {
		g := s.index.Current()
		return g != nil && len(g.Missing()) == 0
	})
}

// concerned names the documents that a correction may change.
func (s *Service) concerned(ctx context.Context, c corpus.Correction) ([]string, error) {
	ids, err := s.store.Corrected(ctx, c.ID)
	if err != nil || !c.Undone.IsZero() {
		return ids, err
	}
	if c.Document != "" {
		return append(ids, c.Document), nil
	}
	// Mentions of the entity may go by another id, by older corrections.
	entities := []string{c.Entity}
	inForce, err := s.store.Corrections(ctx, false)
	if err != nil {
		return nil, err
	}
	for _, other := range inForce {
		if other.Entity == c.Entity && other.ID != c.ID {
			more, err := s.store.Corrected(ctx, other.ID)
			if err != nil {
				return nil, err
			}
			ids = append(ids, more...)
		}
	}
	if s.corrections.rules != nil && c.Kind != corpus.Merge {
		entities = append(entities, s.corrections.rules.Resolve(c.Entity))
	}
	g := s.index.Current()
	if g == nil {
		return nil, corpus.Errorf(corpus.Busy, "the index is closed")
	}
	for _, id := range entities {
		more, err := g.Mentioning(ctx, string(corpus.EntityType(id)), id)
		if err != nil {
			return nil, err
		}
		ids = append(ids, more...)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}
