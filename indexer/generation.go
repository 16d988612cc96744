package indexer

import (
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"sync"

	"communique/search/analysis"
)

// fingerprinted is a step that can name the data and rules that it infers
// with; a change of either changes the name.
type fingerprinted interface{ Fingerprint() string }

// Data names all that the pipeline infers with. Annotations of another name
// are made anew.
func (p Pipeline) Data() string {
	h := sha256.New()
	for _, s := range p {
		if f, ok := s.(fingerprinted); ok {
			fmt.Fprintf(h, "%s\x00%s\x00", s.Name(), f.Fingerprint())
		} else {
			fmt.Fprintf(h, "%s\x00%s\x00", s.Name(), program())
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// Generation names the index that the pipeline and the analyzers make. A new
// program with the same data and rules goes on with the same index.
func (p Pipeline) Generation() string {
	sum := sha256.Sum256([]byte(p.Data() + analysis.Fingerprint()))
	return fmt.Sprintf("%d-%s", analysis.SchemaVersion, hex.EncodeToString(sum[:6]))
}

// program names the running program, in which all data is embedded. It stands
// in for steps that have no fingerprint of their own: whatever changed,
// nothing stale stays.
var program = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return "unknown"
	}
	// The linker notes a hash of all that went in; reading the note takes
	// microseconds, hashing the file a good part of a second.
	if f, err := elf.Open(path); err == nil {
		defer f.Close()
		if note := f.Section(".note.go.buildid"); note != nil {
			if id, err := note.Data(); err == nil && len(id) > 16 {
				return hex.EncodeToString(id)
			}
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "unknown"
	}
	return hex.EncodeToString(h.Sum(nil))
})
