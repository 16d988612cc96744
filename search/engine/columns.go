package engine

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"communique/corpus"
	"communique/search/analysis"
)

const (
	noDay   = math.MinInt32  // of a document without a day of publication
	noValue = math.MaxUint32 // of a document without a value in a flat column
)

// columns hold what the engine wants to know of every document of a segment
// without asking the index: arrays by the document's number in the segment.
// A segment never changes, so they are built once; deletions are bitmaps
// beside the segment and do not touch them.
//
// They are built from the inverted lists: walking the terms of a field in
// order gives each document its values in order, at a tenth of the cost of
// reading doc values document by document.
type columns struct {
	size      int
	keywords  []column // by the order of analysis.Keywords
	totals    []totals // of keywords: counts over the whole segment
	day       []int32  // of publication, since 1970-01-01; noDay
	month     []int32  // of publication, years × 12 + month from 0; noDay
	mentioned spans
	foreign   map[uint32][]string // indexes of passages in other languages; most documents have none
	ids       idColumn
	title     lengths
	text      lengths
}

// column holds zero or more values per document. Where no document has more
// than one, it is flat: off is nil and numbers has one entry per document.
type column struct {
	off     []uint32 // document i has numbers[off[i]:off[i+1]]
	numbers []uint32
}

func (c *column) of(doc uint32) []uint32 {
	if c.off != nil {
		return c.numbers[c.off[doc]:c.off[doc+1]]
	}
	if c.numbers[doc] == noValue {
		return nil
	}
	return c.numbers[doc : doc+1]
}

// totals are the counts of a column's values over all documents of the
// segment, reckoned when they are first asked for: the question without words
// or filters is the commonest of all, and its facets are the sums of these.
type totals struct {
	once            sync.Once
	numbers, counts []uint32
}

func (c *columns) total(field int) *totals {
	t := &c.totals[field]
	t.once.Do(func() {
		counts := map[uint32]uint32{}
		for _, n := range c.keywords[field].numbers {
			if n != noValue {
				counts[n]++
			}
		}
		t.numbers, t.counts = make([]uint32, 0, len(counts)), make([]uint32, 0, len(counts))
		for n, count := range counts {
			t.numbers, t.counts = append(t.numbers, n), append(t.counts, count)
		}
	})
	return t
}

// spans hold the ranges of days that a document speaks of.
type spans struct {
	off  []uint32
	days [][2]int32
}

func (s *spans) of(doc uint32) [][2]int32 { return s.days[s.off[doc]:s.off[doc+1]] }

// idColumn holds the ids of the documents, one after the other.
type idColumn struct {
	off   []uint32
	bytes []byte
}

func (c *idColumn) of(doc uint32) []byte { return c.bytes[c.off[doc]:c.off[doc+1]] }

// lengths hold the tokens of a field per document, and their sum: BM25 needs
// the true average, which bleve does not keep. Lengths beyond 65,535 count as
// that.
type lengths struct {
	tokens []uint16
	sum    uint64
	// live is the sum without deleted documents, for the last number of
	// deletions that was seen; deletions of a segment only ever grow.
	live atomic.Pointer[liveSum]
}

type liveSum struct{ deletions, sum uint64 }

func (l *lengths) sumLive(deleted *roaring.Bitmap) uint64 {
	if deleted == nil || deleted.IsEmpty() {
		return l.sum
	}
	n := deleted.GetCardinality()
	if last := l.live.Load(); last != nil && last.deletions == n {
		return last.sum
	}
	sum := l.sum
	for it := deleted.Iterator(); it.HasNext(); {
		sum -= uint64(l.tokens[it.Next()])
	}
	l.live.Store(&liveSum{n, sum})
	return sum
}

// bytes is the memory that the columns take, roughly.
func (c *columns) bytes() int {
	n := 4*(len(c.day)+len(c.month)+len(c.mentioned.off)+len(c.ids.off)) + 8*len(c.mentioned.days) + len(c.ids.bytes) +
		2*(len(c.title.tokens)+len(c.text.tokens)) + 64*len(c.foreign)
	for i := range c.keywords {
		n += 4 * (len(c.keywords[i].off) + len(c.keywords[i].numbers))
	}
	return n
}

