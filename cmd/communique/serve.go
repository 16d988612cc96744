package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"runtime"
	"strings"
	"syscall"
	"time"

	"communique/api"
	"communique/api/names"
	"communique/indexer"
	"communique/indexer/detect"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
)

func newServeCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve pages and API over a data folder",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			rebuild, _ := c.Flags().GetBool("reindex")
			l, err := listen(c)
			if err != nil {
				return err
			}
			defer l.Close()
			return serve(c, l, nodeOptions{rebuild: rebuild}, func(context.Context, *node) error { return nil })
		},
	}
	dataFlag(c)
	serverFlags(c)
	c.Flags().Bool("reindex", false, "build a new index beside the one that answers")
	return c
}

func serverFlags(c *cobra.Command) {
	c.Flags().String("listen", "127.0.0.1:8080", "`address` and port to serve on")
	c.Flags().String("base-url", "", "`address` under which the world knows the server, as in https://search.example.org")
	c.Flags().StringArray("source-languages", nil, "the languages that documents of a source can be in, as in `interior-ro=ro,hu`; one forces it")
	gazetteerFlag(c)
	c.Flags().StringSlice("cors", nil, "`origins` whose scripts may read the API, * for any")
}

func listen(c *cobra.Command) (net.Listener, error) {
	address, _ := c.Flags().GetString("listen")
	l, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is taken by another program: stop it, or serve elsewhere with --listen 127.0.0.1:8081", address)
	case err != nil:
		return nil, usagef("--listen %s: %w", address, err)
	}
	return l, nil
}

// sourceLanguages reads --source-languages.
func sourceLanguages(c *cobra.Command) (map[string][]string, error) {
	rules, _ := c.Flags().GetStringArray("source-languages")
	out := map[string][]string{}
	for _, rule := range rules {
		i := strings.LastIndexByte(rule, '=')
		if i < 1 {
			return nil, usagef("--source-languages %s: write the name of the source, = and codes, as in interior-ro=ro,hu", rule)
		}
		codes := strings.Split(rule[i+1:], ",")
		if err := detect.Check(codes); err != nil {
			return nil, usagef("--source-languages %s: %w", rule, err)
		}
		out[strings.TrimSpace(rule[:i])] = codes
	}
	return out, nil
}

// uploadPatience is how long a sender waits for a slow index before it is
// told to come back.
const uploadPatience = 20 * time.Second

// serve answers on l until the command is told to stop. first is work to do
// when the folder is open, while requests are already answered.
func serve(c *cobra.Command, l net.Listener, o nodeOptions, first func(context.Context, *node) error) error {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	o.registerer, o.patience, o.gazetteers = registry, uploadPatience, gazetteersOf(c)
	var err error
	if o.sourceLanguages, err = sourceLanguages(c); err != nil {
		return err
	}
	return withNode(c, o, func(ctx context.Context, n *node) error {
		baseURL, _ := c.Flags().GetString("base-url")
		origins, _ := c.Flags().GetStringSlice("cors")
		server, err := api.New(api.Config{
			Searcher: n.engine, Documents: documents{n}, Ingester: ingester{n}, Keys: n.store, Tenures: n.store, Corrections: corrections{n},
			Catalogue: &names.Catalogue{Searcher: n.engine, Person: n.personName, Own: n.own.Load, Corrections: n.rules, Detection: detect.How},
			Ready:     n.ready, Stats: n.stats, Registry: registry, Version: version, BaseURL: baseURL, CORSOrigins: origins,
			MaxDocument: indexer.MaxText, MaxSearches: 4 * runtime.GOMAXPROCS(0),
		})
		if err != nil {
			return err
		}
		group, ctx := errgroup.WithContext(ctx)
		// The follower outlives the requests that are finished at the stop.
		n.start(context.WithoutCancel(ctx))
		group.Go(func() error { return server.Serve(ctx, l) })
		group.Go(func() error { return first(ctx, n) })
		group.Go(func() error { n.warm(ctx); return nil })
		group.Go(func() error { return n.watchGazetteers(ctx, o.gazetteers) })
		slog.Info("serving", "address", "http://"+l.Addr().String(), "data", n.store.Dir(), "documents_behind", n.service.Lag())
		err = group.Wait()
		if errors.Is(err, context.Canceled) && c.Context().Err() != nil {
			err = nil // told to stop while first was at work
		}
		slog.Info("stopped")
		return err
	})
}
