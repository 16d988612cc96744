// Package exchange finds the entities of the user's own gazetteers
// (corpus/ftm) in documents. It is a step of the pipeline behind
// indexer/annotate: what that found keeps its words, roles and dates and gets
// the list's id and name where the list knows it; names that it missed are
// added.
//
// All names of a list stand in one trie over folded words; a text is walked
// once. Words are tried as they stand and without the endings that names take
// in the document's language (endings.tsv of its pack).
package exchange
