package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"communique/corpus"
)

// AnnotatedRevision is what was inferred from one revision.
type AnnotatedRevision struct {
	ID          string
	Revision    int
	Published   corpus.Date // of the revision
	Annotations *corpus.Annotations
}

// A revision that is no longer the newest is passed over: the annotations of
// the newer one are on their way or already there.
const annotateSQL = `INSERT INTO annotations (document, revision, generation, content)
	SELECT key, ?2, ?3, ?4 FROM documents WHERE id = ?1 AND revision = ?2 AND deleted = 0
	ON CONFLICT (document) DO UPDATE SET revision = excluded.revision, generation = excluded.generation, content = excluded.content
	RETURNING document`

// PutAnnotations keeps what was inferred, in one transaction, and with it who
// is said to hold which office and which corrections changed the mentions.
// generation names the data that it was inferred with.
func (s *Store) PutAnnotations(ctx context.Context, generation string, all []AnnotatedRevision) error {
	if len(all) == 0 {
		return nil
	}
	contents := make([][]byte, len(all))
	for i, a := range all {
		var err error
		if contents[i], err = pack(a.Annotations); err != nil {
			return fmt.Errorf("annotations of %s: %w", a.ID, err)
		}
	}
	return s.change(ctx, func(tx *sql.Tx) (int64, error) {
		annotate := tx.StmtContext(ctx, s.puts.annotate)
		ledger := newLedger(ctx, tx, s)
		for i, a := range all {
			var key int64
			err := annotate.QueryRowContext(ctx, a.ID, a.Revision, generation, contents[i]).Scan(&key)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err == nil {
				err = ledger.put(key, a)
			}
			if err != nil {
				s.posts.forget()
				return 0, fmt.Errorf("annotations of %s: %w", a.ID, err)
			}
		}
		return 0, nil
	})
}
