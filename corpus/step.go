package corpus

import "context"

// Step is one stage of the indexer's pipeline: it fills a part of the
// annotations from the document and what earlier steps filled. Steps are
// safe for concurrent use and never panic on any input.
type Step interface {
	// Name is the stage's name in errors, logs and metrics.
	Name() string
	// Apply returns an Error with fault Invalid when the document cannot be
	// used; it is then skipped and the run goes on.
	Apply(ctx context.Context, a *Annotated) error
}
