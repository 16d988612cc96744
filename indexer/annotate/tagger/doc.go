// Package tagger decides which words of a passage are names of persons and of
// organisations, where the rules of indexer/annotate only propose. It is a
// conditional random field of first order over the tokens of a passage: each
// token comes with features that say how it is written, which lists have it
// and what the rules made of it, and of its neighbours the same. No feature
// holds a word of a text, so what is learned in one language serves in every
// other.
//
// Features come from indexer/annotate (evidence.go), labels go back to it
// (arbiter.go). model.bin is made by gen from texts that persons marked; they
// are no part of the project. A changed feature or rule needs a new model.
package tagger
