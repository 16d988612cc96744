package indexer

import (
	"context"

	"communique/indexer/write"
)

// inspect reads every file of the index once, when the server starts, and
// names what is damaged. Opening finds most damage; a byte that changed on
// disk only this does.
func (s *Service) inspect(ctx context.Context, g *write.Generation, damaged chan<- string) error {
	for name, why := range g.Check(ctx) {
		s.metrics.failures.WithLabelValues("inspect").Inc()
		s.log.Warn("index damaged: it is built anew, the others answer meanwhile", "index", name, "error", why)
		select {
		case damaged <- name:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// refill is the way through the change log to fill one missing index.
type refill struct {
	name  string
	after int64
}

// needed takes up the first missing index; false when none is.
func (r *refill) needed(g *write.Generation) bool {
	missing := g.Missing()
	if len(missing) == 0 {
		return false
	}
	if missing[0] != r.name {
		*r = refill{name: missing[0]}
	}
	return true
}

// refillSome does one step of a refill. It reads the log no further than
// the index has come: all after that is the follower's, so the two can never
// write one document in the wrong order.
func (s *Service) refillSome(ctx context.Context, g *write.Generation, r *refill) error {
	goal := g.Progress()
	if r.after >= goal {
		s.log.Info("index built anew", "index", r.name)
		name := r.name
		*r = refill{}
		return g.Refilled(name)
	}
	c, err := s.prepare(ctx, r.after, goal)
	if err != nil {
		return err
	}
	if err := g.Refill(ctx, r.name, c.changes); err != nil {
		return err
	}
	r.after = c.upTo
	return nil
}
