package write

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// check reads every file of an index and compares its checksum: bytes that
// changed on disk are found that opening does not touch. It reads all that
// the index has on disk.
func (m *member) check(ctx context.Context) error {
	inner, err := m.index.Advanced()
	if err != nil {
		return err
	}
	reader, err := inner.Reader()
	if err != nil {
		return err
	}
	defer reader.Close() // until then no file of the snapshot is deleted
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil
	}
	for _, s := range snapshot.Segments() {
		file, ok := s.Segment().(segment.PersistedSegment)
		if !ok {
			continue // still in memory
		}
		if err := checkSegment(ctx, file.Path()); err != nil {
			return fmt.Errorf("index %s: %w", m.name, err)
		}
	}
	return nil
}

// checkSegment compares the last four bytes of a segment file, big-endian,
// with the CRC-32 (IEEE) of all before.
func checkSegment(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	body := info.Size() - 4
	if body < 0 {
		return fmt.Errorf("%s is cut short", path)
	}
	sum := crc32.NewIEEE()
	for read := int64(0); read < body; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := io.CopyN(sum, f, min(8<<20, body-read))
		if err != nil {
			return err
		}
		read += n
	}
	var stored [4]byte
	if _, err := io.ReadFull(f, stored[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(stored[:]) != sum.Sum32() {
		return fmt.Errorf("%s: the checksum is wrong", path)
	}
	return nil
}

// Check reads all files of the generation. The indexes found damaged are
// given back; they still answer until Discard.
func (g *Generation) Check(ctx context.Context) (damaged map[string]error) {
	damaged = map[string]error{}
	for _, m := range g.all() {
		if err := m.check(ctx); err != nil && ctx.Err() == nil && !errors.Is(err, errClosed) {
			damaged[m.name] = err
		}
	}
	return damaged
}
