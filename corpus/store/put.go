package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"communique/corpus"
)

// Status says what a put did.
type Status string

// What a put can do.
const (
	Created   Status = "created"   // the id was not there, or was deleted
	Updated   Status = "updated"   // a new revision
	Unchanged Status = "unchanged" // the same content: no revision, no change
)

// PutResult acknowledges one document: it is on disk.
type PutResult struct {
	ID       string `json:"id"`
	Revision int    `json:"revision"` // counts from 1
	// Sequence is the entry of the change log that the index must reach for
	// the document to be found as it is now.
	Sequence int64  `json:"sequence"`
	Status   Status `json:"status"`
}

// statements are the prepared ones of the writing connection.
type statements struct {
	find, create, update, see, revise, change, settle, remove, annotate *sql.Stmt
	source                                                              *sql.Stmt
	clearHeld, post, hold, clearCorrected, correct, touch, unannotate   *sql.Stmt
}

func (p *statements) prepare(ctx context.Context, db *sql.DB) error {
	return prepareAll(ctx, db, map[**sql.Stmt]string{
		&p.find: `SELECT key, revision, hash, deleted, sequence FROM documents WHERE id = ?`,
		&p.create: `INSERT INTO documents (id, revision, hash, deleted, first_seen, last_seen, source, sequence)
			VALUES (?1, 1, ?2, 0, ?3, ?3, ?4, 0)`,
		&p.update:   `UPDATE documents SET revision = ?2, hash = ?3, deleted = 0, last_seen = ?4, source = coalesce(?5, source) WHERE key = ?1`,
		&p.see:      `UPDATE documents SET last_seen = ?2 WHERE key = ?1`,
		&p.revise:   `INSERT INTO revisions (document, n, hash, seen, content) VALUES (?, ?, ?, ?, ?)`,
		&p.change:   `INSERT INTO changes (document, kind, time) VALUES (?, ?, ?)`,
		&p.settle:   `UPDATE documents SET sequence = ?2 WHERE key = ?1`,
		&p.remove:   `UPDATE documents SET deleted = 1 WHERE key = ?`,
		&p.annotate: annotateSQL,
		&p.source: `INSERT INTO sources (name, publisher, country, ministry, first_seen, last_seen) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
			ON CONFLICT (name) DO UPDATE SET last_seen = excluded.last_seen RETURNING key`,
		&p.clearHeld: `DELETE FROM held WHERE document = ?`,
		&p.post: `INSERT INTO posts (person, role, portfolio, state, organisation, status, name) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (person, role, portfolio, state, organisation, status) DO UPDATE SET name = excluded.name RETURNING key`,
		&p.hold:           `INSERT INTO held (document, post, day) VALUES (?, ?, ?)`,
		&p.clearCorrected: `DELETE FROM corrected WHERE document = ?`,
		&p.correct:        `INSERT OR IGNORE INTO corrected (correction, document) SELECT key, ?2 FROM corrections WHERE key = ?1`,
		&p.touch:          `UPDATE documents SET touched = 1 WHERE key = ?`,
		&p.unannotate:     `DELETE FROM annotations WHERE document = ?`,
	})
}

func prepareAll(ctx context.Context, db *sql.DB, all map[**sql.Stmt]string) error {
	for to, text := range all {
		stmt, err := db.PrepareContext(ctx, text)
		if err != nil {
			return err
		}
		*to = stmt
	}
	return nil
}

// Put keeps a batch of documents in one transaction: all are on disk when it
// returns, or none. A document without an id gets its derived one. An id that
// stands twice in the batch makes two revisions, the last one being current.
// Errors: Busy on a full disk.
func (s *Store) Put(ctx context.Context, documents []corpus.Document) ([]PutResult, error) {
	if len(documents) == 0 {
		return nil, nil
	}
	// All that needs no connection is done before the transaction begins.
	ready := make([]entry, len(documents))
	for i := range documents {
		var err error
		if ready[i], err = newEntry(documents[i]); err != nil {
			return nil, err
		}
	}
	results := make([]PutResult, len(ready))
	err := s.change(ctx, func(tx *sql.Tx) (last int64, err error) {
		b := batch{ctx: ctx, tx: tx, puts: &s.puts, now: s.millis(), sources: map[string]int64{}}
		for i := range ready {
			if results[i], err = b.put(&ready[i]); err != nil {
				return 0, fmt.Errorf("document %s: %w", ready[i].id, err)
			}
			last = max(last, results[i].Sequence)
		}
		return last, nil
	})
	if err != nil {
		return nil, err
	}
	return results, nil
}

