package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"syscall"

	"communique/corpus"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// readable turns what SQLite says into words about the operator's move. path
// is the database file. Errors that no operator can do anything about stay.
func readable(err error, path string) error {
	var e *sqlite.Error
	if err == nil || !errors.As(err, &e) {
		return err
	}
	switch primary := e.Code() & 0xff; {
	case primary == lib.SQLITE_FULL, primary == lib.SQLITE_IOERR && diskFull(path):
		return corpus.Errorf(corpus.Busy,
			"the disk is full: free some space under %s and send again; nothing that was acknowledged is lost (%w)", filepath.Dir(path), err)
	case primary == lib.SQLITE_BUSY, primary == lib.SQLITE_LOCKED:
		return corpus.Errorf(corpus.Busy, "the corpus is busy: try again (%w)", err)
	case primary == lib.SQLITE_NOTADB, primary == lib.SQLITE_CORRUPT:
		return corpus.Errorf(corpus.Internal,
			"%s is damaged: move it away and run `communique restore` with your newest backup (%w)", path, err)
	case primary == lib.SQLITE_READONLY, primary == lib.SQLITE_CANTOPEN, primary == lib.SQLITE_PERM:
		return corpus.Errorf(corpus.Internal,
			"%s cannot be opened for writing: check who owns the folder and whether it is mounted read-only (%w)", path, err)
	}
	return fmt.Errorf("%s: %w", filepath.Base(path), err)
}

// DiskFull is true when less than a mebibyte is left for the data folder.
func (s *Store) DiskFull() bool { return diskFull(s.path) }

// diskFull is true when less than a mebibyte is left: SQLite reports some
// writes that found no room as plain input/output errors.
func diskFull(path string) bool {
	var fs syscall.Statfs_t
	return syscall.Statfs(filepath.Dir(path), &fs) == nil && int64(fs.Bavail)*int64(fs.Bsize) < 1<<20
}
