package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"communique/corpus"
)

// Lock is the right to write in a data folder. The system drops it when the
// process ends, however it ends.
type Lock struct{ file *os.File }

// Acquire takes the lock of a data folder, making the folder if there is
// none. Errors: Conflict when another process has it, naming that process.
func Acquire(dir string) (*Lock, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	path := filepath.Join(dir, "lock")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		owner := holder(f)
		f.Close()
		return nil, corpus.Errorf(corpus.Conflict,
			"the data folder %s is in use by %s: stop it, or talk to it with --server URL", dir, owner)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	// The number is for people; a full disk must not keep the folder shut.
	_ = f.Truncate(0)
	_, _ = f.WriteAt(fmt.Appendf(nil, "%d\n", os.Getpid()), 0)
	return &Lock{f}, nil
}

// Release gives the folder free.
func (l *Lock) Release() error { return l.file.Close() }

func holder(f *os.File) string {
	b, _ := io.ReadAll(io.LimitReader(f, 32))
	if pid := strings.TrimSpace(string(b)); pid != "" {
		return "process " + pid
	}
	return "another process"
}
