package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"communique/corpus"
)

// Stored is a document as the corpus has it.
type Stored struct {
	Document corpus.Document
	// Revision counts from 1; Seen is when it came in.
	Revision int
	Seen     time.Time
	// Hash is corpus.Document.ContentHash of the revision.
	Hash string
	// FirstSeen and LastSeen are those of the document, whatever the
	// revision.
	FirstSeen, LastSeen time.Time
	// Annotations of this revision; nil as long as there are none, and for
	// revisions that are not the newest.
	Annotations *corpus.Annotations
	// Generation names the data that the annotations were inferred with.
	Generation string
}

// RevisionInfo is a line of a document's history.
type RevisionInfo struct {
	N     int
	Hash  string // corpus.Document.ContentHash
	Seen  time.Time
	Title string
}

// queries are the prepared ones of the reading connections.
type queries struct {
	get, document, revision, revisions, changes, earliest, latest *sql.Stmt
}

// storedColumns are what scanStored reads, in its order.
const storedColumns = `r.content, lower(hex(r.hash)), r.n, r.seen, d.first_seen, d.last_seen, a.content, a.generation`

func (q *queries) prepare(ctx context.Context, db *sql.DB) error {
	return prepareAll(ctx, db, map[**sql.Stmt]string{
		&q.get: `SELECT ` + storedColumns + ` FROM documents d
			JOIN revisions r ON r.document = d.key AND r.n = d.revision
			LEFT JOIN annotations a ON a.document = d.key AND a.revision = d.revision
			WHERE d.id = ? AND d.deleted = 0`,
		&q.document: `SELECT r.content FROM documents d
			JOIN revisions r ON r.document = d.key AND r.n = d.revision
			WHERE d.id = ? AND d.deleted = 0`,
		&q.revision: `SELECT ` + storedColumns + ` FROM documents d
			JOIN revisions r ON r.document = d.key
			LEFT JOIN annotations a ON a.document = d.key AND a.revision = r.n
			WHERE d.id = ? AND r.n = ?`,
		&q.revisions: `SELECT r.n, lower(hex(r.hash)), r.seen, r.content FROM documents d
			JOIN revisions r ON r.document = d.key WHERE d.id = ? ORDER BY r.n`,
		&q.changes: `SELECT d.id, d.revision, d.deleted, d.touched, d.sequence, c.time FROM documents d
			JOIN changes c ON c.sequence = d.sequence WHERE d.sequence > ? ORDER BY d.sequence LIMIT ?`,
		&q.earliest: `SELECT d.id, h.day FROM held h JOIN documents d ON d.key = h.document WHERE h.post = ? ORDER BY h.day NULLS LAST, h.document LIMIT ?`,
		&q.latest:   `SELECT d.id, h.day FROM held h JOIN documents d ON d.key = h.document WHERE h.post = ? ORDER BY h.day DESC NULLS LAST, h.document DESC LIMIT ?`,
	})
}

type scanner interface{ Scan(...any) error }

func scanStored(from scanner) (Stored, error) {
	var (
		s                     Stored
		content, annotations  []byte
		generation            sql.NullString
		seen, firstly, lastly int64
	)
	if err := from.Scan(&content, &s.Hash, &s.Revision, &seen, &firstly, &lastly, &annotations, &generation); err != nil {
		return s, err
	}
	s.Seen, s.FirstSeen, s.LastSeen = moment(seen), moment(firstly), moment(lastly)
	if err := unpack(content, &s.Document); err != nil {
		return s, fmt.Errorf("content: %w", err)
	}
	if len(annotations) > 0 {
		s.Generation, s.Annotations = generation.String, new(corpus.Annotations)
		if err := unpack(annotations, s.Annotations); err != nil {
			return s, fmt.Errorf("annotations: %w", err)
		}
	}
	return s, nil
}

// Get is the newest revision of a document. Errors: NotFound, also for a
// deleted one.
func (s *Store) Get(ctx context.Context, id string) (Stored, error) {
	stored, err := scanStored(s.gets.get.QueryRowContext(ctx, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Stored{}, notFound(id)
	}
	return stored, readable(err, s.path)
}

// Documents gives those of the documents that are there, as their publishers
// wrote them: what a page of hits needs, at half the cost of GetMany.
func (s *Store) Documents(ctx context.Context, ids []string) (map[string]corpus.Document, error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, readable(err, s.path)
	}
	defer tx.Rollback()
	get := tx.StmtContext(ctx, s.gets.document)
	found := make(map[string]corpus.Document, len(ids))
	for _, id := range ids {
		var content []byte
		err := get.QueryRowContext(ctx, id).Scan(&content)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		var d corpus.Document
		if err == nil {
			err = unpack(content, &d)
		}
		if err != nil {
			return nil, fmt.Errorf("document %s: %w", id, readable(err, s.path))
		}
		found[id] = d
	}
	return found, nil
}

