package tagger

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"sync"
)

// Label is what a token is in a name: outside, or the first or a later token
// of the name of a person or an organisation (the BIO scheme).
type Label uint8

// The labels.
const (
	Outside Label = iota
	BeginPerson
	InPerson
	BeginOrganisation
	InOrganisation
	Labels
)

// Any allows every label; a token's mask has one bit for each allowed label.
const Any = 1<<Labels - 1

// slotBits is the size of the table in which features are hashed: 2^17 slots
// keep it small enough for the processor's cache; 2^20 gave no better model.
const slotBits = 17

// Feature is a hashed feature of a token: a slot of the weight table.
type Feature = uint32

// Hash makes a feature of a template's number and up to three values.
func Hash(template, a, b, c uint32) Feature {
	h := template*0x9E3779B1 + 0x7F4A7C15
	for _, v := range [...]uint32{a, b, c} {
		h ^= v + 0x9E3779B9 + h<<6 + h>>2
		h *= 0x85EBCA6B
		h ^= h >> 15
	}
	return h >> (32 - slotBits)
}

// Sequence is the tokens of a passage, each with its features and the labels
// that it may take.
type Sequence struct {
	Features []Feature // of all tokens, one after the other
	Ends     []int32   // by token: where its features end
	Gaps     []uint8   // by token: what stands between it and the one before, 0 to GapKinds-1
	Allowed  []uint8   // by token: bit 1<<Label
}

// GapKinds bounds the values of Gaps.
const GapKinds = 8

// Reset empties the sequence, keeping its memory.
func (s *Sequence) Reset() {
	s.Features, s.Ends, s.Gaps, s.Allowed = s.Features[:0], s.Ends[:0], s.Gaps[:0], s.Allowed[:0]
}

// Len is the number of tokens.
func (s *Sequence) Len() int { return len(s.Ends) }

func (s *Sequence) at(i int) []Feature {
	from := int32(0)
	if i > 0 {
		from = s.Ends[i-1]
	}
	return s.Features[from:s.Ends[i]]
}

// Model scores labels: a linear model of first order, weights of features
// and of transitions between neighbours.
type Model struct {
	weights []int16 // slot*Labels + label
	moves   [GapKinds][Labels][Labels]int16
}

//go:embed model.bin
var file []byte

// Open gives the model that the program carries.
var Open = sync.OnceValue(func() *Model {
	m, err := Read(file)
	if err != nil {
		panic(err) // a broken build, not a broken input
	}
	return m
})

// Read reads a model as Bytes writes it.
func Read(b []byte) (*Model, error) {
	const moves = GapKinds * int(Labels) * int(Labels) * 2
	if len(b) < moves {
		return nil, errors.New("tagger: the model file is too short; make it anew with gen")
	}
	m := &Model{weights: make([]int16, int(Labels)<<slotBits)}
	for g := range m.moves {
		for a := range m.moves[g] {
			for c := range m.moves[g][a] {
				m.moves[g][a][c] = int16(binary.LittleEndian.Uint16(b))
				b = b[2:]
			}
		}
	}
	const row = 4 + 2*int(Labels)
	for ; len(b) >= row; b = b[row:] {
		slot := binary.LittleEndian.Uint32(b)
		if slot >= 1<<slotBits {
			return nil, errors.New("tagger: the model file has a feature outside its table; make it anew with gen")
		}
		for l := range int(Labels) {
			m.weights[int(slot)*int(Labels)+l] = int16(binary.LittleEndian.Uint16(b[4+2*l:]))
		}
	}
	if len(b) != 0 {
		return nil, errors.New("tagger: the model file ends within a row; make it anew with gen")
	}
	return m, nil
}

// Bytes writes the model: the transitions, then a row for each slot in use.
func (m *Model) Bytes() []byte {
	var b []byte
	for g := range m.moves {
		for a := range m.moves[g] {
			for _, w := range m.moves[g][a] {
				b = binary.LittleEndian.AppendUint16(b, uint16(w))
			}
		}
	}
	for slot := range 1 << slotBits {
		row := m.weights[slot*int(Labels) : (slot+1)*int(Labels)]
		used := false
		for _, w := range row {
			used = used || w != 0
		}
		if !used {
			continue
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(slot))
		for _, w := range row {
			b = binary.LittleEndian.AppendUint16(b, uint16(w))
		}
	}
	return b
}

// Decoder holds the memory of a decoding; one for each goroutine.
type Decoder struct {
	back []uint8
	out  []Label
}

const lowest = -1 << 29

// follows says whether label b may stand behind label a.
func follows(a, b Label) bool {
	switch b {
	case InPerson:
		return a == BeginPerson || a == InPerson
	case InOrganisation:
		return a == BeginOrganisation || a == InOrganisation
	}
	return true
}

// Decode gives the best sequence of labels (Viterbi). The answer is valid
// until the next call.
func (m *Model) Decode(s *Sequence, d *Decoder) []Label {
	n := s.Len()
	d.out = append(d.out[:0], make([]Label, n)...)
	if n == 0 {
		return d.out
	}
	d.back = append(d.back[:0], make([]uint8, n*int(Labels))...)
	var prev, next [Labels]int32
	for i := range n {
		var emit [Labels]int32
		for _, f := range s.at(i) {
			w := (*[Labels]int16)(m.weights[int(f)*int(Labels):])
			emit[Outside] += int32(w[Outside])
			emit[BeginPerson] += int32(w[BeginPerson])
			emit[InPerson] += int32(w[InPerson])
			emit[BeginOrganisation] += int32(w[BeginOrganisation])
			emit[InOrganisation] += int32(w[InOrganisation])
		}
		moves := &m.moves[s.Gaps[i]]
		for l := range Labels {
			best, from := int32(lowest), Outside
			if i == 0 {
				if follows(Outside, l) {
					best = 0
				}
			} else {
				for p := range Labels {
					if !follows(p, l) {
						continue
					}
					if x := prev[p] + int32(moves[p][l]); x > best {
						best, from = x, p
					}
				}
			}
			if s.Allowed[i]&(1<<l) == 0 {
				best += lowest / 4
			}
			next[l] = max(best+emit[l], lowest)
			d.back[i*int(Labels)+int(l)] = uint8(from)
		}
		// Keep the numbers small over long passages.
		top := next[0]
		for _, x := range next[1:] {
			top = max(top, x)
		}
		for l := range next {
			next[l] = max(next[l]-top, lowest)
		}
		prev = next
	}
	best := Outside
	for l := range Labels {
		if prev[l] > prev[best] {
			best = l
		}
	}
	for i := n - 1; i >= 0; i-- {
		d.out[i] = best
		best = Label(d.back[i*int(Labels)+int(best)])
	}
	return d.out
}
