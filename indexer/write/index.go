package write

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
)

// Options of Open.
type Options struct {
	// Dir is the index folder: `index` in the data folder.
	Dir string
	// Corpus is the name of the corpus that the index follows; an index of
	// another corpus is thrown away.
	Corpus string
	// LastSequence is the newest number of the corpus's change log; an index
	// that is ahead of it followed another history and is thrown away.
	LastSequence int64
	// Generation names what the index is made with: the schema version and
	// the hash of the data. Letters, digits, '-' and '_'.
	Generation string
	// Rebuild makes a new generation even if there is one of this name.
	Rebuild bool
	// Grace is how long the indexes of an older generation stay open for
	// the queries that still use them; 0 means 30 seconds.
	Grace time.Duration
	Log   *slog.Logger // nil means slog.Default
}

// Member is one index of the generation that answers.
type Member struct {
	Name  string // of the language pack, or "und"
	Index bleve.Index
}

// Index is the open index folder. It is safe for concurrent use.
type Index struct {
	options Options

	mu      sync.Mutex
	current *Generation
	next    *Generation // being filled; nil if none
	watch   []func([]Member)
	closing sync.WaitGroup
	closed  chan struct{}
}

// currentFile names the file that names the generation that answers.
const currentFile = "CURRENT"

// Open opens the index folder, making it if there is none. The generation
// that answered last answers again at once; if another one is wanted, that
// one is Next, to be filled.
func Open(ctx context.Context, o Options) (*Index, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Grace == 0 {
		o.Grace = 30 * time.Second
	}
	if o.Generation == "" || strings.ContainsFunc(o.Generation, func(r rune) bool { return !isNameRune(r) }) {
		return nil, fmt.Errorf("index: %q cannot name a generation", o.Generation)
	}
	if err := os.MkdirAll(o.Dir, 0o750); err != nil {
		return nil, fmt.Errorf("index folder: %w", err)
	}
	x := &Index{options: o, closed: make(chan struct{})}
	if err := x.open(ctx); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}

func isNameRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_'
}

func (x *Index) open(ctx context.Context) error {
	serving := x.serving()
	wanted := x.options.Generation
	if serving != "" && baseOf(serving) == wanted {
		wanted = serving
	}
	if x.options.Rebuild && serving != "" {
		wanted = x.options.Generation + "." + strconv.Itoa(turnOf(serving)+1)
	}
	var err error
	if serving != "" && serving != wanted {
		// An older generation answers until the new one is full. What is
		// damaged in it is left out, not repaired.
		if x.current, err = openGeneration(ctx, x.options, serving, false); err != nil {
			return err
		}
		if x.current != nil {
			x.next, err = openGeneration(ctx, x.options, wanted, true)
			return errors.Join(err, x.sweep())
		}
	}
	if x.current, err = openGeneration(ctx, x.options, wanted, true); err != nil {
		return err
	}
	if serving != wanted {
		if err := writeFile(filepath.Join(x.options.Dir, currentFile), []byte(wanted+"\n")); err != nil {
			return err
		}
	}
	return x.sweep()
}

// serving is the name in CURRENT, "" if there is none that can be used.
func (x *Index) serving() string {
	b, err := os.ReadFile(filepath.Join(x.options.Dir, currentFile))
	name := strings.TrimSpace(string(b))
	if err != nil || name == "" || name != filepath.Base(name) || strings.HasPrefix(name, ".") {
		return ""
	}
	return name
}

// A generation that was rebuilt with the same data has a turn behind its
// name: `1-abc.2`.
func baseOf(generation string) string {
	base, _, _ := strings.Cut(generation, ".")
	return base
}

func turnOf(generation string) int {
	_, turn, _ := strings.Cut(generation, ".")
	n, _ := strconv.Atoi(turn)
	return n
}

