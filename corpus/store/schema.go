package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"communique/corpus"
)

// SchemaVersion is the version that this program writes. Each has its file in
// schema/, whose first lines say what changed.
const SchemaVersion = 3

// applicationID marks our files among all SQLite databases: "Cmnq".
const applicationID = 0x436d6e71

//go:embed schema/*.sql
var schemaFiles embed.FS

// migrate brings an open database to SchemaVersion, each step in a
// transaction of its own, so that a crash leaves it at a whole version.
func migrate(ctx context.Context, db *sql.DB, path string) error {
	have, err := schemaOf(ctx, db, path)
	if err != nil {
		return err
	}
	for v := have + 1; v <= SchemaVersion; v++ {
		step, err := fs.ReadFile(schemaFiles, fmt.Sprintf("schema/%d.sql", v))
		if err != nil {
			return err
		}
		if err := migrateTo(ctx, db, v, string(step)); err != nil {
			return fmt.Errorf("%s: to schema version %d: %w", path, v, err)
		}
	}
	return nil
}

func migrateTo(ctx context.Context, db *sql.DB, version int, step string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, step); err != nil {
		return err
	}
	if version == 1 {
		// The name of this corpus: an index that was built from another one
		// is told by it (indexer/write) and rebuilt.
		if _, err := tx.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES ('corpus', ?)`, rand.Text()); err != nil {
			return err
		}
	}
	marks := fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", version, applicationID)
	if _, err := tx.ExecContext(ctx, marks); err != nil {
		return err
	}
	return tx.Commit()
}

// schemaOf is the version of a database, 0 for an empty one. Errors: Conflict
// for a database that is not ours or comes from a newer program.
func schemaOf(ctx context.Context, db *sql.DB, path string) (version int, err error) {
	var app, tables int
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables); err != nil {
		return 0, readable(err, path)
	}
	if err := db.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&app); err != nil {
		return 0, readable(err, path)
	}
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return 0, readable(err, path)
	}
	switch {
	case tables > 0 && app != applicationID:
		return 0, corpus.Errorf(corpus.Conflict, "%s is a database of another program: give another data folder", path)
	case version > SchemaVersion:
		return 0, corpus.Errorf(corpus.Conflict,
			"%s has schema version %d, this program knows %d: run the newer program that wrote it, or restore an older backup", path, version, SchemaVersion)
	}
	return version, nil
}
