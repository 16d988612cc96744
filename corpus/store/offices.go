package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"communique/corpus"
)

// maxHeld bounds the offices that one document puts down.
const maxHeld = 200

// post is one person in one office.
type post struct {
	person, role, portfolio, state, organisation string
	status                                       corpus.OfficeStatus
}

// knownPost is the key of a post and the name that its row has.
type knownPost struct {
	key  int64
	name string
}

// postKeys remembers the keys of posts, so that a post costs its rows once.
// Only the writing transaction uses it.
type postKeys struct{ known map[post]knownPost }

const maxPostKeys = 100_000

func (k *postKeys) forget() { k.known = nil }

// ledger writes what a document's annotations say beside the annotations.
type ledger struct {
	ctx                     context.Context
	posts                   *postKeys
	clear, post, hold       *sql.Stmt
	clearCorrected, correct *sql.Stmt
}

func newLedger(ctx context.Context, tx *sql.Tx, s *Store) ledger {
	in := func(stmt *sql.Stmt) *sql.Stmt { return tx.StmtContext(ctx, stmt) }
	p := &s.puts
	return ledger{ctx, &s.posts, in(p.clearHeld), in(p.post), in(p.hold), in(p.clearCorrected), in(p.correct)}
}

func (l ledger) put(document int64, a AnnotatedRevision) error {
	for _, clear := range []*sql.Stmt{l.clear, l.clearCorrected} {
		if _, err := clear.ExecContext(l.ctx, document); err != nil {
			return err
		}
	}
	for _, id := range a.Annotations.Corrections {
		if _, err := l.correct.ExecContext(l.ctx, id, document); err != nil {
			return err
		}
	}
	var day any
	if n, ok := a.Published.Day(); ok {
		day = n
	}
	seen := map[int64]bool{}
	for _, m := range a.Annotations.Mentions {
		if m.Type != corpus.Person || m.ID == "" {
			continue
		}
		for _, o := range m.Offices {
			if o.Role == "" || len(seen) == maxHeld {
				continue
			}
			key, err := l.key(post{m.ID, o.Role, o.Portfolio, o.State, o.Organisation, o.Status}, m.Name)
			if err != nil {
				return err
			}
			if seen[key] {
				continue
			}
			seen[key] = true
			if _, err := l.hold.ExecContext(l.ctx, document, key, day); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l ledger) key(p post, name string) (key int64, err error) {
	if known, ok := l.posts.known[p]; ok && known.name == name {
		return known.key, nil
	}
	err = l.post.QueryRowContext(l.ctx, p.person, p.role, p.portfolio, p.state, p.organisation, p.status, name).Scan(&key)
	if err != nil {
		return 0, err
	}
	if l.posts.known == nil || len(l.posts.known) >= maxPostKeys {
		l.posts.known = map[post]knownPost{}
	}
	l.posts.known[p] = knownPost{key, name}
	return key, nil
}

// Tenures says who held which office when, the latest first: what the
// annotations of all documents together say. total is how many there are
// without From and Size. Errors: Invalid for an At that is no date.
func (s *Store) Tenures(ctx context.Context, f corpus.OfficeFilter) (found []corpus.Tenure, total int, err error) {
	where, args := []string{"1"}, []any{}
	add := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	for _, c := range []struct{ column, value string }{
		{"person", f.Person}, {"role", f.Role}, {"portfolio", f.Portfolio}, {"state", f.State}, {"status", string(f.Status)},
	} {
		if c.value != "" {
			add("p."+c.column+" = ?", c.value)
		}
	}
	if f.Organisation != "" {
		// A ministry is a state and a portfolio: org:ro-interior.
		if rest, ok := strings.CutPrefix(f.Organisation, "org:"); ok && len(rest) > 3 && rest[2] == '-' {
			add("(p.organisation = ? OR p.state = ? AND p.portfolio = ? AND p.organisation = '')", f.Organisation, strings.ToUpper(rest[:2]), rest[3:])
		} else {
			add("p.organisation = ?", f.Organisation)
		}
	}
	having := ""
	if f.At != "" {
		from, to, ok := corpus.DayRange(f.At)
		if !ok {
			return nil, 0, corpus.Errorf(corpus.Invalid, "at: %q is not a date: write it as 2019-05-30, 2019-05, 2019 or 2019-01/2019-06", f.At)
		}
		add("p.status <> ?", corpus.Former)
		having = " HAVING min(h.day) <= ? AND max(h.day) >= ?"
		args = append(args, to, from)
	}
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, 0, readable(err, s.path)
	}
	defer tx.Rollback()
	keys, found, total, err := tenures(ctx, tx, `SELECT p.key, p.person, p.name, p.role, p.portfolio, p.state, p.organisation, p.status,
		count(*), min(h.day), max(h.day), count(*) OVER () FROM posts p JOIN held h ON h.post = p.key WHERE `+strings.Join(where, " AND ")+`
		GROUP BY p.key`+having+` ORDER BY max(h.day) DESC NULLS LAST, min(h.day) DESC, count(*) DESC, p.person, p.key LIMIT ? OFFSET ?`,
		append(args, f.Size, f.From)...)
	if err != nil {
		return nil, 0, readable(err, s.path)
	}
	for i := range found {
		if found[i].Evidence, err = s.evidence(ctx, tx, keys[i], min(f.Evidence, found[i].Documents)); err != nil {
			return nil, 0, readable(err, s.path)
		}
	}
	return found, total, nil
}

func tenures(ctx context.Context, tx *sql.Tx, query string, args ...any) (keys []int64, found []corpus.Tenure, total int, err error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, nil, 0, err
	}
	defer rows.Close()
	found = []corpus.Tenure{}
	for rows.Next() {
		var t corpus.Tenure
		var key int64
		var first, last sql.NullInt64
		if err := rows.Scan(&key, &t.Person, &t.Name, &t.Role, &t.Portfolio, &t.State, &t.Organisation, &t.Status, &t.Documents, &first, &last, &total); err != nil {
			return nil, nil, 0, err
		}
		if first.Valid {
			t.First, t.Last = corpus.DateOfDay(int(first.Int64)), corpus.DateOfDay(int(last.Int64))
		}
		keys, found = append(keys, key), append(found, t)
	}
	return keys, found, total, rows.Err()
}

// evidence gives n documents, the earliest and the latest: one more of those
// where n is odd. Undated ones come last.
func (s *Store) evidence(ctx context.Context, tx *sql.Tx, post int64, n int) ([]corpus.Evidence, error) {
	first, err := read(ctx, tx.StmtContext(ctx, s.gets.earliest), post, (n+1)/2)
	if err != nil {
		return nil, err
	}
	last, err := read(ctx, tx.StmtContext(ctx, s.gets.latest), post, n)
	if err != nil {
		return nil, err
	}
	last = slices.DeleteFunc(last, func(e corpus.Evidence) bool { return slices.Contains(first, e) })
	last = last[:min(len(last), n-len(first))]
	slices.Reverse(last)
	return append(first, last...), nil
}

func read(ctx context.Context, stmt *sql.Stmt, post int64, limit int) ([]corpus.Evidence, error) {
	rows, err := stmt.QueryContext(ctx, post, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make([]corpus.Evidence, 0, limit)
	for rows.Next() {
		var e corpus.Evidence
		var day sql.NullInt64
		if err := rows.Scan(&e.Document, &day); err != nil {
			return nil, err
		}
		if day.Valid {
			e.Published = corpus.DateOfDay(int(day.Int64))
		}
		found = append(found, e)
	}
	return found, rows.Err()
}
