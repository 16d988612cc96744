package store

import (
	"context"
	"database/sql"
	"errors"
)

// Setting is a remembered value, "" if it was never set.
func (s *Store) Setting(ctx context.Context, name string) (value string, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT value FROM settings WHERE name = ?`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, readable(err, s.path)
}

// PutSetting remembers a value.
func (s *Store) PutSetting(ctx context.Context, name, value string) error {
	_, err := s.write.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES (?1, ?2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return readable(err, s.path)
}
