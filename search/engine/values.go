package engine

import "sync"

// values numbers the distinct values of one column over all members and
// segments: 0, 1, 2 … in the order in which they were first seen. Numbers
// are never taken back, so that counts of different members add up number by
// number; a value that left the corpus costs its string until the process
// ends. Safe for concurrent use.
type values struct {
	mu      sync.RWMutex
	numbers map[string]uint32
	list    []string
}

func newValues() *values { return &values{numbers: map[string]uint32{}} }

// number of a value, given out on first sight.
func (v *values) number(s []byte) uint32 {
	v.mu.RLock()
	n, ok := v.numbers[string(s)]
	v.mu.RUnlock()
	if ok {
		return n
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if n, ok := v.numbers[string(s)]; ok {
		return n
	}
	n = uint32(len(v.list))
	own := string(s)
	v.numbers[own] = n
	v.list = append(v.list, own)
	return n
}

// all gives the values so far, by number. The slice must not be changed.
func (v *values) all() []string {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.list
}