// newColumns reads a segment. dictionaries number the values by field.
func newColumns(ss *scorch.SegmentSnapshot, dictionaries []*values) (*columns, error) {
	seg, n := ss.Segment(), int(ss.FullSize())
	c := &columns{size: n, keywords: make([]column, len(analysis.Keywords)), totals: make([]totals, len(analysis.Keywords))}
	for i, field := range analysis.Keywords {
		pairs, err := readPairs(seg, field, dictionaries[i].number)
		if err != nil {
			return nil, err
		}
		c.keywords[i] = newColumn(pairs, n)
	}
	c.day, c.month = make([]int32, n), make([]int32, n)
	for i := range c.day {
		c.day[i], c.month[i] = noDay, noDay
	}
	err := eachPosting(seg, analysis.Published, func(term []byte) func(uint32) {
		day, _, ok := analysis.DecodeDays(string(term))
		if !ok {
			return nil
		}
		t := corpus.DateOfDay(day).Time()
		month := int32(t.Year()*12 + int(t.Month()) - 1)
		return func(doc uint32) { c.day[doc], c.month[doc] = int32(day), month }
	})
	if err != nil {
		return nil, err
	}
	c.foreign = map[uint32][]string{}
	err = eachPosting(seg, analysis.ForeignIndexes, func(term []byte) func(uint32) {
		index := string(term)
		return func(doc uint32) { c.foreign[doc] = append(c.foreign[doc], index) }
	})
	if err != nil {
		return nil, err
	}
	if err := c.readMentioned(seg); err != nil {
		return nil, err
	}
	if err := c.readIDs(seg); err != nil {
		return nil, err
	}
	if err := c.title.read(seg, analysis.Title, n); err != nil {
		return nil, err
	}
	return c, c.text.read(seg, analysis.Text, n)
}

type pair struct{ doc, number uint32 }

func readPairs(seg segment.Segment, field string, number func([]byte) uint32) ([]pair, error) {
	var pairs []pair
	err := eachPosting(seg, field, func(term []byte) func(uint32) {
		n := number(term)
		return func(doc uint32) { pairs = append(pairs, pair{doc, n}) }
	})
	return pairs, err
}

// newColumn sorts the pairs by document, keeping the order of the values.
func newColumn(pairs []pair, n int) column {
	off := make([]uint32, n+1)
	flat := true
	for _, p := range pairs {
		off[p.doc+1]++
		flat = flat && off[p.doc+1] == 1
	}
	if flat {
		numbers := off[:n]
		for i := range numbers {
			numbers[i] = noValue
		}
		for _, p := range pairs {
			numbers[p.doc] = p.number
		}
		return column{numbers: numbers}
	}
	for i := 1; i <= n; i++ {
		off[i] += off[i-1]
	}
	numbers := make([]uint32, len(pairs))
	next := append([]uint32(nil), off[:n]...)
	for _, p := range pairs {
		numbers[next[p.doc]] = p.number
		next[p.doc]++
	}
	return column{off, numbers}
}

func (c *columns) readMentioned(seg segment.Segment) error {
	var ranges [][2]int32
	pairs, err := readPairs(seg, analysis.Mentioned, func(term []byte) uint32 {
		from, to, _ := analysis.DecodeDays(string(term))
		ranges = append(ranges, [2]int32{int32(from), int32(to)})
		return uint32(len(ranges) - 1)
	})
	if err != nil {
		return err
	}
	c.mentioned.off = make([]uint32, c.size+1)
	for _, p := range pairs {
		c.mentioned.off[p.doc+1]++
	}
	for i := 1; i <= c.size; i++ {
		c.mentioned.off[i] += c.mentioned.off[i-1]
	}
	c.mentioned.days = make([][2]int32, len(pairs))
	next := append([]uint32(nil), c.mentioned.off[:c.size]...)
	for _, p := range pairs {
		c.mentioned.days[next[p.doc]] = ranges[p.number]
		next[p.doc]++
	}
	return nil
}

