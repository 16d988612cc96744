// Package correct applies what humans said about mentions: two entities are
// one, a mention means another entity or none, an entity has another name.
// Corrections come from corpus/store; the step runs after all that find
// mentions, so that they hold for every document that is annotated, now and
// later.
package correct
