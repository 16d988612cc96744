package engine

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/prometheus/client_golang/prometheus"

	"communique/corpus"
	"communique/search/analysis"
	"communique/search/query"
)

// Member is one index, of one language or a few that share it.
type Member struct {
	Name  string // of the index: "lv", "sh", "und"
	Index bleve.Index
}

// Config is what an engine needs.
type Config struct {
	// Members gives the indexes to search now. It is asked for every
	// question, so that a new generation takes over between two questions.
	Members func() []Member
	// Texts gives the documents of a page by id; what it lacks (deleted just
	// now) is left out of the page. Nil gives hits without text.
	Texts func(ctx context.Context, ids []string) (map[string]corpus.Document, error)
	// Registerer takes the metrics; nil keeps them apart.
	Registerer prometheus.Registerer
	// Workers bounds how many members are searched at once over all
	// questions; 0 means one per processor.
	Workers int
	// Waiting bounds how many questions may be in hand at once; beyond it
	// they are refused as Busy. 0 means 256.
	Waiting int
}

// Engine answers questions. Safe for concurrent use.
type Engine struct {
	config  Config
	memory  *memory
	metrics *metrics
	slots   chan struct{} // one per worker
	waiting chan struct{} // one per question in hand
	terms   *termCache
}

// New makes an engine. It holds no goroutines and needs no closing.
func New(c Config) *Engine {
	if c.Workers <= 0 {
		c.Workers = runtime.GOMAXPROCS(0)
	}
	if c.Waiting <= 0 {
		c.Waiting = 256
	}
	e := &Engine{config: c, memory: newMemory(), slots: make(chan struct{}, c.Workers), waiting: make(chan struct{}, c.Waiting), terms: newTermCache()}
	e.metrics = newMetrics(c.Registerer, e.memory)
	e.memory.built = func(c *columns) { e.metrics.built.Add(float64(c.size)) }
	return e
}

// defaultFacetSize is the values of a facet where the question does not say;
// maxFacetSize the most it may ask for.
const (
	defaultFacetSize = 10
	maxFacetSize     = 1000
)

// Search answers a question. Errors: Invalid for a size, cursor, order or
// facet that cannot be; Busy when the deadline of ctx passes, ctx is cancelled
// or too many questions wait.
func (e *Engine) Search(ctx context.Context, q query.Query) (Results, error) {
	started := time.Now()
	res, err := e.search(ctx, &q)
	if err != nil {
		return Results{}, e.failed(err)
	}
	took := time.Since(started)
	res.TookMS = float64(took.Microseconds()) / 1000
	e.metrics.seconds.WithLabelValues(kindOf(q.Expr)).Observe(took.Seconds())
	return res, nil
}

// Count is the number of documents that a question matches.
func (e *Engine) Count(ctx context.Context, q query.Query) (int, error) {
	q.Size, q.Cursor, q.Facets, q.Histogram = 0, "", nil, false
	res, err := e.Search(ctx, q)
	return res.Total, err
}

// Facet gives the values of one field that begin with prefix, letter case and
// Latin marks aside, highest count first. Of ids the part after the colon
// counts too: int finds org:interpol.
func (e *Engine) Facet(ctx context.Context, q query.Query, field, prefix string, size int) ([]FacetValue, error) {
	q.Size, q.Cursor, q.Histogram = 0, "", false
	q.Facets, q.FacetSize = []string{field}, size
	a, err := e.ask(ctx, &q)
	if err != nil {
		return nil, e.failed(err)
	}
	defer a.close()
	prefix = corpus.FoldLatin(prefix)
	return a.facet(field, func(value string) bool {
		value = corpus.FoldLatin(value)
		_, slug, _ := strings.Cut(value, ":")
		return strings.HasPrefix(value, prefix) || slug != "" && strings.HasPrefix(slug, prefix)
	}), nil
}

func (e *Engine) failed(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		err = corpus.Errorf(corpus.Busy, "the question took too long and was stopped; ask for fewer words, or without * and ~ (%w)", err)
	} else if errors.Is(err, context.Canceled) {
		err = corpus.Errorf(corpus.Busy, "the question was given up (%w)", err)
	}
	reason := "internal"
	switch corpus.FaultOf(err) {
	case corpus.Busy:
		reason = "busy"
	case corpus.Invalid:
		reason = "invalid"
	}
	e.metrics.failures.WithLabelValues(reason).Inc()
	return err
}

