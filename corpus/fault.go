package corpus

import (
	"errors"
	"fmt"
)

// Fault says whose move it is.
type Fault int

// The faults, from ours to theirs. The zero value is Internal, so that an
// error nobody classified is taken as our own.
const (
	Internal     Fault = iota // we are wrong: 500
	Invalid                   // the caller sent something that cannot work: 400
	NotFound                  // no such thing: 404
	Forbidden                 // the caller may not do this: 403
	Unauthorised              // the caller must say who it is: 401
	TooLarge                  // more than a named limit: 413
	Busy                      // try again later: 503
	Conflict                  // the state does not allow it now: 409
)

// Error carries a Fault, a message that is shown to people, and, where the
// cause stands at a place in a query, that place.
type Error struct {
	Fault   Fault
	Message string
	// Position is the rune of the query at which it went wrong; -1 if none.
	Position int
	cause    error
}

// Error is the message alone: it says what to do instead.
func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause given with %w, if any.
func (e *Error) Unwrap() error { return e.cause }

// Errorf makes an Error; a %w in the format is kept as its cause.
func Errorf(f Fault, format string, args ...any) error {
	wrapped := fmt.Errorf(format, args...)
	return &Error{Fault: f, Message: wrapped.Error(), Position: -1, cause: errors.Unwrap(wrapped)}
}

// FaultOf is the Fault of the first Error in the chain, else Internal.
func FaultOf(err error) Fault {
	var e *Error
	if errors.As(err, &e) {
		return e.Fault
	}
	return Internal
}