// GetMany gives those of the documents that are there, in the order asked.
func (s *Store) GetMany(ctx context.Context, ids []string) ([]Stored, error) {
	found, _, err := s.GetSome(ctx, ids, 0)
	return found, err
}

// GetSome is GetMany that stops when it has more bytes of text than a limit
// (0: none), after one document at the earliest. asked is how many ids it
// came to.
func (s *Store) GetSome(ctx context.Context, ids []string, limit int) (found []Stored, asked int, err error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, 0, readable(err, s.path)
	}
	defer tx.Rollback()
	get := tx.StmtContext(ctx, s.gets.get)
	found = make([]Stored, 0, len(ids))
	size := 0
	for i, id := range ids {
		stored, err := scanStored(get.QueryRowContext(ctx, id))
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, 0, fmt.Errorf("document %s: %w", id, readable(err, s.path))
		}
		found = append(found, stored)
		if size += len(stored.Document.Text); limit > 0 && size > limit {
			return found, i + 1, nil
		}
	}
	return found, len(ids), nil
}

// Revisions is the history of a document, oldest first; a deleted one keeps
// it. Errors: NotFound.
func (s *Store) Revisions(ctx context.Context, id string) ([]RevisionInfo, error) {
	rows, err := s.gets.revisions.QueryContext(ctx, id)
	if err != nil {
		return nil, readable(err, s.path)
	}
	defer rows.Close()
	var all []RevisionInfo
	for rows.Next() {
		var r RevisionInfo
		var seen int64
		var content []byte
		if err := rows.Scan(&r.N, &r.Hash, &seen, &content); err != nil {
			return nil, readable(err, s.path)
		}
		var d corpus.Document
		if err := unpack(content, &d); err != nil {
			return nil, fmt.Errorf("document %s, revision %d: %w", id, r.N, err)
		}
		r.Seen, r.Title = moment(seen), d.Title
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return nil, readable(err, s.path)
	}
	if len(all) == 0 {
		return nil, notFound(id)
	}
	return all, nil
}

// Revision is one revision of a document, also of a deleted one. Errors:
// NotFound.
func (s *Store) Revision(ctx context.Context, id string, n int) (Stored, error) {
	stored, err := scanStored(s.gets.revision.QueryRowContext(ctx, id, n))
	if errors.Is(err, sql.ErrNoRows) {
		return Stored{}, corpus.Errorf(corpus.NotFound, "no document has the id %q with a revision %d", id, n)
	}
	return stored, readable(err, s.path)
}

// eachPage is how many documents Each reads at once. No read is left open
// between pages: an open one keeps the write-ahead log from being emptied.
const eachPage = 500

// Each calls do with every document that is not deleted, in the order in
// which they first came, until do fails. Documents that come in meanwhile may
// or may not be among them.
func (s *Store) Each(ctx context.Context, do func(Stored) error) error {
	var after int64
	for {
		page, last, err := s.page(ctx, after)
		if err != nil {
			return err
		}
		for _, stored := range page {
			if err := do(stored); err != nil {
				return err
			}
		}
		if len(page) == 0 {
			return nil
		}
		after = last
	}
}

// keyed reads a key beside what scanStored reads.
type keyed struct {
	rows *sql.Rows
	key  *int64
}

func (k keyed) Scan(to ...any) error { return k.rows.Scan(append([]any{k.key}, to...)...) }

func (s *Store) page(ctx context.Context, after int64) (page []Stored, last int64, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT d.key, `+storedColumns+` FROM documents d
		JOIN revisions r ON r.document = d.key AND r.n = d.revision
		LEFT JOIN annotations a ON a.document = d.key AND a.revision = d.revision
		WHERE d.key > ? AND d.deleted = 0 ORDER BY d.key LIMIT ?`, after, eachPage)
	if err != nil {
		return nil, 0, readable(err, s.path)
	}
	defer rows.Close()
	for rows.Next() {
		stored, err := scanStored(keyed{rows, &last})
		if err != nil {
			return nil, 0, readable(err, s.path)
		}
		page = append(page, stored)
	}
	return page, last, readable(rows.Err(), s.path)
}
