package main

import (
	"communique/corpus/store"

	"github.com/spf13/cobra"
)

func newBackupCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write the whole corpus to a new file, also while a server runs",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			s, err := store.Open(c.Context(), dataOf(c), store.Options{Shared: true})
			if err != nil {
				return err
			}
			defer s.Close()
			if err := s.Backup(c.Context(), args[0]); err != nil {
				return err
			}
			c.Printf("%s holds the corpus as it was; `communique restore %s` puts it back\n", args[0], args[0])
			return nil
		},
	}
	dataFlag(c)
	return c
}

func newRestoreCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup in place; the index is built anew at the next start",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			replace, _ := c.Flags().GetBool("replace")
			if err := store.Restore(c.Context(), dataOf(c), args[0], replace); err != nil {
				return err
			}
			c.Printf("the corpus of %s is in %s\n", args[0], dataOf(c))
			return nil
		},
	}
	dataFlag(c)
	c.Flags().Bool("replace", false, "throw away the corpus that is there")
	return c
}
