package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"syscall"

	"communique/corpus/sample"

	"github.com/spf13/cobra"
)

func newDemoCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "demo",
		Short: "Serve the bundled releases: the quickest way to see what this is",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			l, err := listen(c)
			if err != nil && !c.Flags().Changed("listen") {
				l, err = net.Listen("tcp", "127.0.0.1:0") // the usual port is taken: any will do
			}
			if err != nil {
				return err
			}
			defer l.Close()
			err = serve(c, l, nodeOptions{}, func(ctx context.Context, n *node) error {
				if err := loadSample(ctx, n); err != nil {
					return err
				}
				_, err := fmt.Fprintf(c.OutOrStdout(), "\n  Communique serves its bundled releases on  http://%s\n  Ctrl-C ends it.\n\n", l.Addr())
				return err
			})
			if errors.Is(err, syscall.EPIPE) {
				return nil
			}
			return err
		},
	}
	c.Flags().String("data", demoFolder(), "data `folder`")
	serverFlags(c)
	return c
}

func demoFolder() string {
	if cache, err := os.UserCacheDir(); err == nil {
		return filepath.Join(cache, "communique", "demo")
	}
	return filepath.Join(os.TempDir(), "communique-demo")
}

// loadSample takes the bundled releases in, unless they are there, and waits
// until they can be found. After a change of the bundle the changed ones are
// taken in.
func loadSample(ctx context.Context, n *node) error {
	all := sample.Documents()
	outcomes, err := n.service.Ingest(ctx, all)
	if err != nil {
		return err
	}
	for i, o := range outcomes {
		if o.Err != nil {
			return fmt.Errorf("bundled release %s: %w", all[i].ID, o.Err)
		}
	}
	if err := n.service.WaitIndexed(ctx, n.store.LastSequence()); err != nil {
		return err
	}
	slog.Debug("bundled releases loaded", "documents", len(all))
	return nil
}
