package engine

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// slot is one position of a phrase: any of its terms may stand there.
type slot struct {
	terms []*term
	// after is how many positions after the slot before it stands; more than
	// one where the analyzer dropped a word between.
	after int
}

// phraseIterator walks the documents in which the slots stand in their order.
// Candidates come from an intersection of bitmaps; only of these positions
// are read.
type phraseIterator struct {
	candidates roaring.IntPeekable
	slots      []slotPostings
	slop       int
	at         uint32
	any        bool
	matches    int
	weight     float64
	norm       norm
	lengths    []uint16
	fault      *fault
}

type slotPostings struct {
	iterators []*positionIterator
	after     int
	positions []int // in the current candidate, ascending
}

type positionIterator struct {
	postings segment.PostingsIterator
	current  segment.Posting
	at       uint32
	started  bool
}

// positions of a document are appended to list.
func (p *positionIterator) positions(doc uint32, list []int) ([]int, error) {
	if !p.started || p.at < doc {
		next, err := p.postings.Advance(uint64(doc))
		if err != nil {
			return nil, err
		}
		p.started, p.current, p.at = true, next, none
		if next != nil {
			p.at = uint32(next.Number())
		}
	}
	if p.at == doc {
		for _, l := range p.current.Locations() {
			list = append(list, int(l.Pos()))
		}
	}
	return list, nil
}

// newPhrase gives the phrase's iterator in one segment.
func newPhrase(slots []slot, slop, seg int, weight float64, n norm, lengths []uint16, f *fault) iterator {
	var candidates *roaring.Bitmap
	for _, s := range slots {
		union := roaring.New()
		for _, t := range s.terms {
			if list := t.lists[seg]; list != nil {
				if err := addTo(union, list); err != nil {
					f.set(err)
					return emptyIterator{}
				}
			}
		}
		if candidates == nil {
			candidates = union
		} else {
			candidates.And(union)
		}
		if candidates.IsEmpty() {
			return emptyIterator{}
		}
	}
	p := &phraseIterator{candidates: candidates.Iterator(), slop: slop, weight: weight, norm: n, lengths: lengths, fault: f}
	for _, s := range slots {
		sp := slotPostings{after: s.after}
		for _, t := range s.terms {
			if list := t.lists[seg]; list != nil {
				sp.iterators = append(sp.iterators, &positionIterator{postings: list.Iterator(true, true, true, nil)})
			}
		}
		p.slots = append(p.slots, sp)
	}
	return p
}

// addTo adds the documents of a postings list to a set.
func addTo(set *roaring.Bitmap, list segment.PostingsList) error {
	it := list.Iterator(false, false, false, nil)
	if whole, ok := it.(segment.OptimizablePostingsIterator); ok {
		if bm := whole.ActualBitmap(); bm != nil {
			set.Or(bm)
			return nil
		}
	}
	for {
		p, err := it.Next()
		if err != nil || p == nil {
			return err
		}
		set.Add(uint32(p.Number()))
	}
}

func (p *phraseIterator) seek(doc uint32) uint32 {
	if p.any && p.at >= doc {
		return p.at
	}
	p.any = true
	p.candidates.AdvanceIfNeeded(doc)
	for p.candidates.HasNext() {
		candidate := p.candidates.Next()
		for i := range p.slots {
			s := &p.slots[i]
			s.positions = s.positions[:0]
			for _, it := range s.iterators {
				var err error
				if s.positions, err = it.positions(candidate, s.positions); err != nil {
					p.at = p.fault.set(err)
					return none
				}
			}
			slices.Sort(s.positions)
		}
		if p.matches = p.count(); p.matches > 0 {
			p.at = candidate
			return candidate
		}
	}
	p.at = none
	return none
}

// count is how often the slots stand in their order with at most slop words
// more between them than there should be.
func (p *phraseIterator) count() (n int) {
	for _, start := range p.slots[0].positions {
		at, spare := start, p.slop
		for i := 1; i < len(p.slots) && spare >= 0; i++ {
			wanted := at + p.slots[i].after
			k, _ := slices.BinarySearch(p.slots[i].positions, wanted)
			if k == len(p.slots[i].positions) {
				spare = -1
				break
			}
			at = p.slots[i].positions[k]
			spare -= at - wanted
		}
		if spare >= 0 {
			n++
		}
	}
	return n
}

func (p *phraseIterator) score() float64 {
	return p.weight * p.norm.saturate(float64(p.matches), p.lengths[p.at])
}
