package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"communique/corpus"
)

func TestAFullDiskLosesNothing(t *testing.T) {
	dir := t.TempDir()
	err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m")
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
		t.Skip("a small disk needs the right to mount one")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	data := filepath.Join(dir, "data")
	s := open(t, data)
	// Text that does not shrink, and room that can be given back.
	spare := filepath.Join(dir, "spare")
	if err := os.WriteFile(spare, make([]byte, 600<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	n := 0
	next := func() error {
		_, err := s.Put(t.Context(), []corpus.Document{{ID: fmt.Sprint(n), Text: noise(n)}})
		if err == nil {
			n++
		}
		return err
	}
	for range 1000 {
		if err = next(); err != nil {
			break
		}
	}
	wantFault(t, err, corpus.Busy, "the disk is full", data)
	if n == 0 {
		t.Fatal("the disk was too small for one document")
	}
	if err := os.Remove(spare); err != nil {
		t.Fatal(err)
	}
	if err := next(); err != nil {
		t.Errorf("with room again: %v", err)
	}
	s.Close()
	s = open(t, data)
	for i := range n {
		stored, err := s.Get(t.Context(), fmt.Sprint(i))
		if err != nil || stored.Document.Text != noise(i) {
			t.Fatalf("document %d of %d: %v", i, n, err)
		}
	}
	if stats, err := s.Stats(t.Context()); err != nil || stats.Documents != n {
		t.Errorf("%+v, %v; acknowledged were %d", stats, err, n)
	}
}

// noise is 20 KB that no compression helps.
func noise(seed int) string {
	var b strings.Builder
	x := uint64(seed)*2654435761 + 88172645463325252
	for b.Len() < 20<<10 {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		fmt.Fprintf(&b, "%x ", x)
	}
	return b.String()
}