func (e *Engine) search(ctx context.Context, q *query.Query) (Results, error) {
	a, err := e.ask(ctx, q)
	if err != nil {
		return Results{}, err
	}
	defer a.close()
	return a.results(ctx)
}

// answer is a question that was gathered over all members.
type answer struct {
	engine  *Engine
	q       *query.Query
	size    int
	seen    int // hits on the pages before
	views   []*view
	facets  []int
	tally   *tally
	likes   map[string]*likeName // words that look like names
	order   order
	hits    []candidate
	relaxed bool
}

func (a *answer) close() {
	for _, v := range a.views {
		if v != nil {
			v.close()
		}
	}
	if a.tally != nil {
		a.tally.free()
	}
}

// ask checks the question and gathers its answer. The caller closes it.
func (e *Engine) ask(ctx context.Context, q *query.Query) (_ *answer, err error) {
	a := &answer{engine: e, q: q, order: order{sortOf(q)}}
	if a.facets, err = check(q); err != nil {
		return nil, err
	}
	c, err := readCursor(q.Cursor, fingerprint(q))
	if err != nil {
		return nil, err
	}
	a.size = q.Size
	var after *place
	if c != nil {
		after, a.seen = &c.after, c.seen
		a.size = min(a.size, query.MaxDepth-c.seen)
	}
	select {
	case e.waiting <- struct{}{}:
		defer func() { <-e.waiting }()
	default:
		return nil, corpus.Errorf(corpus.Busy, "too many questions at once; ask again in a moment")
	}
	e.metrics.running.Inc()
	defer e.metrics.running.Dec()

	defer func() {
		if err != nil {
			a.close()
		}
	}()
	if err = a.open(ctx); err != nil {
		return nil, err
	}
	a.likes = a.likeNames(nil)
	unknown, err := a.gather(ctx, after)
	if err != nil {
		return nil, err
	}
	if a.tally.total == 0 && len(unknown) > 0 {
		a.likes = a.likeNames(unknown)
		if _, err = a.gather(ctx, after); err != nil {
			return nil, err
		}
	}
	if a.tally.total == 0 && canRelax(q.Expr) {
		a.relaxed = true
		if _, err = a.gather(ctx, after); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// check refuses what cannot be answered and gives the places of the facets.
func check(q *query.Query) ([]int, error) {
	if q.Size < 0 || q.Size > query.MaxSize {
		return nil, corpus.Errorf(corpus.Invalid, "size: must be 0 to %d, not %d; take further hits by cursor=", query.MaxSize, q.Size)
	}
	if q.FacetSize < 0 || q.FacetSize > maxFacetSize {
		return nil, corpus.Errorf(corpus.Invalid, "facet size: must be 0 to %d, not %d", maxFacetSize, q.FacetSize)
	}
	switch q.Sort {
	case "", query.Relevance, query.Newest, query.Oldest:
	default:
		return nil, corpus.Errorf(corpus.Invalid, "sort: must be relevance, newest or oldest, not %q", q.Sort)
	}
	var facets []int
	for _, name := range q.Facets {
		i, ok := keywordIndex[name]
		if !ok {
			return nil, corpus.Errorf(corpus.Invalid, "facets: there is no %q; facets are %s", name, facetNames())
		}
		if !slices.Contains(facets, i) {
			facets = append(facets, i)
		}
	}
	f := &q.Filters
	for _, bounds := range [][2]corpus.Date{{f.From, f.To}, {f.MentionedFrom, f.MentionedTo}} {
		for _, d := range bounds {
			if _, ok := d.Day(); d != "" && !ok {
				return nil, corpus.Errorf(corpus.Invalid, "%q is not a date: write it as 2019-05-30", d)
			}
		}
	}
	return facets, nil
}

// canRelax says whether there are words of which some might do.
func canRelax(e query.Expr) bool {
	switch e := e.(type) {
	case *query.And:
		words := 0
		for _, p := range e.Parts {
			switch p.(type) {
			case *query.Not, *query.Field:
			default:
				words++
			}
		}
		return words > 1
	case *query.Word: // may be a sentence of a script without spaces
		return !e.Prefix && !e.Fuzzy && len(e.Text) > len([]rune(e.Text))
	}
	return false
}

// each runs do for every member on the engine's workers, in no order.
func (e *Engine) each(ctx context.Context, n int, do func(worker, i int) error) error {
	workers := min(cap(e.slots), n)
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, workers)
	for w := range workers {
		wg.Go(func() {
			select {
			case e.slots <- struct{}{}:
				defer func() { <-e.slots }()
			case <-ctx.Done():
				errs[w] = ctx.Err()
				return
			}
			for errs[w] == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if errs[w] = ctx.Err(); errs[w] == nil {
					errs[w] = do(w, i)
				}
			}
		})
	}
	wg.Wait()
	return firstError(errs)
}

