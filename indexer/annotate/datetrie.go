package annotate

import (
	"encoding/binary"
	"maps"
	"slices"
	"sort"
)

// dateStates are the nodes of a date trie in a few arrays without pointers.
// Nodes from which the same may follow are one: most patterns end in one of a
// few ways, and a state takes a tenth of what the trie of its drafts does.
type dateStates struct {
	states    []dateState // one more at the end
	words     []dateStep  // by state, in the order of their ids
	slots     []dateStep  // by state, in the order of placeholders
	relatives []string
	root      int32
}

// dateState is a dateNode. Its words and slots end where those of the next
// state begin.
type dateState struct {
	words, slots uint32
	relative     uint16
	outside      uint8
	final        bool
	conjunction  bool
}

// dateStep leads to a state: by is a word's id or a placeholder.
type dateStep struct{ by, to int32 }

func (s *dateStates) wordSteps(n int32) []dateStep {
	return s.words[s.states[n].words:s.states[n+1].words]
}

func (s *dateStates) slotSteps(n int32) []dateStep {
	return s.slots[s.states[n].slots:s.states[n+1].slots]
}

// byWord is where a word leads among steps, -1 for nowhere.
func byWord(steps []dateStep, id int32) int32 {
	n := sort.Search(len(steps), func(i int) bool { return steps[i].by >= id })
	if n < len(steps) && steps[n].by == id {
		return steps[n].to
	}
	return -1
}

// sealDates makes the states of a trie.
func sealDates(root *dateNode) dateStates {
	var s dateStates
	same := map[string]int32{}
	relatives := map[string]uint16{}
	var add func(n *dateNode) int32
	add = func(n *dateNode) int32 {
		var words, slots []dateStep
		for _, id := range slices.Sorted(maps.Keys(n.words)) {
			words = append(words, dateStep{id, add(n.words[id])})
		}
		for by, next := range n.slots {
			if next != nil {
				slots = append(slots, dateStep{int32(by), add(next)})
			}
		}
		state := dateState{
			words: uint32(len(s.words)), slots: uint32(len(s.slots)), relative: place(relatives, &s.relatives, n.relative),
			outside: uint8(min(n.outside, 255)), final: n.final, conjunction: n.conjunction,
		}
		var name []byte
		for _, b := range []bool{state.final, state.conjunction} {
			name = append(name, 0)
			if b {
				name[len(name)-1] = 1
			}
		}
		name = append(name, state.outside)
		name = binary.LittleEndian.AppendUint16(name, state.relative)
		name = binary.LittleEndian.AppendUint32(name, uint32(len(words)))
		for _, x := range slices.Concat(words, slots) {
			name = binary.LittleEndian.AppendUint32(name, uint32(x.by))
			name = binary.LittleEndian.AppendUint32(name, uint32(x.to))
		}
		if old, ok := same[string(name)]; ok {
			return old
		}
		at := int32(len(s.states))
		same[string(name)] = at
		s.states = append(s.states, state)
		s.words, s.slots = append(s.words, words...), append(s.slots, slots...)
		return at
	}
	s.root = add(root)
	s.states = append(s.states, dateState{words: uint32(len(s.words)), slots: uint32(len(s.slots))})
	s.states, s.words, s.slots = slices.Clone(s.states), slices.Clone(s.words), slices.Clone(s.slots)
	return s
}
