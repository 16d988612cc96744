package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"
)

func newReindexCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "reindex",
		Short: "Build the index anew from the corpus",
		Long:  "Build the index anew from the corpus. While a server runs, use `communique serve --reindex` in its place: it answers meanwhile.",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			p := newProgress(c.ErrOrStderr())
			return withNode(c, nodeOptions{rebuild: true}, func(ctx context.Context, n *node) error {
				n.start(context.WithoutCancel(ctx))
				for building := n.index.Next(); building != nil && n.index.Next() != nil; {
					p.show("indexing", "change", building.Progress(), "of", n.store.LastSequence())
					select {
					case <-time.After(100 * time.Millisecond):
					case <-ctx.Done():
						return ctx.Err()
					}
				}
				if err := n.service.WaitIndexed(ctx, n.store.LastSequence()); err != nil {
					return err
				}
				p.done()
				count, err := n.index.Current().Count()
				if err == nil {
					c.Printf("%d documents in a new index\n", count)
				}
				return err
			})
		},
	}
	dataFlag(c)
	gazetteerFlag(c)
	return c
}