// Delete takes a document out of the answers; its revisions are kept. The
// number is the one that the index must reach. Errors: NotFound.
func (s *Store) Delete(ctx context.Context, id string) (sequence int64, err error) {
	err = s.change(ctx, func(tx *sql.Tx) (int64, error) {
		b := batch{ctx: ctx, tx: tx, puts: &s.puts, now: s.millis()}
		found, err := b.find(id)
		if err != nil {
			return 0, err
		}
		if found.key == 0 || found.deleted {
			return 0, notFound(id)
		}
		// What it says of offices goes with it; should it come again, it is
		// annotated anew.
		for _, stmt := range []*sql.Stmt{s.puts.remove, s.puts.clearHeld, s.puts.unannotate} {
			if _, err := b.exec(stmt, found.key); err != nil {
				return 0, err
			}
		}
		sequence, err = b.log(found.key, "delete")
		return sequence, err
	})
	return sequence, err
}

func notFound(id string) error {
	return corpus.Errorf(corpus.NotFound, "no document has the id %q", id)
}

// change runs a transaction that may lengthen the change log.
func (s *Store) change(ctx context.Context, do func(*sql.Tx) (last int64, err error)) error {
	if s.lock == nil {
		return corpus.Errorf(corpus.Conflict, "the corpus is open beside a server: send documents to the server")
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return readable(err, s.path)
	}
	defer tx.Rollback()
	last, err := do(tx)
	if err != nil {
		return readable(err, s.path)
	}
	if err := tx.Commit(); err != nil {
		return readable(err, s.path)
	}
	s.grown(last)
	return nil
}

// entry is a document made ready for its rows.
type entry struct {
	id       string
	hash     []byte
	content  []byte
	document corpus.Document
}

func newEntry(d corpus.Document) (e entry, err error) {
	d.ID = d.DeriveID()
	e.id = d.ID
	if e.hash, err = hex.DecodeString(d.ContentHash()); err != nil {
		return e, err
	}
	e.content, err = pack(&d)
	d.Text = "" // kept in content
	e.document = d
	return e, err
}

// batch is one transaction under way.
type batch struct {
	ctx     context.Context
	tx      *sql.Tx
	puts    *statements
	now     int64
	sources map[string]int64 // keys of those seen in this batch
}

// row is a document as the table has it; key 0 means that there is none.
type row struct {
	key      int64
	revision int
	hash     []byte
	deleted  bool
	sequence int64
}

func (b *batch) find(id string) (r row, err error) {
	err = b.tx.StmtContext(b.ctx, b.puts.find).QueryRowContext(b.ctx, id).Scan(&r.key, &r.revision, &r.hash, &r.deleted, &r.sequence)
	if errors.Is(err, sql.ErrNoRows) {
		return row{}, nil
	}
	return r, err
}

func (b *batch) put(e *entry) (PutResult, error) {
	r, err := b.find(e.id)
	if err != nil {
		return PutResult{}, err
	}
	source, err := b.source(&e.document)
	if err != nil {
		return PutResult{}, err
	}
	result := PutResult{ID: e.id, Revision: r.revision, Sequence: r.sequence}
	same := bytes.Equal(r.hash, e.hash)
	switch {
	case r.key == 0:
		result.Status, result.Revision = Created, 1
		added, err := b.exec(b.puts.create, e.id, e.hash, b.now, source)
		if err != nil {
			return result, err
		}
		if r.key, err = added.LastInsertId(); err != nil {
			return result, err
		}
	case same && !r.deleted:
		result.Status = Unchanged
		_, err := b.exec(b.puts.see, r.key, b.now)
		return result, err
	default:
		result.Status = Updated
		if r.deleted {
			result.Status = Created
		}
		if !same {
			result.Revision++
		}
		if _, err := b.exec(b.puts.update, r.key, result.Revision, e.hash, b.now, source); err != nil {
			return result, err
		}
	}
	if !same {
		if _, err := b.exec(b.puts.revise, r.key, result.Revision, e.hash, b.now, e.content); err != nil {
			return result, err
		}
	}
	result.Sequence, err = b.log(r.key, "put")
	return result, err
}

// log adds to the change log.
func (b *batch) log(key int64, kind string) (sequence int64, err error) {
	added, err := b.exec(b.puts.change, key, kind, b.now)
	if err != nil {
		return 0, err
	}
	if sequence, err = added.LastInsertId(); err != nil {
		return 0, err
	}
	_, err = b.exec(b.puts.settle, key, sequence)
	return sequence, err
}

// source is the key of the document's source, nil without one.
func (b *batch) source(d *corpus.Document) (any, error) {
	if d.Source == "" {
		return nil, nil
	}
	if key, ok := b.sources[d.Source]; ok {
		return key, nil
	}
	var key int64
	err := b.tx.StmtContext(b.ctx, b.puts.source).QueryRowContext(b.ctx, d.Source, d.Publisher, d.Country, d.Ministry, b.now).Scan(&key)
	if err != nil {
		return nil, err
	}
	b.sources[d.Source] = key
	return key, nil
}

func (b *batch) exec(stmt *sql.Stmt, args ...any) (sql.Result, error) {
	return b.tx.StmtContext(b.ctx, stmt).ExecContext(b.ctx, args...)
}
