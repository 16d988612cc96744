package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"communique/corpus"
)

// maxCorrections bounds those in force: all of them are kept in memory.
const maxCorrections = 100_000

const correctionColumns = `c.key, c.kind, c.entity, c.target, c.name, c.surface, c.document, c.note, c.who, c.made, c.undone, c.undone_by`

func scanCorrection(from scanner, more ...any) (c corpus.Correction, err error) {
	var made, undone int64
	err = from.Scan(append([]any{&c.ID, &c.Kind, &c.Entity, &c.Into, &c.Name, &c.Surface, &c.Document, &c.Note, &c.Who, &made, &undone, &c.UndoneBy}, more...)...)
	c.When = moment(made)
	if undone != 0 {
		c.Undone = moment(undone)
	}
	return c, err
}

// AddCorrection keeps a correction; it is on disk when the call returns. The
// ID and the time are set here. Errors: Invalid for one that cannot be,
// NotFound for a document that is not there, Conflict with one in force.
func (s *Store) AddCorrection(ctx context.Context, c corpus.Correction) (corpus.Correction, error) {
	if err := c.Check(); err != nil {
		return c, err
	}
	c.When, c.Undone, c.UndoneBy, c.Documents = moment(s.millis()), time.Time{}, "", 0
	err := s.change(ctx, func(tx *sql.Tx) (int64, error) {
		if err := agrees(ctx, tx, c); err != nil {
			return 0, err
		}
		added, err := tx.ExecContext(ctx, `INSERT INTO corrections (kind, entity, target, name, surface, document, note, who, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			c.Kind, c.Entity, c.Into, c.Name, c.Surface, c.Document, c.Note, c.Who, c.When.UnixMilli())
		if err != nil {
			return 0, err
		}
		c.ID, err = added.LastInsertId()
		return 0, err
	})
	return c, err
}

// agrees refuses what contradicts the corrections in force.
func agrees(ctx context.Context, tx *sql.Tx, c corpus.Correction) error {
	if c.Document != "" {
		var n int
		err := tx.QueryRowContext(ctx, `SELECT 1 FROM documents WHERE id = ? AND deleted = 0`, c.Document).Scan(&n)
		if errors.Is(err, sql.ErrNoRows) {
			return notFound(c.Document)
		}
		if err != nil {
			return err
		}
	}
	var twin int64
	err := tx.QueryRowContext(ctx, `SELECT key FROM corrections WHERE undone = 0 AND kind = ? AND entity = ? AND target = ? AND name = ? AND surface = ? AND document = ?`,
		c.Kind, c.Entity, c.Into, c.Name, c.Surface, c.Document).Scan(&twin)
	if err == nil {
		return corpus.Errorf(corpus.Conflict, "correction %d says the same", twin)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	var all int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM corrections WHERE undone = 0`).Scan(&all); err != nil {
		return err
	}
	if all >= maxCorrections {
		return corpus.Errorf(corpus.Conflict, "there are %d corrections, which is the limit: undo some that are no longer needed", all)
	}
	if c.Kind != corpus.Merge {
		return nil
	}
	// A merge leads from every entity to at most one other, never in a circle.
	merged := map[string]string{}
	number := map[string]int64{}
	rows, err := tx.QueryContext(ctx, `SELECT key, entity, target FROM corrections WHERE undone = 0 AND kind = ?`, corpus.Merge)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key int64
		var from, to string
		if err := rows.Scan(&key, &from, &to); err != nil {
			return err
		}
		merged[from], number[from] = to, key
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if to := merged[c.Entity]; to != "" {
		return corpus.Errorf(corpus.Conflict, "correction %d merges %s into %s: undo it first", number[c.Entity], c.Entity, to)
	}
	for at := c.Into; at != ""; at = merged[at] {
		if at == c.Entity {
			return corpus.Errorf(corpus.Conflict, "%s is merged into %s already, by other corrections: undo them first", c.Into, c.Entity)
		}
	}
	return nil
}

// Corrections lists corrections by id, those that are undone only with all.
// Documents counts the documents that each has changed.
func (s *Store) Corrections(ctx context.Context, all bool) ([]corpus.Correction, error) {
	return s.corrections(ctx, `SELECT `+correctionColumns+`, (SELECT count(*) FROM corrected d WHERE d.correction = c.key)
		FROM corrections c WHERE c.undone = 0 OR ? ORDER BY c.key`, all)
}

// Unspread lists the corrections made or undone of which the documents that
// they concern are not in the change log yet.
func (s *Store) Unspread(ctx context.Context) ([]corpus.Correction, error) {
	return s.corrections(ctx, `SELECT `+correctionColumns+`, 0 FROM corrections c WHERE c.spread = 0 ORDER BY c.key`)
}

func (s *Store) corrections(ctx context.Context, query string, args ...any) ([]corpus.Correction, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, readable(err, s.path)
	}
	defer rows.Close()
	found := []corpus.Correction{}
	for rows.Next() {
		var documents int
		c, err := scanCorrection(rows, &documents)
		if err != nil {
			return nil, readable(err, s.path)
		}
		c.Documents = documents
		found = append(found, c)
	}
	return found, readable(rows.Err(), s.path)
}

// UndoCorrection takes a correction back; it stays on record. Errors:
// NotFound, also for one that is undone.
func (s *Store) UndoCorrection(ctx context.Context, id int64, who string) error {
	return s.change(ctx, func(tx *sql.Tx) (int64, error) {
		done, err := tx.ExecContext(ctx, `UPDATE corrections SET undone = ?, undone_by = ?, spread = 0 WHERE key = ? AND undone = 0`, max(s.millis(), 1), who, id)
		if err != nil {
			return 0, err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return 0, errors.Join(err, corpus.Errorf(corpus.NotFound, "no correction in force has the number %d", id))
		}
		return 0, nil
	})
}

// Spread notes that the documents of a correction are in the change log,
// unless it was undone (or made) meanwhile: undone is what it was taken for.
func (s *Store) Spread(ctx context.Context, id int64, undone bool) error {
	return s.change(ctx, func(tx *sql.Tx) (int64, error) {
		_, err := tx.ExecContext(ctx, `UPDATE corrections SET spread = 1 WHERE key = ? AND (undone <> 0) = ?`, id, undone)
		return 0, err
	})
}

// Corrected names the documents that a correction changed.
func (s *Store) Corrected(ctx context.Context, id int64) ([]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT d.id FROM corrected c JOIN documents d ON d.key = c.document WHERE c.correction = ? AND d.deleted = 0`, id)
	if err != nil {
		return nil, readable(err, s.path)
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, readable(err, s.path)
		}
		ids = append(ids, id)
	}
	return ids, readable(rows.Err(), s.path)
}

// Touch puts documents into the change log although nothing in them changed,
// and forgets their annotations, so that they are annotated and indexed anew.
// Documents that are not there are passed over. The number is the one that
// the index must reach, 0 if there was nothing to do.
func (s *Store) Touch(ctx context.Context, ids []string) (sequence int64, err error) {
	err = s.change(ctx, func(tx *sql.Tx) (int64, error) {
		b := batch{ctx: ctx, tx: tx, puts: &s.puts, now: s.millis()}
		for _, id := range ids {
			found, err := b.find(id)
			if err != nil {
				return 0, err
			}
			if found.key == 0 || found.deleted {
				continue
			}
			if _, err := b.exec(s.puts.touch, found.key); err != nil {
				return 0, err
			}
			if _, err := b.exec(s.puts.unannotate, found.key); err != nil {
				return 0, err
			}
			if sequence, err = b.log(found.key, "put"); err != nil {
				return 0, err
			}
		}
		return sequence, nil
	})
	return sequence, err
}
