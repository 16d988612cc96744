package main

import (
	"bufio"

	"communique/corpus"
	"communique/corpus/ftm"
	"communique/corpus/store"

	"github.com/spf13/cobra"
)

func newExportCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "export",
		Short: "Print the whole corpus as FollowTheMoney, also while a server runs",
		Long: "Print every document with its mentions, then every person, organisation and office that is mentioned, as FollowTheMoney:\n" +
			"a JSON object on each line (Article, Mention, Person, Organization, PublicBody, Position, Occupancy). What is printed can\n" +
			"be read back as a gazetteer; the ids stay the same. A part of the corpus: GET /api/v1/export?format=ftm with a search.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if format, _ := c.Flags().GetString("format"); format != "ftm" {
				return usagef("--format: %q is unknown: ftm is the only one", format)
			}
			s, err := store.Open(c.Context(), dataOf(c), store.Options{Shared: true})
			if err != nil {
				return err
			}
			defer s.Close()
			out := bufio.NewWriterSize(c.OutOrStdout(), 1<<16)
			x := ftm.NewExporter(out)
			waiting := 0
			err = s.Each(c.Context(), func(d store.Stored) error {
				if d.Annotations == nil {
					waiting++
					return nil
				}
				return x.Document(corpus.Annotated{Document: d.Document, Annotations: *d.Annotations})
			})
			if err == nil {
				err = x.Close()
			}
			if err == nil {
				err = out.Flush()
			}
			if waiting > 0 {
				c.PrintErrf("%d documents are left out: the server has not annotated them yet\n", waiting)
			}
			return err
		},
	}
	dataFlag(c)
	c.Flags().String("format", "ftm", "ftm: FollowTheMoney as JSON Lines")
	return c
}
