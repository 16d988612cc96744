package engine

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
)

// tally counts the matches that one worker saw. Tallies are pooled: a column
// of 50,000 persons would otherwise be allocated for every question.
type tally struct {
	total  int
	facets [][]uint32 // by the order of analysis.Keywords, nil where not asked for; by value number
	months monthTally
}

var tallies = sync.Pool{New: func() any { return &tally{} }}

// newTally counts the columns of asked (places in analysis.Keywords).
func newTally(asked []int, dictionaries []*values) *tally {
	t := tallies.Get().(*tally)
	t.total = 0
	t.months.reset()
	for len(t.facets) < len(dictionaries) {
		t.facets = append(t.facets, nil)
	}
	for _, f := range asked {
		n := len(dictionaries[f].all())
		if cap(t.facets[f]) < n {
			t.facets[f] = make([]uint32, n+n/8+16)
		}
		t.facets[f] = t.facets[f][:n]
		clear(t.facets[f])
	}
	return t
}

func (t *tally) free() { tallies.Put(t) }

func (t *tally) count(field int, c *columns, doc uint32) {
	counts := t.facets[field]
	for _, n := range c.keywords[field].of(doc) {
		counts[n]++
	}
}

// countAll counts every live document of a segment in a field.
func (t *tally) countAll(field int, s *segmentView) {
	counts := t.facets[field]
	all := s.total(field)
	for i, n := range all.numbers {
		counts[n] += all.counts[i]
	}
	if s.deleted == nil {
		return
	}
	for it := s.deleted.Iterator(); it.HasNext(); {
		for _, n := range s.keywords[field].of(it.Next()) {
			counts[n]--
		}
	}
}

func (t *tally) add(other *tally, asked []int) {
	t.total += other.total
	t.months.add(&other.months)
	for _, f := range asked {
		for i, n := range other.facets[f] {
			t.facets[f][i] += n
		}
	}
}

// top gives the values with the highest counts for which keep holds (nil: all),
// equal counts by value.
func (t *tally) top(field, size int, names []string, keep func(value string) bool) []FacetValue {
	best := []FacetValue{}
	order := func(a, b FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	}
	least := 0
	for i, n := range t.facets[field] {
		if n == 0 || int(n) < least || keep != nil && !keep(names[i]) {
			continue
		}
		best = append(best, FacetValue{Value: names[i], Count: int(n)})
		if len(best) >= 4*size+64 { // sort now and then instead of keeping a heap
			slices.SortFunc(best, order)
			best = best[:size]
			if size > 0 {
				least = best[size-1].Count
			}
		}
	}
	slices.SortFunc(best, order)
	return best[:min(size, len(best))]
}

// monthTally counts by month, years × 12 + month, in an array that reaches
// from the earliest to the latest month seen.
type monthTally struct {
	counts    []uint32 // by month - first
	first     int32
	low, high int32 // seen; low > high when nothing was
}

const tallyYears = 64 // span of the array at the start, in years

func (m *monthTally) reset() {
	if m.low <= m.high && m.counts != nil {
		clear(m.counts[m.low-m.first : m.high-m.first+1])
	}
	m.low, m.high = 1<<30, -1
}

func (m *monthTally) count(month int32, n uint32) {
	if month < 0 {
		return
	}
	if m.counts == nil {
		m.first, m.counts = max(month-tallyYears*6, 0), make([]uint32, tallyYears*12)
	}
	if month < m.first || int(month-m.first) >= len(m.counts) {
		m.grow(month)
	}
	m.counts[month-m.first] += n
	m.low, m.high = min(m.low, month), max(m.high, month)
}

func (m *monthTally) grow(month int32) {
	first := max(min(m.first, month-120), 0)
	end := max(m.first+int32(len(m.counts)), month+120)
	counts := make([]uint32, end-first)
	copy(counts[m.first-first:], m.counts)
	m.first, m.counts = first, counts
}

func (m *monthTally) add(other *monthTally) {
	for month := other.low; month <= other.high; month++ {
		if n := other.counts[month-other.first]; n > 0 {
			m.count(month, n)
		}
	}
}

// maxMonths bounds the histogram: beyond a hundred years months without
// documents are left out.
const maxMonths = 1200

func (m *monthTally) buckets() []Bucket {
	list := []Bucket{}
	for month := m.low; month <= m.high; month++ {
		n := m.counts[month-m.first]
		if n == 0 && m.high-m.low >= maxMonths {
			continue
		}
		list = append(list, Bucket{Month: fmt.Sprintf("%04d-%02d", month/12, month%12+1), Count: int(n)})
	}
	return list
}
