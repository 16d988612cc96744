package main

import (
	"fmt"
	"runtime"

	"communique/corpus/store"
	"communique/search/analysis"

	"github.com/spf13/cobra"
)

// version is set when a release is built.
var version = "dev"

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program and of what it writes",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(c.OutOrStdout(), "communique %s (corpus schema %d, index schema %d, %s)\n",
				version, store.SchemaVersion, analysis.SchemaVersion, runtime.Version())
			return err
		},
	}
}
