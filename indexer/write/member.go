package write

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime/debug"
	"time"

	"communique/search/analysis"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
)

// sequenceKey is where each index keeps the number of the last cycle that it
// took part in, written in the same batch.
var sequenceKey = []byte("communique.sequence")

// member is one open index.
type member struct {
	name     string
	index    bleve.Index
	sequence int64
}

// bleveConfig is given whenever an index is made or opened; a new map each
// time, because bleve writes the path into it and keeps it. The timeout is
// for the lock of files that a failed open left behind.
//
// unsafe_batch lets Batch return before its segment is on disk; persist waits
// for that itself. A safe batch whose segment cannot be written, on a full
// disk say, closes the segment although searches and later batches still use
// it, and they then panic (bleve 2.6.1). Waiting here costs the same.
func bleveConfig() map[string]any {
	return map[string]any{"asyncErrorCallbackName": errorCallback, "bolt_timeout": "2s", "unsafe_batch": true}
}

const errorCallback = "communique"

func init() {
	scorch.RegistryAsyncErrorCallbacks[errorCallback] = func(err error, path string) {
		slog.Error("index could not be written", "index", filepath.Base(filepath.Dir(path)), "error", err)
		if errors.Is(err, scorch.ErrPersist) {
			// Scorch tries again at once, and on a full disk for ever.
			time.Sleep(time.Second)
		}
	}
}

func createMember(dir, name string, mapping mapping.IndexMapping) (*member, error) {
	index, err := bleve.NewUsing(filepath.Join(dir, name), mapping, scorch.Name, scorch.Name, bleveConfig())
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", name, err)
	}
	return &member{name: name, index: index}, nil
}

func mappingOf(name string) (mapping.IndexMapping, error) {
	m, err := analysis.Mapping(name)
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", name, err)
	}
	return m, nil
}

// openMember opens an index that may be damaged: whatever its files hold, the
// answer is an index or an error. A truncated file that is mapped into memory
// makes the processor fault where it is read; here that becomes an error too.
func openMember(dir, name string) (m *member, err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		defer func() {
			if r := recover(); r != nil {
				m, err = nil, fmt.Errorf("index %s cannot be read: %v", name, r)
			}
		}()
		m, err = openMemberUnguarded(dir, name)
	}()
	<-done
	return m, err
}

func openMemberUnguarded(dir, name string) (*member, error) {
	index, err := bleve.OpenUsing(filepath.Join(dir, name), bleveConfig())
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", name, err)
	}
	m := &member{name: name, index: index}
	raw, err := index.GetInternal(sequenceKey)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("index %s: %w", name, err), index.Close())
	}
	if len(raw) == 8 {
		m.sequence = int64(binary.BigEndian.Uint64(raw))
	}
	return m, nil
}

// persist writes a batch and waits until it is on disk. While the disk is full
// scorch tries again and again; then only the end of ctx ends the wait.
func (m *member) persist(ctx context.Context, batch *bleve.Batch) error {
	persisted := make(chan error, 1)
	batch.SetPersistedCallback(func(err error) { persisted <- err })
	if err := m.index.Batch(batch); err != nil {
		return fmt.Errorf("index %s: %w", m.name, err)
	}
	select {
	case err := <-persisted:
		if err != nil {
			return fmt.Errorf("index %s: %w", m.name, err)
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func encodeSequence(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// lookup tells which documents an index has, as it stands at one moment.
type lookup struct {
	has   func(id string) (bool, error)
	close func() error
}

func (m *member) lookup() (lookup, error) {
	inner, err := m.index.Advanced()
	if err != nil {
		return lookup{}, err
	}
	reader, err := inner.Reader()
	if err != nil {
		return lookup{}, err
	}
	return lookup{
		has: func(id string) (bool, error) {
			found, err := reader.InternalID(id)
			return found != nil, err
		},
		close: reader.Close,
	}, nil
}

// having names the documents with a term in a keyword field.
func (m *member) having(ctx context.Context, field, term string) (ids []string, err error) {
	inner, err := m.index.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := inner.Reader()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	terms, err := reader.TermFieldReader(ctx, []byte(term), field, false, false, false)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, terms.Close()) }()
	for {
		doc, err := terms.Next(nil)
		if err != nil || doc == nil {
			return ids, err
		}
		id, err := reader.ExternalID(doc.ID)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
}
