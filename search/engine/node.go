package engine

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// node is a part of the plan of one member. It is opened once per segment.
type node interface {
	open(seg int, f *fault) iterator
	// cost is how many documents it matches at most.
	cost() uint64
}

// term is a term of one field: its postings by segment (nil where it has
// none) and the live documents that have it.
type term struct {
	lists []segment.PostingsList
	df    uint64
}

// termNode scores one term.
type termNode struct {
	*term
	weight  float64
	norm    norm
	lengths func(seg int) []uint16
	counted bool // the field keeps how often a word stands in it
}

func (n *termNode) cost() uint64 { return n.df }

func (n *termNode) open(seg int, f *fault) iterator {
	list := n.lists[seg]
	if list == nil {
		return emptyIterator{}
	}
	return &termIterator{
		postings: list.Iterator(n.counted, n.counted, false, nil), weight: n.weight, norm: n.norm, lengths: lengthsOf(n.lengths, seg), counted: n.counted, fault: f,
	}
}

func lengthsOf(of func(int) []uint16, seg int) []uint16 {
	if of == nil {
		return nil
	}
	return of(seg)
}

// phraseNode scores slots in their order.
type phraseNode struct {
	slots   []slot
	slop    int
	weight  float64
	norm    norm
	lengths func(seg int) []uint16
}

func (n *phraseNode) cost() uint64 {
	least := uint64(none)
	for _, s := range n.slots {
		sum := uint64(0)
		for _, t := range s.terms {
			sum += t.df
		}
		least = min(least, sum)
	}
	return least
}

func (n *phraseNode) open(seg int, f *fault) iterator {
	return newPhrase(n.slots, n.slop, seg, n.weight, n.norm, n.lengths(seg), f)
}

// setNode is documents by segment that all score the same: word* and word~.
type setNode struct {
	sets   []*roaring.Bitmap
	df     uint64
	weight float64
}

func (n *setNode) cost() uint64 { return n.df }

func (n *setNode) open(seg int, _ *fault) iterator {
	if n.sets[seg] == nil || n.sets[seg].IsEmpty() {
		return emptyIterator{}
	}
	return &bitmapIterator{docs: n.sets[seg].Iterator(), weight: n.weight}
}

// liveNode is the live documents for which a column holds a value; all of them
// where holds is nil.
type liveNode struct {
	view  *view
	holds func(c *columns) func(doc uint32) bool
}

func (n *liveNode) cost() uint64 { return n.view.docs }

func (n *liveNode) open(seg int, _ *fault) iterator {
	s := &n.view.segments[seg]
	it := &liveIterator{size: uint32(s.size), deleted: s.deleted}
	if n.holds != nil {
		it.holds = n.holds(s.columns)
	}
	return it
}

// sumNode matches where any part does.
type sumNode struct {
	parts  []node
	manner manner
}

func (n *sumNode) cost() (sum uint64) {
	for _, p := range n.parts {
		sum += p.cost()
	}
	return sum
}

func (n *sumNode) open(seg int, f *fault) iterator {
	var parts []iterator
	for _, p := range n.parts {
		it := p.open(seg, f)
		if _, empty := it.(emptyIterator); !empty || n.manner == share {
			parts = append(parts, it) // a share counts the parts that match nowhere
		}
	}
	return newSum(parts, n.manner)
}

// andNode matches where all of must do and none of not does.
type andNode struct{ must, not []node }

// newAndNode puts the rarest first, and where there is nothing that must be,
// starts from every document.
func newAndNode(v *view, must, not []node) node {
	if len(must) == 0 {
		must = []node{&liveNode{view: v}}
	}
	if len(must) == 1 && len(not) == 0 {
		return must[0]
	}
	slices.SortStableFunc(must, func(a, b node) int { return cmp.Compare(a.cost(), b.cost()) })
	return &andNode{must, not}
}

func (n *andNode) cost() uint64 { return n.must[0].cost() }

func (n *andNode) open(seg int, f *fault) iterator {
	a := &andIterator{}
	for _, m := range n.must {
		it := m.open(seg, f)
		if _, empty := it.(emptyIterator); empty {
			return it
		}
		a.must = append(a.must, it)
	}
	for _, m := range n.not {
		a.not = append(a.not, m.open(seg, f))
	}
	return a
}
