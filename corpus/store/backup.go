package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"communique/corpus"
)

// Backup writes the whole corpus, as it stands at one moment, to a new file,
// while documents come in and are read. Errors: Conflict when the file is
// there.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return corpus.Errorf(corpus.Conflict, "%s is there: name a new file", path)
	}
	part := path + ".part"
	_ = os.Remove(part)
	if _, err := s.write.ExecContext(ctx, "SELECT 1"); err != nil { // fails early when closed
		return readable(err, s.path)
	}
	db, err := sql.Open("sqlite", dsn(s.path))
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		_ = os.Remove(part)
		return fmt.Errorf("backup to %s: %w", path, readable(err, part))
	}
	return errors.Join(syncPath(part), os.Rename(part, path), syncPath(filepath.Dir(path)))
}

// Restore puts a backup in place of a folder's corpus. The index of the
// folder goes with the old corpus and is built anew. Errors: Conflict when
// another process has the folder, when there is a corpus and replace is
// false, or when the file is no backup of ours.
func Restore(ctx context.Context, dir, backup string, replace bool) error {
	lock, err := Acquire(dir)
	if err != nil {
		return err
	}
	defer lock.Release()
	path := filepath.Join(dir, File)
	if _, err := os.Lstat(path); err == nil && !replace {
		return corpus.Errorf(corpus.Conflict, "there is a corpus in %s: add --replace to put the backup in its place", dir)
	}
	part := path + ".part"
	if err := copyFile(part, backup); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer os.Remove(part)
	if err := renew(ctx, part, backup); err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(filepath.Join(dir, "index")), removeIfThere(path+"-wal"), removeIfThere(path+"-shm")); err != nil {
		return err
	}
	return errors.Join(os.Rename(part, path), syncPath(dir))
}

// renew checks a copied backup and gives the corpus a new name, so that no
// index of what stood there before is taken for its own.
func renew(ctx context.Context, part, backup string) error {
	db, err := sql.Open("sqlite", "file:"+part+"?_pragma=journal_mode(DELETE)&_pragma=synchronous(FULL)")
	if err != nil {
		return err
	}
	defer db.Close()
	have, err := schemaOf(ctx, db, backup)
	if err != nil {
		return err
	}
	if have == 0 {
		return corpus.Errorf(corpus.Conflict, "%s is empty: it is no backup", backup)
	}
	if err := check(ctx, db, backup); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, `UPDATE settings SET value = ? WHERE name = 'corpus'`, rand.Text()); err != nil {
		return readable(err, part)
	}
	return errors.Join(db.Close(), syncPath(part))
}

// Check reads the whole database and says what is wrong with it, nil if
// nothing is.
func (s *Store) Check(ctx context.Context) error { return check(ctx, s.read, s.path) }

func check(ctx context.Context, db *sql.DB, path string) error {
	var verdict string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&verdict); err != nil {
		return readable(err, path)
	}
	if verdict != "ok" {
		return corpus.Errorf(corpus.Internal, "%s is damaged (%s): restore your newest backup", path, verdict)
	}
	return nil
}

func copyFile(to, from string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// syncPath makes a file, or the names in a folder, survive a power cut.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
