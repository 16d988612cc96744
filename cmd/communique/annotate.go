package main

import (
	"io"
	"os"

	"communique/indexer"
	"communique/indexer/exchange"

	"github.com/spf13/cobra"
)

func newAnnotateCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "annotate [FILE...]",
		Short: "Read documents as JSON Lines, print what is inferred from each; nothing is stored",
		Long: "Read documents as JSON Lines from files or standard input and print one line for each line, in the same order:\n" +
			"language, mentions of persons, organisations, states, regions and dates, and topics. A line that cannot be used\n" +
			"gives an error with its number, and the run goes on.",
		RunE: func(c *cobra.Command, paths []string) error {
			explain, _ := c.Flags().GetBool("explain")
			steps, err := indexer.Steps()
			if err != nil {
				return err
			}
			own, err := loadGazetteers(c.Context(), gazetteersOf(c))
			if err != nil {
				return err
			}
			if !own.Empty() {
				steps = append(steps, exchange.NewStep(own))
			}
			if len(paths) == 0 {
				paths = []string{"-"}
			}
			for _, path := range paths {
				if err := annotateFile(c, path, steps, explain); err != nil {
					return err
				}
			}
			return nil
		},
	}
	c.Flags().String("gazetteers", "", "`folder` with gazetteers of your own, FollowTheMoney (.jsonl) or .tsv")
	c.Flags().Bool("explain", false, "name the rule that found each mention")
	return c
}

func annotateFile(c *cobra.Command, path string, steps indexer.Pipeline, explain bool) error {
	var in io.Reader = c.InOrStdin()
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	return indexer.AnnotateLines(c.Context(), in, c.OutOrStdout(), steps, explain)
}
