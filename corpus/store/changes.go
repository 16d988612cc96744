package store

import (
	"context"
	"time"
)

// Change is the newest entry of the change log about one document.
type Change struct {
	Sequence int64
	ID       string
	Revision int // 1, neither deleted nor touched: the document is new
	Deleted  bool
	Touched  bool // at some time only to be annotated anew, see Touch
	Time     time.Time
}

// Changes gives the documents that changed after a number, oldest change
// first, at most limit. A document that changed several times stands once, at
// its newest number: a follower that applies them in order and remembers the
// last number misses nothing.
func (s *Store) Changes(ctx context.Context, after int64, limit int) ([]Change, error) {
	rows, err := s.gets.changes.QueryContext(ctx, after, limit)
	if err != nil {
		return nil, readable(err, s.path)
	}
	defer rows.Close()
	var changes []Change
	for rows.Next() {
		var c Change
		var millis int64
		if err := rows.Scan(&c.ID, &c.Revision, &c.Deleted, &c.Touched, &c.Sequence, &millis); err != nil {
			return nil, readable(err, s.path)
		}
		c.Time = moment(millis)
		changes = append(changes, c)
	}
	return changes, readable(rows.Err(), s.path)
}
