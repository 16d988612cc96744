package engine

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// none is what seek gives when there is no further match.
const none = math.MaxUint32

// iterator walks the matches of one node in one segment in the order of
// documents.
type iterator interface {
	// seek gives the first match at doc or after it. doc never goes back.
	seek(doc uint32) uint32
	// score of the match that seek gave last.
	score() float64
}

// fault keeps the first error of the iterators of a segment; after it they
// give none.
type fault struct{ err error }

func (f *fault) set(err error) uint32 {
	if f.err == nil {
		f.err = err
	}
	return none
}

// emptyIterator matches nothing.
type emptyIterator struct{}

func (emptyIterator) seek(uint32) uint32 { return none }
func (emptyIterator) score() float64     { return 0 }

// termIterator walks the postings of one term.
type termIterator struct {
	postings segment.PostingsIterator
	at       uint32
	started  bool
	tf       float64
	weight   float64 // idf included
	norm     norm
	lengths  []uint16 // nil where length does not count
	counted  bool     // the index knows how often the word stands there; else once
	fault    *fault
}

func (t *termIterator) seek(doc uint32) uint32 {
	if t.started && t.at >= doc {
		return t.at
	}
	var p segment.Posting
	var err error
	if doc == 0 || t.started && doc == t.at+1 {
		p, err = t.postings.Next()
	} else {
		p, err = t.postings.Advance(uint64(doc))
	}
	t.started = true
	if err != nil {
		t.at = t.fault.set(err)
		return none
	}
	if p == nil {
		t.at = none
		return none
	}
	t.at, t.tf = uint32(p.Number()), 1
	if t.counted {
		t.tf = float64(p.Frequency())
	}
	return t.at
}

func (t *termIterator) score() float64 {
	var tokens uint16
	if t.lengths != nil {
		tokens = t.lengths[t.at]
	}
	return t.weight * t.norm.saturate(t.tf, tokens)
}

// bitmapIterator walks a set of documents that all score the same.
type bitmapIterator struct {
	docs   roaring.IntPeekable
	weight float64
	at     uint32
	any    bool
}

func (b *bitmapIterator) seek(doc uint32) uint32 {
	if b.any && b.at >= doc {
		return b.at
	}
	b.any = true
	b.docs.AdvanceIfNeeded(doc)
	if !b.docs.HasNext() {
		b.at = none
		return none
	}
	b.at = b.docs.Next()
	return b.at
}

func (b *bitmapIterator) score() float64 { return b.weight }

// liveIterator walks the live documents for which holds is true; nil holds
// always.
type liveIterator struct {
	size    uint32
	deleted *roaring.Bitmap
	holds   func(doc uint32) bool
	at      uint32
	any     bool
}

func (l *liveIterator) seek(doc uint32) uint32 {
	if l.any && l.at >= doc {
		return l.at
	}
	l.any = true
	for ; doc < l.size; doc++ {
		if (l.holds == nil || l.holds(doc)) && (l.deleted == nil || !l.deleted.Contains(doc)) {
			l.at = doc
			return doc
		}
	}
	l.at = none
	return none
}

func (l *liveIterator) score() float64 { return 0 }

// manner is how the scores of alternatives are put together.
type manner int

const (
	addUp manner = iota
	// takeBest is for forms of one word: a text is not better for having two
	// dictionary forms of the same word.
	takeBest
	// share marks the sum down by the share of parts that match, so that
	// documents with more of the words come first.
	share
)

// sumIterator matches where any part does.
type sumIterator struct {
	parts  []iterator
	ats    []uint32
	at     uint32
	any    bool
	manner manner
}

func newSum(parts []iterator, m manner) iterator {
	switch len(parts) {
	case 0:
		return emptyIterator{}
	case 1:
		if m != share {
			return parts[0]
		}
	}
	return &sumIterator{parts: parts, ats: make([]uint32, len(parts)), manner: m}
}

func (s *sumIterator) seek(doc uint32) uint32 {
	if s.any && s.at >= doc {
		return s.at
	}
	least := uint32(none)
	for i, p := range s.parts {
		if !s.any || s.ats[i] < doc {
			s.ats[i] = p.seek(doc)
		}
		least = min(least, s.ats[i])
	}
	s.any, s.at = true, least
	return least
}

func (s *sumIterator) score() float64 {
	sum, best, matched := 0.0, 0.0, 0
	for i, at := range s.ats {
		if at == s.at {
			one := s.parts[i].score()
			sum += one
			best = max(best, one)
			matched++
		}
	}
	switch s.manner {
	case takeBest:
		return best
	case share:
		return sum * float64(matched) / float64(len(s.parts))
	}
	return sum
}

// andIterator matches where all of must do and none of not does. The first of
// must leads: it should be the rarest.
type andIterator struct {
	must []iterator
	not  []iterator
	at   uint32
	any  bool
}

func (a *andIterator) seek(doc uint32) uint32 {
	if a.any && a.at >= doc {
		return a.at
	}
	a.any = true
	for {
		doc = a.must[0].seek(doc)
		if doc == none {
			a.at = none
			return none
		}
		next := doc
		for _, m := range a.must[1:] {
			if next = m.seek(doc); next != doc {
				break
			}
		}
		if next == none {
			a.at = none
			return none
		}
		if next != doc {
			doc = next
			continue
		}
		if !a.excluded(doc) {
			a.at = doc
			return doc
		}
		doc++
	}
}

func (a *andIterator) excluded(doc uint32) bool {
	for _, n := range a.not {
		if n.seek(doc) == doc {
			return true
		}
	}
	return false
}

func (a *andIterator) score() float64 {
	sum := 0.0
	for _, m := range a.must {
		sum += m.score()
	}
	return sum
}
