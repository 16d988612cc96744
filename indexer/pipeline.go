package indexer

import (
	"context"
	"fmt"
	"runtime/debug"

	"communique/corpus"
)

// Pipeline is the order of travel: each step fills its part of the
// annotations from the document and from what earlier steps filled.
type Pipeline []corpus.Step

// Annotate runs the steps over a document. An error names the step and the
// document, once; what earlier steps filled stays.
func (p Pipeline) Annotate(ctx context.Context, a *corpus.Annotated) error {
	for _, s := range p {
		if stack, err := apply(ctx, s, a); err != nil {
			return &StepError{Step: s.Name(), ID: a.Document.ID, Stack: stack, err: err}
		}
	}
	return ctx.Err()
}

// StepError says at which step which document failed.
type StepError struct {
	Step, ID string
	Stack    string // where it panicked; empty if it did not
	err      error
}

func (e *StepError) Error() string { return fmt.Sprintf("%s %s: %v", e.Step, e.ID, e.err) }

// Unwrap gives the step's own error.
func (e *StepError) Unwrap() error { return e.err }

// apply turns a panic into an error: a release that trips a step must not
// take the others, or the server, down with it.
func apply(ctx context.Context, s corpus.Step, a *corpus.Annotated) (stack string, err error) {
	defer func() {
		if r := recover(); r != nil {
			stack, err = string(debug.Stack()), fmt.Errorf("panic: %v", r)
		}
	}()
	return "", s.Apply(ctx, a)
}