func (c *columns) readIDs(seg segment.Segment) error {
	c.ids.off = make([]uint32, 1, c.size+1)
	for i := range c.size {
		id, err := seg.DocID(uint64(i))
		if err != nil {
			return fmt.Errorf("id of document %d: %w", i, err)
		}
		c.ids.bytes = append(c.ids.bytes, id...)
		c.ids.off = append(c.ids.off, uint32(len(c.ids.bytes)))
	}
	return nil
}

// eachTerm walks the terms of a field in byte order.
func eachTerm(seg segment.Segment, field string, visit func(term string, dict segment.TermDictionary) error) error {
	dict, err := seg.Dictionary(field)
	if err != nil || dict == nil {
		return err
	}
	var terms segment.DictionaryIterator
	if quick, ok := dict.(interface {
		AutomatonIteratorOmitCount(a segment.Automaton, from, before []byte) segment.DictionaryIterator
	}); ok {
		terms = quick.AutomatonIteratorOmitCount(nil, nil, nil)
	} else {
		terms = dict.AutomatonIterator(nil, nil, nil)
	}
	for {
		entry, err := terms.Next()
		if err != nil || entry == nil {
			return err
		}
		if err := visit(entry.Term, dict); err != nil {
			return err
		}
	}
}

// eachPosting walks the terms of a keyword field and, of each, the documents,
// deleted ones included. start is told the term and gives what to do with its
// documents, nil to pass over it.
func eachPosting(seg segment.Segment, field string, start func(term []byte) func(doc uint32)) error {
	var list segment.PostingsList
	var docs segment.PostingsIterator
	return eachTerm(seg, field, func(term string, dict segment.TermDictionary) (err error) {
		visit := start([]byte(term))
		if visit == nil {
			return nil
		}
		if list, err = dict.PostingsList([]byte(term), nil, list); err != nil {
			return err
		}
		docs = list.Iterator(false, false, false, docs)
		for {
			p, err := docs.Next()
			if err != nil || p == nil {
				return err
			}
			visit(uint32(p.Number()))
		}
	})
}

// lengthOf is the number of tokens of the field that a posting belongs to.
func lengthOf(p segment.Posting) uint16 {
	if exact, ok := p.(interface{ NormUint64() uint64 }); ok {
		return uint16(min(exact.NormUint64(), math.MaxUint16))
	}
	norm := p.Norm() // 1/√length
	if norm <= 0 {
		return 0
	}
	return uint16(min(math.Round(1/(norm*norm)), math.MaxUint16))
}

// read finds the length of every document's field. Each posting of a document
// knows it, so a handful of common words tells nearly all; only for the
// documents that have none of them are rarer words read.
func (l *lengths) read(seg segment.Segment, field string, n int) error {
	l.tokens = make([]uint16, n)
	missing := n
	for _, least := range []uint64{uint64(n/20) + 1, 1} {
		var list segment.PostingsList
		var docs segment.PostingsIterator
		err := eachTerm(seg, field, func(term string, dict segment.TermDictionary) (err error) {
			if missing == 0 {
				return errEnough
			}
			if list, err = dict.PostingsList([]byte(term), nil, list); err != nil {
				return err
			}
			if list.Count() < least {
				return nil
			}
			docs = list.Iterator(true, true, false, docs)
			for {
				p, err := docs.Next()
				if err != nil || p == nil {
					return err
				}
				if doc := p.Number(); l.tokens[doc] == 0 {
					if l.tokens[doc] = lengthOf(p); l.tokens[doc] > 0 {
						l.sum += uint64(l.tokens[doc])
						missing--
					}
				}
			}
		})
		if err != nil && err != errEnough {
			return fmt.Errorf("lengths of %s: %w", field, err)
		}
		if least == 1 {
			break // one pass has read every word: the rest has no such field
		}
	}
	return nil
}

var errEnough = fmt.Errorf("enough")

// keywordIndex gives the place of a keyword field in columns.keywords.
var keywordIndex = func() map[string]int {
	m := map[string]int{}
	for i, f := range analysis.Keywords {
		m[f] = i
	}
	return m
}()

func facetNames() string { return strings.Join(analysis.Keywords, ", ") }
