package main

import (
	"context"
	"errors"
	"fmt"

	"communique/corpus"
	"communique/corpus/store"
	"communique/indexer/write"
	"communique/search/analysis"

	"github.com/spf13/cobra"
)

func newVerifyCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "verify",
		Short: "Check corpus and index, and that they fit each other",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			err := withNode(c, nodeOptions{}, func(ctx context.Context, n *node) error { return verify(ctx, c, n) })
			if corpus.FaultOf(err) != corpus.Conflict {
				return err
			}
			// A server is at work: the corpus can be read beside it.
			s, shared := store.Open(c.Context(), dataOf(c), store.Options{Shared: true})
			if shared != nil {
				return errors.Join(err, shared)
			}
			defer s.Close()
			if err := s.Check(c.Context()); err != nil {
				return err
			}
			c.Println("the corpus is sound; stop the server to check the index too")
			return nil
		},
	}
	dataFlag(c)
	gazetteerFlag(c)
	return c
}

// maxNamed is how many misplaced documents verify names.
const maxNamed = 20

func verify(ctx context.Context, c *cobra.Command, n *node) error {
	if err := n.store.Check(ctx); err != nil {
		return err
	}
	damaged := n.index.Current().Missing()
	for name, err := range n.index.Current().Check(ctx) {
		c.PrintErrln(err)
		damaged = append(damaged, name)
	}
	if len(damaged) > 0 {
		return fmt.Errorf("damaged indexes: %v; they are built anew when the server starts", damaged)
	}
	n.start(context.WithoutCancel(ctx))
	if err := n.service.WaitIndexed(ctx, n.store.LastSequence()); err != nil {
		return err
	}
	documents, misplaced, err := compare(ctx, c, n.store, n.index.Current())
	if err != nil {
		return err
	}
	count, err := n.index.Current().Count()
	if err != nil {
		return err
	}
	if misplaced > 0 || count != uint64(documents) {
		return fmt.Errorf("%d documents in the corpus, %d in the index, %d not where they should be: run `communique reindex`", documents, count, misplaced)
	}
	c.Printf("corpus and index are sound: %d documents\n", documents)
	return nil
}

// compare asks for every document whether the index of its language has it,
// and no other.
func compare(ctx context.Context, c *cobra.Command, s *store.Store, g *write.Generation) (documents, misplaced int, err error) {
	want := map[string]string{}
	flush := func() error {
		ids := make([]string, 0, len(want))
		for id := range want {
			ids = append(ids, id)
		}
		holding, err := g.Holding(ids)
		if err != nil {
			return err
		}
		for id, index := range want {
			if in := holding[id]; len(in) != 1 || in[0] != index {
				if misplaced++; misplaced <= maxNamed {
					c.PrintErrf("document %s should be in index %s and is in %v\n", id, index, in)
				}
			}
		}
		clear(want)
		return nil
	}
	err = s.Each(ctx, func(d store.Stored) error {
		documents++
		if d.Annotations == nil {
			misplaced++
			return nil
		}
		want[d.Document.ID] = analysis.IndexOf(d.Annotations.Language.Code)
		if len(want) < 1000 {
			return nil
		}
		return flush()
	})
	return documents, misplaced, cmpOr(err, flush)
}

// cmpOr is err, or what a last step says.
func cmpOr(err error, last func() error) error {
	if err != nil {
		return err
	}
	return last()
}
