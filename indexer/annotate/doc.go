// Package annotate finds who, where, when and what a document speaks of. It
// takes a document whose language is decided (indexer/detect) and fills its
// mentions and topics; what it knows stands in corpus/lang and
// corpus/gazetteer.
//
// The way of one field: text is cut into tokens (token.go); one pass over
// them finds every phrase of the language's lexicon (lexicon.go); rules then
// read the finds, each in a file of its own: dates, organisations, states,
// persons. What they propose for persons and organisations is evidence
// (evidence.go) for the tagger (tagger/), and arbiter.go says what of its
// answer and of the rules' proposals stays.
package annotate
