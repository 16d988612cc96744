package model

import (
	"encoding/binary"
	"errors"
)

// A table is: magic; the number of classes and their names (length, bytes);
// the number of features; their keys, ascending, as differences in varints;
// then for each feature the number of its classes and for each the class
// and its weight, a byte each.
//
// A weight is how much likelier the feature is in the class than in a
// language that does not have it, in sixteenths of a nat.
const magic = "det1"

// Unit is one nat in the units of a weight.
const Unit = 16

var errDamaged = errors.New("table of languages is damaged")

// Model is a table in memory. It is safe for concurrent use.
type Model struct {
	// Classes are the languages, or groups of languages that are told apart
	// otherwise.
	Classes []string
	slots   []slot
	mask    uint32
	weights []byte // pairs: class, weight
}

type slot struct {
	key    uint32
	offset uint32 // into weights; the high byte is the number of pairs; 0 pairs: empty slot
}

// Read opens a table.
func Read(b []byte) (*Model, error) {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return nil, errDamaged
	}
	b = b[len(magic):]
	bad := false
	number := func() int {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > 1<<31 {
			bad, b = true, nil
			return 0
		}
		b = b[n:]
		return int(v)
	}
	m := &Model{}
	for i := number(); i > 0 && !bad; i-- {
		n := number()
		if n > len(b) {
			return nil, errDamaged
		}
		m.Classes = append(m.Classes, string(b[:n]))
		b = b[n:]
	}
	n := number()
	if bad || n > len(b) {
		return nil, errDamaged
	}
	keys := make([]uint32, n)
	last := uint64(0)
	for i := range keys {
		v, k := binary.Uvarint(b)
		if k <= 0 {
			return nil, errDamaged
		}
		b = b[k:]
		last += v
		keys[i] = uint32(last)
	}
	size := 1
	for size < 2*n {
		size *= 2
	}
	m.slots, m.mask = make([]slot, size), uint32(size-1)
	at := 0
	for _, k := range keys {
		if at >= len(b) {
			return nil, errDamaged
		}
		pairs := int(b[at])
		at++
		if at+2*pairs > len(b) || pairs == 0 {
			return nil, errDamaged
		}
		for j := range pairs {
			if int(b[at+2*j]) >= len(m.Classes) {
				return nil, errDamaged
			}
		}
		i := k & m.mask
		for m.slots[i].offset != 0 {
			i = (i + 1) & m.mask
		}
		m.slots[i] = slot{k, uint32(at) | uint32(pairs)<<24}
		at += 2 * pairs
	}
	m.weights = b
	return m, nil
}

// Parts is in how many parts a unit is counted, so that names can count less.
const Parts = 4

// Scores are the weights of the features seen so far, by class.
type Scores struct {
	Sum []int32 // in parts of a unit
	// Words counts words, Known those that some language has as a word,
	// Groups and KnownGroups the groups of letters.
	Words, Known, Groups, KnownGroups int
}

// AddAll adds other scores.
func (s *Scores) AddAll(other *Scores) {
	for i, n := range other.Sum {
		s.Sum[i] += n
	}
	s.Words += other.Words
	s.Known += other.Known
	s.Groups += other.Groups
	s.KnownGroups += other.KnownGroups
}

// Add scores one word. A capital may begin a name, which can come from any
// language: it counts a quarter.
func (m *Model) Add(s *Scores, word []rune, capital bool) {
	s.Words++
	part := int32(Parts)
	if capital {
		part = 1
	}
	Features(word, func(key uint32, kind Kind) {
		if kind == Group {
			s.Groups++
		}
		i := key & m.mask
		for {
			e := m.slots[i]
			if e.offset == 0 {
				return
			}
			if e.key == key {
				at, pairs := e.offset&0xFFFFFF, e.offset>>24
				p := m.weights[at : at+2*pairs]
				scale := part
				switch kind {
				case Word:
					s.Known++
					scale *= wordScale
				case Letter:
					scale *= letterScale
				case Group:
					s.KnownGroups++
				}
				for j := 0; j+1 < len(p); j += 2 {
					s.Sum[p[j]] += int32(p[j+1]) * scale
				}
				return
			}
			i = (i + 1) & m.mask
		}
	})
}

// A word, or a letter that few alphabets have, says more than a group of
// letters, which shares its letters with six others.
const wordScale, letterScale = 3, 3
