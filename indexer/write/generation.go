package write

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"communique/corpus"
	"communique/search/analysis"

	"github.com/blevesearch/bleve/v2"
	"golang.org/x/sync/errgroup"
)

// Generation is the set of indexes made with one schema and one state of the
// data. Apply, Refill, Discard and Refilled are for one caller at a time, the
// follower; the rest is safe for concurrent use.
type Generation struct {
	name    string
	dir     string
	options Options
	// replay is the highest number that any index had taken when it was
	// opened: cycles up to it may have been done in part before a crash.
	replay int64

	mu       sync.Mutex
	progress progress
	members  map[string]*member
	onChange func(*Generation)
	moved    chan struct{} // closed and replaced when Progress grows
}

var errClosed = bleve.ErrorIndexClosed

// openGeneration opens a generation. With own it is made if there is none,
// and what is damaged is put down to be refilled; without, damaged parts are
// left out, and where nothing can be used the answer is nil.
func openGeneration(ctx context.Context, o Options, name string, own bool) (*Generation, error) {
	g := &Generation{name: name, dir: filepath.Join(o.Dir, name), options: o, members: map[string]*member{}, moved: make(chan struct{})}
	p, err := readProgress(g.dir, o.Corpus)
	if err != nil {
		return nil, err
	}
	if p != nil && p.Sequence > o.LastSequence {
		p = nil // the corpus was put back to an earlier day
	}
	if p == nil {
		if !own {
			return nil, nil
		}
		return g, g.begin()
	}
	g.progress = *p
	if err := g.openMembers(ctx, own); err != nil {
		return nil, errors.Join(err, g.Close())
	}
	if !own && len(g.members) == 0 {
		return nil, nil
	}
	return g, nil
}

// begin starts an empty generation in place of whatever stands there.
func (g *Generation) begin() error {
	if err := os.RemoveAll(g.dir); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	if err := os.MkdirAll(g.dir, 0o750); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	g.progress = progress{Corpus: g.options.Corpus, Members: map[string]int64{}}
	return g.progress.write(g.dir)
}

func (g *Generation) openMembers(ctx context.Context, own bool) error {
	names := slices.Sorted(maps.Keys(g.progress.Members))
	opened := make([]*member, len(names))
	damaged := make([]error, len(names))
	var group errgroup.Group
	group.SetLimit(2 * runtime.GOMAXPROCS(0))
	for i, name := range names {
		group.Go(func() error {
			opened[i], damaged[i] = openMember(g.dir, name)
			if m := opened[i]; m != nil && m.sequence < g.progress.Members[name] {
				damaged[i] = errors.Join(fmt.Errorf("index %s has lost changes: it knows %d of %d", name, m.sequence, g.progress.Members[name]), m.index.Close())
			}
			return nil
		})
	}
	_ = group.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	for i, name := range names {
		if damaged[i] == nil {
			g.members[name] = opened[i]
			g.replay = max(g.replay, opened[i].sequence)
			continue
		}
		g.options.Log.Warn("index damaged: it is built anew, the others answer meanwhile", "index", name, "generation", g.name, "error", damaged[i])
		if own {
			if err := g.forget(name); err != nil {
				return err
			}
		}
	}
	if !own {
		return nil
	}
	if err := g.deleteStrangers(); err != nil {
		return err
	}
	return g.progress.write(g.dir)
}

// forget notes an index as missing and moves its files out of the way.
func (g *Generation) forget(name string) error {
	delete(g.members, name)
	delete(g.progress.Members, name)
	if !slices.Contains(g.progress.Missing, name) {
		g.progress.Missing = append(g.progress.Missing, name)
	}
	path := filepath.Join(g.dir, name)
	// Some of its files may still be open after a failed open: a new index
	// must not meet their locks, so the old ones go by another name first.
	gone := path + ".damaged"
	_ = os.RemoveAll(gone)
	if err := os.Rename(path, gone); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("index: %w", err)
	}
	return os.RemoveAll(gone)
}

// deleteStrangers deletes the folders of indexes that no finished cycle knows.
// Their cycle is done again.
func (g *Generation) deleteStrangers() error {
	entries, err := os.ReadDir(g.dir)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	for _, e := range entries {
		if g.members[e.Name()] == nil && e.Name() != progressFile {
			if err := os.RemoveAll(filepath.Join(g.dir, e.Name())); err != nil {
				return fmt.Errorf("index: %w", err)
			}
		}
	}
	return nil
}

// Name is the name of the generation.
func (g *Generation) Name() string { return g.name }

// Progress is the number up to which every change can be found.
func (g *Generation) Progress() int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.progress.Sequence
}

