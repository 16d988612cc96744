// Package corpus holds the words that every part of Communique speaks: a
// Document as a publisher wrote it, the Annotations that were inferred from
// it (language, mentions, topics), its Revisions, and the Errors that say
// whose move it is.
//
// Values come in from indexer/read, are filled by indexer/detect and
// indexer/annotate, are kept by corpus/store, indexed by indexer/write,
// found by search/engine and shown by api. The package itself imports only
// the standard library and does no I/O.
package corpus
