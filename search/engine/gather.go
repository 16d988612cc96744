package engine

import (
	"bytes"
	"cmp"
	"context"
	"math"
	"slices"

	"communique/search/analysis"
	"communique/search/query"
)

// candidate is a match that may be on the page.
type candidate struct {
	score float64
	day   int32
	doc   uint32
	cols  *columns
	view  *view
}

func (c *candidate) id() []byte { return c.cols.ids.of(c.doc) }

// key is what hits are ordered by, and what a cursor remembers.
type key struct {
	step float64 // the score in steps of recency; 0 where the order is by day
	day  int32
	id   []byte
}

// order compares keys: the better is less. Ids are only compared where all
// else is equal.
type order struct{ sort query.Sort }

func (o order) key(c *candidate) key {
	k := key{day: c.day}
	switch o.sort {
	case query.Newest:
	case query.Oldest:
		if k.day == noDay {
			k.day = math.MaxInt32 // undated comes last in either order
		}
	default:
		k.step = math.Round(c.score / recency)
	}
	return k
}

func (o order) compare(a, b *key, idA, idB func() []byte) int {
	if c := cmp.Compare(b.step, a.step); c != 0 {
		return c
	}
	if a.day != b.day {
		if o.sort == query.Oldest {
			return cmp.Compare(a.day, b.day)
		}
		return cmp.Compare(b.day, a.day)
	}
	return bytes.Compare(idA(), idB())
}

func (o order) less(a, b *candidate) bool {
	ka, kb := o.key(a), o.key(b)
	return o.compare(&ka, &kb, a.id, b.id) < 0
}

// page keeps the best candidates after the cursor: a heap whose root is the
// worst of them.
type page struct {
	order order
	size  int
	after *key // nil on the first page
	heap  []candidate
}

func (p *page) offer(c *candidate) {
	if p.size == 0 {
		return
	}
	if len(p.heap) == p.size && !p.order.less(c, &p.heap[0]) {
		return
	}
	if p.after != nil {
		k := p.order.key(c)
		if p.order.compare(&k, p.after, c.id, func() []byte { return p.after.id }) <= 0 {
			return
		}
	}
	if len(p.heap) < p.size {
		p.heap = append(p.heap, *c)
		for i := len(p.heap) - 1; i > 0; {
			parent := (i - 1) / 2
			if !p.order.less(&p.heap[parent], &p.heap[i]) {
				break
			}
			p.heap[parent], p.heap[i] = p.heap[i], p.heap[parent]
			i = parent
		}
		return
	}
	p.heap[0] = *c
	for i := 0; ; {
		worst := i
		for _, child := range []int{2*i + 1, 2*i + 2} {
			if child < len(p.heap) && p.order.less(&p.heap[worst], &p.heap[child]) {
				worst = child
			}
		}
		if worst == i {
			return
		}
		p.heap[worst], p.heap[i] = p.heap[i], p.heap[worst]
		i = worst
	}
}

// best joins pages into one, the best first.
func best(pages []*page, size int, o order) []candidate {
	var all []candidate
	for _, p := range pages {
		all = append(all, p.heap...)
	}
	slices.SortFunc(all, func(a, b candidate) int {
		ka, kb := o.key(&a), o.key(&b)
		return o.compare(&ka, &kb, a.id, b.id)
	})
	return all[:min(size, len(all))]
}

// gatherer walks the matches of a member.
type gatherer struct {
	filters   []filter
	facets    []int // places in analysis.Keywords
	asked     [16]bool
	histogram bool
	scored    bool // the order is by score
}

func newGatherer(filters []filter, facets []int, histogram, scored bool) *gatherer {
	g := &gatherer{filters: filters, facets: facets, histogram: histogram, scored: scored}
	for _, f := range facets {
		g.asked[f] = true
	}
	return g
}

var _ = [1]struct{}{}[len(analysis.Keywords)/16] // asked has room for every column

// checkEvery is how many documents are looked at between two looks at the
// deadline: some 100 µs.
const checkEvery = 2048

// gather adds the matches of plan (nil: every document) in v to t and p.
//
// A document that fails one filter alone still counts in the facet of that
// filter, so that the facet shows what choosing another value would give.
func (g *gatherer) gather(ctx context.Context, v *view, plan node, t *tally, p *page) error {
	if plan == nil {
		plan = &liveNode{view: v}
	}
	for seg := range v.segments {
		s := &v.segments[seg]
		var f fault
		it := plan.open(seg, &f)
		scored := g.scored && p.size > 0
		seen := 0
		for doc := it.seek(0); doc != none; doc = it.seek(doc + 1) {
			if seen++; seen%checkEvery == 0 {
				if err := ctx.Err(); err != nil {
					return err
				}
			}
			failed, only := 0, -1
			for i := range g.filters {
				if fl := &g.filters[i]; !fl.holds(s.columns, doc) {
					failed++
					if only = fl.keyword; failed > 1 || only < 0 || !g.asked[only] {
						failed = 2
						break
					}
				}
			}
			switch failed {
			case 0:
				t.total++
				for _, field := range g.facets {
					t.count(field, s.columns, doc)
				}
				if g.histogram {
					t.months.count(s.month[doc], 1)
				}
				c := candidate{day: s.day[doc], doc: doc, cols: s.columns, view: v}
				if scored {
					c.score = it.score()
				}
				p.offer(&c)
			case 1:
				t.count(only, s.columns, doc)
			}
		}
		if f.err != nil {
			return f.err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}
