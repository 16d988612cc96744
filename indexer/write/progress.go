package write

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// progress is what progress.json holds: how far a generation has come.
type progress struct {
	// Corpus is the name of the corpus that it follows.
	Corpus string `json:"corpus"`
	// Sequence is the number up to which every change is in the indexes.
	Sequence int64 `json:"sequence"`
	// Members holds, by index, the number of the last cycle that touched
	// it. An index that remembers a lower one has lost something.
	Members map[string]int64 `json:"members"`
	// Missing are the indexes that were found damaged and are not full
	// again yet.
	Missing []string `json:"missing,omitempty"`
}

const progressFile = "progress.json"

// readProgress gives nil when there is no progress that can be trusted: no
// file, half a file, another corpus.
func readProgress(dir, corpus string) (*progress, error) {
	b, err := os.ReadFile(filepath.Join(dir, progressFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	var p progress
	if json.Unmarshal(b, &p) != nil || p.Corpus != corpus || p.Sequence < 0 {
		return nil, nil
	}
	if p.Members == nil {
		p.Members = map[string]int64{}
	}
	return &p, nil
}

func (p *progress) write(dir string) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, progressFile), b)
}