// Moved is closed when Progress grows past what it is now.
func (g *Generation) Moved() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.moved
}

// Missing are the indexes that were damaged and are not full again.
func (g *Generation) Missing() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.progress.Missing)
}

// Members are the indexes of the generation, by name.
func (g *Generation) Members() []Member {
	all := g.all()
	members := make([]Member, len(all))
	for i, m := range all {
		members[i] = Member{m.name, m.index}
	}
	return members
}

func (g *Generation) all() []*member {
	g.mu.Lock()
	defer g.mu.Unlock()
	all := slices.Collect(maps.Values(g.members))
	slices.SortFunc(all, func(a, b *member) int { return strings.Compare(a.name, b.name) })
	return all
}

func (g *Generation) setOnChange(f func(*Generation)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.onChange = f
}

func (g *Generation) changed() {
	g.mu.Lock()
	f := g.onChange
	g.mu.Unlock()
	if f != nil {
		f(g)
	}
}

// Change is the newest state of one document.
type Change struct {
	ID       string
	Sequence int64
	// Document is nil when it was deleted.
	Document *corpus.Annotated
	// New says that no earlier state was ever in the change log: the
	// document need not be looked for in other indexes.
	New bool
}

// Apply puts a cycle into the indexes: the newest state of each document that
// changed after Progress, up to the number upTo. When it returns nil all of it
// is on disk and can be found. After an error nothing is lost: apply the same
// cycle, or a larger one, again.
func (g *Generation) Apply(ctx context.Context, changes []Change, upTo int64) error {
	if err := g.write(ctx, changes, upTo, ""); err != nil {
		return err
	}
	g.mu.Lock()
	g.progress.Sequence = max(g.progress.Sequence, upTo)
	moved := g.moved
	g.moved = make(chan struct{})
	err := g.progress.write(g.dir)
	g.mu.Unlock()
	close(moved)
	return err
}

// Refill puts documents of the past into an index that is Missing; those of
// other indexes are passed over.
func (g *Generation) Refill(ctx context.Context, name string, changes []Change) error {
	return g.write(ctx, changes, g.Progress(), name)
}

// Refilled says that a missing index has all that it should have.
func (g *Generation) Refilled(name string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.progress.Missing = slices.DeleteFunc(g.progress.Missing, func(n string) bool { return n == name })
	return g.progress.write(g.dir)
}