// sweep deletes what no generation in use owns: older generations and what a
// crash left behind.
func (x *Index) sweep() error {
	entries, err := os.ReadDir(x.options.Dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == currentFile || x.current != nil && e.Name() == x.current.name || x.next != nil && e.Name() == x.next.name {
			continue
		}
		if err := os.RemoveAll(filepath.Join(x.options.Dir, e.Name())); err != nil {
			x.options.Log.Warn("an old index could not be deleted", "path", e.Name(), "error", err)
		}
	}
	return nil
}

// Current is the generation that answers; Next the one being filled, nil if
// there is none.
func (x *Index) Current() *Generation {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.current
}

// Next is the generation being filled beside the current one, nil if none.
func (x *Index) Next() *Generation {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.next
}

// Members are the indexes that answer, by name.
func (x *Index) Members() []Member {
	if g := x.Current(); g != nil {
		return g.Members()
	}
	return nil
}

// Watch calls changed with the members, now and each time when they change,
// before any of the old ones is closed. Calls never overlap.
func (x *Index) Watch(changed func([]Member)) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.watch = append(x.watch, changed)
	if x.current != nil {
		changed(x.current.Members())
	}
	for _, g := range []*Generation{x.current, x.next} {
		if g != nil {
			g.setOnChange(x.changed)
		}
	}
}

// changed is called by a generation whose members changed.
func (x *Index) changed(g *Generation) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if g == x.current {
		x.tell()
	}
}

func (x *Index) tell() {
	members := x.current.Members()
	for _, changed := range x.watch {
		changed(members)
	}
}

// Switch lets the next generation answer, in one step. The older one is
// closed and deleted when the queries that use it have had their time.
func (x *Index) Switch() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.next == nil {
		return errors.New("index: there is no next generation")
	}
	if err := writeFile(filepath.Join(x.options.Dir, currentFile), []byte(x.next.name+"\n")); err != nil {
		return err
	}
	old := x.current
	x.current, x.next = x.next, nil
	x.tell()
	x.options.Log.Info("index switched", "generation", x.current.name, "before", old.name)
	x.closing.Go(func() {
		select {
		case <-time.After(x.options.Grace):
		case <-x.closed:
		}
		if err := errors.Join(old.Close(), os.RemoveAll(old.dir)); err != nil {
			x.options.Log.Warn("the old index could not be deleted", "generation", old.name, "error", err)
		}
	})
	return nil
}

// Begin wants another generation while the index is open: it becomes Next, to
// be filled, unless it is the one that answers. What was being filled before
// is thrown away; nobody may write to it any more. lastSequence is as in
// Options.
func (x *Index) Begin(ctx context.Context, generation string, lastSequence int64) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.current == nil {
		return errClosed
	}
	x.options.Generation, x.options.LastSequence = generation, lastSequence
	if x.next != nil {
		if baseOf(x.next.name) == generation {
			return nil
		}
		old := x.next
		x.next = nil
		if err := errors.Join(old.Close(), os.RemoveAll(old.dir)); err != nil {
			x.options.Log.Warn("an unfinished index could not be deleted", "generation", old.name, "error", err)
		}
	}
	if baseOf(x.current.name) == generation {
		return nil
	}
	// One of that name may still be open for the last queries that use it.
	name := generation
	for turn := 1; ; turn++ {
		if _, err := os.Lstat(filepath.Join(x.options.Dir, name)); errors.Is(err, os.ErrNotExist) {
			break
		}
		name = generation + "." + strconv.Itoa(turn)
	}
	next, err := openGeneration(ctx, x.options, name, true)
	if err != nil {
		return err
	}
	next.setOnChange(x.changed)
	x.next = next
	return nil
}

// Close closes every index. Queries that still run are waited for.
func (x *Index) Close() error {
	x.mu.Lock()
	current, next := x.current, x.next
	x.current, x.next = nil, nil
	select {
	case <-x.closed:
	default:
		close(x.closed)
	}
	x.mu.Unlock()
	x.closing.Wait()
	var errs []error
	for _, g := range []*Generation{current, next} {
		if g != nil {
			errs = append(errs, g.Close())
		}
	}
	return errors.Join(errs...)
}
