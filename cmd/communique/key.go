package main

import (
	"context"
	"fmt"
	"time"

	"communique/corpus"
	"communique/corpus/store"

	"github.com/spf13/cobra"
)

func newKeyCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "key",
		Short: "Manage the API keys that may write, also while a server runs",
		Long:  "Manage the API keys that may write. As long as there is none, only the server's own machine may.",
	}
	add := &cobra.Command{
		Use: "add NAME", Short: "Make a key and print its secret, this once", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withKeys(c, func(ctx context.Context, s *store.Store) error {
				secret, err := s.AddKey(ctx, args[0])
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(c.OutOrStdout(), secret)
				return err
			})
		},
	}
	list := &cobra.Command{
		Use: "list", Short: "List the keys by name", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withKeys(c, func(ctx context.Context, s *store.Store) error {
				keys, err := s.Keys(ctx)
				for _, k := range keys {
					fmt.Fprintf(c.OutOrStdout(), "%s\t%s\n", k.Name, k.Created.Format(time.RFC3339))
				}
				return err
			})
		},
	}
	remove := &cobra.Command{
		Use: "remove NAME", Short: "End a key at once", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withKeys(c, func(ctx context.Context, s *store.Store) error { return s.RemoveKey(ctx, args[0]) })
		},
	}
	for _, sub := range []*cobra.Command{add, list, remove} {
		dataFlag(sub)
		c.AddCommand(sub)
	}
	return c
}

// withKeys opens the corpus, beside a running server if there is one.
func withKeys(c *cobra.Command, work func(context.Context, *store.Store) error) error {
	ctx := c.Context()
	s, err := store.Open(ctx, dataOf(c), store.Options{})
	if corpus.FaultOf(err) == corpus.Conflict {
		s, err = store.Open(ctx, dataOf(c), store.Options{Shared: true})
	}
	if err != nil {
		return err
	}
	defer s.Close()
	return work(ctx, s)
}