// Discard throws an index away that was found damaged; it is then Missing.
func (g *Generation) Discard(name string) error {
	g.mu.Lock()
	m := g.members[name]
	delete(g.members, name)
	g.mu.Unlock()
	g.changed() // before it closes, so that no new query meets it
	var closed error
	if m != nil {
		closed = m.index.Close()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return errors.Join(closed, g.forget(name), g.progress.write(g.dir))
}

// maxBatch is how many documents go into one index at once: larger batches
// gain nothing and hold more memory.
const maxBatch = 1000

// operation is one document for one index; a nil document deletes.
type operation struct {
	id       string
	document any
}

// write distributes changes over the indexes and waits until all are on disk.
// With only, every index but that one is left alone.
func (g *Generation) write(ctx context.Context, changes []Change, sequence int64, only string) error {
	shares, err := g.distribute(changes, only)
	if err != nil {
		return err
	}
	if only == "" {
		if err := g.displace(changes, shares); err != nil {
			return err
		}
	}
	fresh := false
	var group errgroup.Group
	group.SetLimit(2 * runtime.GOMAXPROCS(0)) // half of the time is waiting for the disk
	for _, name := range slices.Sorted(maps.Keys(shares)) {
		m, created, err := g.member(name)
		if err != nil {
			return errors.Join(err, group.Wait())
		}
		fresh = fresh || created
		group.Go(func() error { return m.apply(ctx, shares[name], sequence) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if fresh {
		g.changed()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for name := range shares {
		g.progress.Members[name] = max(sequence, g.progress.Members[name])
	}
	return nil
}

// distribute gives each index its share.
func (g *Generation) distribute(changes []Change, only string) (map[string][]operation, error) {
	shares := map[string][]operation{}
	for i := range changes {
		c := &changes[i]
		if c.Document == nil {
			continue
		}
		name, document := analysis.NewIndexDocument(c.Document)
		if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !isNameRune(r) }) {
			return nil, fmt.Errorf("document %s: %q cannot name an index", c.ID, name)
		}
		if only == "" || name == only {
			shares[name] = append(shares[name], operation{c.ID, document})
		}
	}
	return shares, nil
}

// displace adds the deletes: a document that was there before, in whatever
// index, must go from each that it does not belong to now. Every index is
// asked: what a document's language was is not remembered anywhere else, so
// nothing can disagree with it after a crash.
func (g *Generation) displace(changes []Change, shares map[string][]operation) error {
	belongs := map[string]string{} // index by id, of those just distributed
	for name, share := range shares {
		for _, op := range share {
			belongs[op.id] = name
		}
	}
	for _, m := range g.all() {
		look, err := m.lookup()
		if err != nil {
			return fmt.Errorf("index %s: %w", m.name, err)
		}
		for i := range changes {
			c := &changes[i]
			if c.New && c.Document != nil && c.Sequence > g.replay || belongs[c.ID] == m.name {
				continue
			}
			has, err := look.has(c.ID)
			if err != nil {
				return errors.Join(fmt.Errorf("index %s: %w", m.name, err), look.close())
			}
			if has {
				shares[m.name] = append(shares[m.name], operation{c.ID, nil})
			}
		}
		if err := look.close(); err != nil {
			return fmt.Errorf("index %s: %w", m.name, err)
		}
	}
	return nil
}

// member gives the index of a name, made if there is none.
func (g *Generation) member(name string) (m *member, created bool, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if m := g.members[name]; m != nil {
		return m, false, nil
	}
	mapping, err := mappingOf(name)
	if err != nil {
		return nil, false, err
	}
	if m, err = createMember(g.dir, name, mapping); err != nil {
		return nil, false, err
	}
	g.members[name] = m
	return m, true, nil
}

// apply writes an index's share. Each batch carries the number: it says how
// far the index may have come, and progress.json how far all surely have.
func (m *member) apply(ctx context.Context, share []operation, sequence int64) error {
	for part := range slices.Chunk(share, maxBatch) {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch := m.index.NewBatch()
		for _, op := range part {
			if op.document == nil {
				batch.Delete(op.id)
			} else if err := batch.Index(op.id, op.document); err != nil {
				return fmt.Errorf("index %s, document %s: %w", m.name, op.id, err)
			}
		}
		batch.SetInternal(sequenceKey, encodeSequence(max(sequence, m.sequence)))
		if err := m.persist(ctx, batch); err != nil {
			return err
		}
	}
	m.sequence = max(sequence, m.sequence)
	return nil
}

// Holding names, for each of the documents, the indexes that have it. One that
// is not where it should be shows that the index does not fit the corpus.
func (g *Generation) Holding(ids []string) (map[string][]string, error) {
	holding := make(map[string][]string, len(ids))
	for _, m := range g.all() {
		look, err := m.lookup()
		if err != nil {
			return nil, fmt.Errorf("index %s: %w", m.name, err)
		}
		for _, id := range ids {
			has, err := look.has(id)
			if err != nil {
				return nil, errors.Join(fmt.Errorf("index %s: %w", m.name, err), look.close())
			}
			if has {
				holding[id] = append(holding[id], m.name)
			}
		}
		if err := look.close(); err != nil {
			return nil, fmt.Errorf("index %s: %w", m.name, err)
		}
	}
	return holding, nil
}

// Mentioning names the documents that mention an entity; field is the type of
// the entity.
func (g *Generation) Mentioning(ctx context.Context, field, entity string) ([]string, error) {
	var ids []string
	for _, m := range g.all() {
		some, err := m.having(ctx, field, entity)
		if err != nil {
			return nil, fmt.Errorf("index %s: %w", m.name, err)
		}
		ids = append(ids, some...)
	}
	return ids, nil
}

// Count is the number of documents in all indexes.
func (g *Generation) Count() (n uint64, err error) {
	for _, m := range g.all() {
		in, err := m.index.DocCount()
		if err != nil {
			return 0, fmt.Errorf("index %s: %w", m.name, err)
		}
		n += in
	}
	return n, nil
}

// Size is the bytes on disk of each index.
func (g *Generation) Size() map[string]int64 {
	sizes := map[string]int64{}
	for _, m := range g.all() {
		files, err := os.ReadDir(filepath.Join(g.dir, m.name, "store"))
		if err != nil {
			continue
		}
		for _, f := range files {
			if info, err := f.Info(); err == nil { // else merged away just now
				sizes[m.name] += info.Size()
			}
		}
	}
	return sizes
}

// Close closes the indexes.
func (g *Generation) Close() error {
	g.mu.Lock()
	members := g.members
	g.members = map[string]*member{}
	g.mu.Unlock()
	var errs []error
	for _, m := range members {
		errs = append(errs, m.index.Close())
	}
	return errors.Join(errs...)
}
