// Package indexer takes raw releases in and makes them searchable: read
// (indexer/read), kept (corpus/store), annotated (the steps of pipeline.go:
// indexer/detect and indexer/annotate) and indexed (indexer/write).
//
// Two halves meet at the corpus. Ingest checks documents and commits them;
// when it answers they are safe, not yet searchable. The follower (follow.go)
// reads the corpus's change log from where the index stands, annotates what
// changed and writes it to the index, for ever. Neither waits for the other,
// except that Ingest holds back when the index is too far behind.
package indexer
