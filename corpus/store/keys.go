package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"strings"
	"time"

	"communique/corpus"
)

// Key is an API key without its secret, which nobody keeps.
type Key struct {
	Name    string    `json:"name"`
	Created time.Time `json:"created"`
}

// AddKey makes an API key and gives its secret, this once. Errors: Conflict
// when the name is taken, Invalid when it is empty or longer than 100 bytes.
func (s *Store) AddKey(ctx context.Context, name string) (secret string, err error) {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > 100 {
		return "", corpus.Errorf(corpus.Invalid, "a key needs a name of 1 to 100 bytes, as in `communique key add newsroom`")
	}
	secret = "cq_" + strings.ToLower(rand.Text()+rand.Text()[:6]) // 160 bits
	hash := sha256.Sum256([]byte(secret))
	added, err := s.write.ExecContext(ctx, `INSERT INTO keys (name, hash, created) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING`, name, hash[:], s.millis())
	if err != nil {
		return "", readable(err, s.path)
	}
	if n, err := added.RowsAffected(); err != nil || n == 0 {
		return "", corpus.Errorf(corpus.Conflict, "there is a key named %q: remove it first, or take another name", name)
	}
	return secret, nil
}

// Keys lists the API keys by name.
func (s *Store) Keys(ctx context.Context) ([]Key, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT name, created FROM keys ORDER BY name`)
	if err != nil {
		return nil, readable(err, s.path)
	}
	defer rows.Close()
	all := []Key{}
	for rows.Next() {
		var k Key
		var created int64
		if err := rows.Scan(&k.Name, &created); err != nil {
			return nil, readable(err, s.path)
		}
		k.Created = moment(created)
		all = append(all, k)
	}
	return all, readable(rows.Err(), s.path)
}

// RemoveKey ends an API key at once. Errors: NotFound.
func (s *Store) RemoveKey(ctx context.Context, name string) error {
	gone, err := s.write.ExecContext(ctx, `DELETE FROM keys WHERE name = ?`, name)
	if err != nil {
		return readable(err, s.path)
	}
	if n, err := gone.RowsAffected(); err != nil || n == 0 {
		return corpus.Errorf(corpus.NotFound, "no key is named %q: `communique key list` shows them", name)
	}
	return nil
}

// CheckKey gives the name of the key with a secret. ok is false when none
// has it. Every key is compared, each in constant time, so that the time
// taken tells nothing.
func (s *Store) CheckKey(ctx context.Context, secret string) (name string, ok bool, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT name, hash FROM keys`)
	if err != nil {
		return "", false, readable(err, s.path)
	}
	defer rows.Close()
	want := sha256.Sum256([]byte(secret))
	for rows.Next() {
		var candidate string
		var hash []byte
		if err := rows.Scan(&candidate, &hash); err != nil {
			return "", false, readable(err, s.path)
		}
		if subtle.ConstantTimeCompare(hash, want[:]) == 1 {
			name, ok = candidate, true
		}
	}
	return name, ok, readable(rows.Err(), s.path)
}

// KeyHashes are the SHA-256 of all secrets, for those who compare themselves.
func (s *Store) KeyHashes(ctx context.Context) ([][sha256.Size]byte, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT hash FROM keys`)
	if err != nil {
		return nil, readable(err, s.path)
	}
	defer rows.Close()
	var all [][sha256.Size]byte
	for rows.Next() {
		var hash []byte
		if err := rows.Scan(&hash); err != nil {
			return nil, readable(err, s.path)
		}
		if len(hash) == sha256.Size {
			all = append(all, [sha256.Size]byte(hash))
		}
	}
	return all, readable(rows.Err(), s.path)
}

// HasKeys is true when at least one API key is configured.
func (s *Store) HasKeys(ctx context.Context) (bool, error) {
	var has bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM keys)`).Scan(&has)
	return has, readable(err, s.path)
}