func firstError(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// openAttempts is how often a question asks for the members when one of them
// was closed in between: each time a newer generation has taken over.
const openAttempts = 4

// open takes a view of every member.
func (a *answer) open(ctx context.Context) error {
	for attempt := 1; ; attempt++ {
		members := a.engine.config.Members()
		a.views = make([]*view, len(members))
		err := a.engine.each(ctx, len(members), func(_, i int) (err error) {
			a.views[i], err = a.engine.memory.open(members[i])
			return err
		})
		if err == nil {
			a.engine.memory.forget(members)
			return nil
		}
		if attempt == openAttempts || ctx.Err() != nil {
			return err
		}
		for _, v := range a.views {
			if v != nil {
				v.close()
			}
		}
	}
}

// gather gives the words that no text has.
func (a *answer) gather(ctx context.Context, after *place) (unknown map[string]bool, err error) {
	e, q := a.engine, a.q
	sets := &columnSets{dictionaries: e.memory.dictionaries, likes: a.likes}
	scored := a.order.sort == query.Relevance && q.Expr != nil
	g := newGatherer(sets.filters(&q.Filters), a.facets, q.Histogram, scored)
	workers := min(cap(e.slots), max(len(a.views), 1))
	counts := make([]*tally, workers)
	pages := make([]*page, workers)
	for w := range workers {
		counts[w] = newTally(a.facets, e.memory.dictionaries)
		pages[w] = &page{order: a.order, size: a.size, after: after}
	}
	defer func() {
		for _, t := range counts[1:] {
			t.free()
		}
	}()
	if a.tally != nil {
		a.tally.free()
	}
	a.tally = counts[0]
	err = e.each(ctx, len(a.views), func(w, i int) error {
		plan, err := newPlan(ctx, a.views[i], q.Expr, sets, !q.NoExpand, a.relaxed)
		if err != nil {
			return err
		}
		return g.gather(ctx, a.views[i], plan, counts[w], pages[w])
	})
	if err != nil {
		return nil, err
	}
	for _, t := range counts[1:] {
		a.tally.add(t, a.facets)
	}
	a.hits = best(pages, a.size)
	if a.tally.total > 0 {
		return nil, nil
	}
	return a.unknown(sets), nil
}

func (a *answer) facet(field string, keep func(string) bool) []FacetValue {
	size := a.q.FacetSize
	if size == 0 {
		size = defaultFacetSize
	}
	i := keywordIndex[field]
	return a.tally.top(i, size, a.engine.memory.dictionaries[i].all(), keep)
}

func (a *answer) results(ctx context.Context) (Results, error) {
	q := a.q
	res := Results{Total: a.tally.total, Hits: []Hit{}, Facets: map[string][]FacetValue{}}
	res.Query = Understanding{Text: query.Spell(q.Expr), Notices: slices.Clone(q.Notices)}
	if a.relaxed && a.tally.total > 0 {
		res.Query.Notices = append(res.Query.Notices, query.Notice{Message: "no document has all of these words; these have some of them"})
	}
	for _, f := range a.facets {
		res.Facets[analysis.Keywords[f]] = a.facet(analysis.Keywords[f], nil)
	}
	if q.Histogram {
		res.Histogram = a.tally.months.buckets()
	}
	if n := len(a.hits); n > 0 && n == a.size && a.seen+n < query.MaxDepth && a.seen+n < a.tally.total {
		last := &a.hits[n-1]
		res.Next = (&cursor{fingerprint(q), a.seen + n, place{last.key, last.id()}}).String()
	}
	return res, a.show(ctx, &res)
}
