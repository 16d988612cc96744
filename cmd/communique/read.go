package main

import (
	"bufio"
	"encoding/json"
	"fmt"

	"communique/indexer"
	"communique/indexer/annotate"
	"communique/indexer/detect"
	"communique/indexer/read"

	"github.com/spf13/cobra"
)

func newReadCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "read FILE...",
		Short: "Print what is read from files, one JSON line a document; nothing is stored",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, paths []string) error {
			url, _ := c.Flags().GetString("url")
			out := bufio.NewWriter(c.OutOrStdout())
			lines := json.NewEncoder(out)
			lines.SetEscapeHTML(false)
			failed := 0
			languages, err := detect.New(detect.Options{})
			if err != nil {
				return err
			}
			for _, path := range paths {
				for item, err := range read.Path(c.Context(), path, read.Options{URL: url, VisibleDate: annotate.Day}) {
					if c.Context().Err() != nil {
						return c.Context().Err()
					}
					if err != nil {
						failed++
						fmt.Fprintln(c.ErrOrStderr(), problem(indexer.Item{File: item.File, Line: item.Line}, err))
						continue
					}
					d := indexer.FromRead(item.Document)
					d.ID = d.DeriveID()
					if d.Language == "" {
						// The page says nothing: what it is written in, if that is plain.
						if found := languages.Detect(d.Title, d.Text, "", d.Country); found.Confidence >= 0.9 {
							d.Language = found.Code
						}
					}
					if err := lines.Encode(d); err != nil {
						return err
					}
				}
			}
			if err := out.Flush(); err != nil {
				return err
			}
			if failed > 0 {
				return fmt.Errorf("%d documents could not be read", failed)
			}
			return nil
		},
	}
	c.Flags().String("url", "", "`address` that the file was fetched from")
	return c
}
