// Package store keeps the corpus on disk: every document, every revision of
// it that was ever seen, what was inferred from it, and the change log that
// the index follows. It is the truth; the index can be deleted and rebuilt
// from it at will.
//
// A data folder belongs to one process (lock.go). Documents come in through
// Put, one transaction for a batch, and are on disk when Put returns: SQLite
// in write-ahead mode with synchronous=FULL, one connection that writes and a
// few that read.
//
// Every put that changes something and every delete takes the next sequence
// number. Changes gives each document once, at its newest number, so that a
// follower that remembers one number sees everything exactly as it stands.
//
// The schema grows by files in schema/: the file named 2 leads from version 1
// to version 2. A fresh folder runs them all, an older one the rest.
package store
