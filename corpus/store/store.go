package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"communique/corpus"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

// File is the name of the database in a data folder.
const File = "corpus.db"

// Options of Open; the zero value is what a server wants.
type Options struct {
	// Shared opens beside a running server, without the folder's lock: keys
	// can be managed, everything read and backed up, documents not written.
	Shared bool
	// Readers is the number of connections that read; 0 means one and a half
	// per processor.
	Readers int
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// Store is an open corpus. It is safe for concurrent use.
type Store struct {
	path     string
	lock     *Lock // nil when shared
	write    *sql.DB
	read     *sql.DB
	puts     statements
	gets     queries
	posts    postKeys
	now      func() time.Time
	name     string // of this corpus, a random word
	sequence atomic.Int64

	mu      sync.Mutex
	changed chan struct{} // closed and replaced when sequence grows
}

// Open opens the corpus in a data folder, making both if there are none.
// Errors: Conflict when another process has the folder, when the database is
// not ours or comes from a newer program.
func Open(ctx context.Context, dir string, o Options) (*Store, error) {
	s := &Store{path: filepath.Join(dir, File), now: o.Now, changed: make(chan struct{})}
	if s.now == nil {
		s.now = time.Now
	}
	if o.Readers <= 0 {
		o.Readers = max(4, runtime.GOMAXPROCS(0)*3/2)
	}
	if o.Shared {
		if _, err := os.Stat(s.path); err != nil {
			return nil, corpus.Errorf(corpus.NotFound, "no corpus in %s: make one with `communique ingest` or `communique serve`", dir)
		}
	} else {
		lock, err := Acquire(dir)
		if err != nil {
			return nil, err
		}
		s.lock = lock
	}
	if err := s.open(ctx, o); err != nil {
		return nil, errors.Join(readable(err, s.path), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, o Options) (err error) {
	if s.write, err = sql.Open("sqlite", dsn(s.path)+"&_txlock=immediate"); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if o.Shared {
		have, err := schemaOf(ctx, s.write, s.path)
		if err == nil && have != SchemaVersion {
			err = corpus.Errorf(corpus.Conflict, "%s has the older schema version %d: start `communique serve` once to bring it to %d", s.path, have, SchemaVersion)
		}
		if err != nil {
			return err
		}
	} else if err := migrate(ctx, s.write, s.path); err != nil {
		return err
	}
	if s.read, err = sql.Open("sqlite", dsn(s.path)+"&_pragma=query_only(1)"); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(o.Readers)
	s.read.SetMaxIdleConns(o.Readers)
	if err := s.puts.prepare(ctx, s.write); err != nil {
		return err
	}
	if err := s.gets.prepare(ctx, s.read); err != nil {
		return err
	}
	if err := s.read.QueryRowContext(ctx, `SELECT value FROM settings WHERE name = 'corpus'`).Scan(&s.name); err != nil {
		return err
	}
	var last int64
	if err := s.read.QueryRowContext(ctx, `SELECT coalesce(max(sequence), 0) FROM changes`).Scan(&last); err != nil {
		return err
	}
	s.sequence.Store(last)
	return nil
}

// dsn sets what holds for every connection. FULL syncs the write-ahead log at
// every commit: what Put acknowledged survives a power cut, not only a crash.
func dsn(path string) string {
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}
	return name.String() + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(1)&_pragma=cache_size(-16384)&_pragma=journal_size_limit(67108864)"
}

// Close waits for running calls and gives the folder free.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Release())
	}
	return errors.Join(errs...)
}

// Name is a random word that tells this corpus from every other one. It
// changes when a backup is restored.
func (s *Store) Name() string { return s.name }

// LastSequence is the newest number of the change log, 0 when empty.
func (s *Store) LastSequence() int64 { return s.sequence.Load() }

// Wait returns when the change log has grown past a number.
func (s *Store) Wait(ctx context.Context, after int64) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if s.LastSequence() > after {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// grown tells those who Wait. Called after the commit.
func (s *Store) grown(sequence int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if sequence > s.sequence.Load() {
		s.sequence.Store(sequence)
		close(s.changed)
		s.changed = make(chan struct{})
	}
}

func (s *Store) millis() int64 { return s.now().UnixMilli() }

func moment(millis int64) time.Time { return time.UnixMilli(millis).UTC() }

// Dir is the data folder.
func (s *Store) Dir() string { return filepath.Dir(s.path) }
