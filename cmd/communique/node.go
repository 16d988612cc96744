package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"communique/corpus"
	"communique/corpus/ftm"
	"communique/corpus/store"
	"communique/indexer"
	"communique/indexer/correct"
	"communique/indexer/write"
	"communique/search/engine"
	"communique/search/query"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/spf13/cobra"
)

// node is a data folder at work: corpus, index, the service between them and
// the engine that answers from them.
type node struct {
	store   *store.Store
	index   *write.Index
	service *indexer.Service
	engine  *engine.Engine
	steps   indexer.Pipeline         // of the program
	rules   *correct.Rules           // the corrections in force
	own     atomic.Pointer[ftm.List] // the gazetteers of the folder's own

	gazetteersSeen string // signature of their folder when it was read

	persons     sync.Map // names by id, see personName
	personCount atomic.Int64

	stop func() error // of the follower; nil if it was never started
}

// nodeOptions are what commands differ in.
type nodeOptions struct {
	rebuild    bool          // make a new index
	gazetteers string        // folder; empty: none
	maxLag     int64         // see indexer.Options
	patience   time.Duration // see indexer.Options
	registerer prometheus.Registerer
	// sourceLanguages: see indexer.Options
	sourceLanguages map[string][]string
}

func dataFlag(c *cobra.Command) {
	c.Flags().String("data", "data", "data `folder`")
}

func dataOf(c *cobra.Command) string {
	dir, _ := c.Flags().GetString("data")
	return dir
}

// openNode opens a data folder, making it if there is none.
func openNode(ctx context.Context, dir string, o nodeOptions) (*node, error) {
	n := &node{rules: &correct.Rules{}}
	var err error
	if n.store, err = store.Open(ctx, dir, store.Options{}); err != nil {
		return nil, err
	}
	if n.steps, err = indexer.Steps(); err != nil {
		return nil, errors.Join(err, n.close())
	}
	n.gazetteersSeen = signature(o.gazetteers)
	list, err := loadGazetteers(ctx, o.gazetteers)
	if err != nil {
		return nil, errors.Join(err, n.close())
	}
	n.own.Store(list)
	steps := n.pipeline(list)
	n.index, err = write.Open(ctx, write.Options{
		Dir: filepath.Join(dir, "index"), Corpus: n.store.Name(), LastSequence: n.store.LastSequence(),
		Generation: steps.Generation(), Rebuild: o.rebuild,
	})
	if err != nil {
		return nil, errors.Join(err, n.close())
	}
	n.service = indexer.New(n.store, n.index, steps, indexer.Options{
		Data: steps.Data(), MaxLag: o.maxLag, Patience: o.patience, Registerer: o.registerer, SourceLanguages: o.sourceLanguages,
		Corrections: n.rules,
	})
	if err := n.service.LoadCorrections(ctx); err != nil {
		return nil, errors.Join(err, n.close())
	}
	n.engine = engine.New(engine.Config{Members: n.members, Texts: n.store.Documents, Registerer: o.registerer})
	return n, nil
}

func (n *node) members() []engine.Member {
	all := n.index.Members()
	members := make([]engine.Member, len(all))
	for i, m := range all {
		members[i] = engine.Member{Name: m.Name, Index: m.Index}
	}
	return members
}

// start lets the index follow the corpus until close.
func (n *node) start(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- n.service.Run(ctx) }()
	n.stop = func() error {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			return fmt.Errorf("the index stopped following: %w", err)
		}
		return nil
	}
}

// warm asks for everything once, so that the first visitor does not wait for
// the columns to be read.
func (n *node) warm(ctx context.Context) {
	if _, err := n.engine.Count(ctx, query.Query{}); err != nil && ctx.Err() == nil {
		slog.Warn("the first question failed", "error", err)
	}
}

// close ends everything in order. It may be called twice.
func (n *node) close() error {
	var errs []error
	if n.stop != nil {
		errs = append(errs, n.stop())
	}
	if n.index != nil {
		errs = append(errs, n.index.Close())
	}
	if n.store != nil {
		errs = append(errs, n.store.Close())
	}
	n.stop, n.index, n.store = nil, nil, nil
	return errors.Join(errs...)
}

// ready says whether all that was in the corpus can be found, give or take
// what is coming in.
func (n *node) ready(context.Context) error {
	if lag := n.service.Lag(); lag > readyLag {
		return corpus.Errorf(corpus.Busy, "the index is %d documents behind", lag)
	}
	if missing := n.index.Current().Missing(); len(missing) > 0 {
		slog.Debug("ready, with indexes being built anew", "missing", missing)
	}
	return nil
}

// readyLag is how far behind the index may be for searches to be called
// right: twice what Ingest lets grow.
const readyLag = 4000

// withNode runs a command's work in its data folder.
func withNode(c *cobra.Command, o nodeOptions, work func(ctx context.Context, n *node) error) (err error) {
	ctx := c.Context()
	o.gazetteers = gazetteersOf(c)
	n, err := openNode(ctx, dataOf(c), o)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, n.close()) }()
	return work(ctx, n)
}
