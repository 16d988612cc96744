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
	key   key
	doc   uint32
	cols  *columns
	view  *view
}

func (c *candidate) id() []byte { return c.cols.ids.of(c.doc) }

// key is what hits are ordered by before their ids.
type key struct {
	step float64 // the score in steps of recency; 0 where the order is by day
	day  int32   // later is better; turned round where the oldest come first
}

// order says which hits come first.
type order struct{ sort query.Sort }

func (o order) key(score float64, day int32) key {
	switch {
	case o.sort == query.Newest:
		return key{day: day}
	case o.sort == query.Oldest:
		if day == noDay {
			return key{day: noDay} // undated comes last in either order
		}
		return key{day: -day}
	}
	return key{step: math.Round(score / recency), day: day}
}

// compare is negative where a is better.
func (a key) compare(b key) int {
	switch {
	case a.step != b.step:
		return cmp.Compare(b.step, a.step)
	case a.day != b.day:
		return cmp.Compare(b.day, a.day)
	}
	return 0
}

// compare looks at the ids where all else is equal, so that the order is the
// same every time.
func (c *candidate) compare(d *candidate) int {
	if n := c.key.compare(d.key); n != 0 {
		return n
	}
	return bytes.Compare(c.id(), d.id())
}

// page keeps the best candidates after the cursor: a heap whose root is the
// worst of them.
type page struct {
	order order
	size  int
	after *place // nil on the first page
	heap  []candidate
}

// place is the last hit of the page before.
type place struct {
	key key
	id  []byte
}

func (p *page) offer(c *candidate) {
	if p.size == 0 {
		return
	}
	if len(p.heap) == p.size && c.compare(&p.heap[0]) >= 0 {
		return
	}
	if p.after != nil {
		if n := c.key.compare(p.after.key); n < 0 || n == 0 && bytes.Compare(c.id(), p.after.id) <= 0 {
			return
		}
	}
	if len(p.heap) < p.size {
		p.heap = append(p.heap, *c)
		for i := len(p.heap) - 1; i > 0; {
			parent := (i - 1) / 2
			if p.heap[parent].compare(&p.heap[i]) > 0 {
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
			if child < len(p.heap) && p.heap[child].compare(&p.heap[worst]) > 0 {
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
func best(pages []*page, size int) []candidate {
	var all []candidate
	for _, p := range pages {
		all = append(all, p.heap...)
	}
	slices.SortFunc(all, func(a, b candidate) int { return a.compare(&b) })
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
	facets := g.facets
	if plan == nil {
		plan = &liveNode{view: v}
		if len(g.filters) == 0 {
			for seg := range v.segments {
				for _, field := range facets {
					t.countAll(field, &v.segments[seg])
				}
			}
			facets = nil
		}
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
				for _, field := range facets {
					t.count(field, s.columns, doc)
				}
				if g.histogram {
					t.months.count(s.month[doc], 1)
				}
				c := candidate{doc: doc, cols: s.columns, view: v}
				if scored {
					c.score = it.score()
				}
				c.key = p.order.key(c.score, s.day[doc])
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
