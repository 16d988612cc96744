package main

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"communique/corpus"
	"communique/indexer"
	"communique/indexer/annotate"
	"communique/indexer/detect"
	"communique/indexer/read"

	"github.com/spf13/cobra"
)

func newIngestCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "ingest PATH...",
		Short: "Take documents in: files, folders, JSON Lines, - for standard input",
		Long: "Take documents in: HTML pages, text, JSON Lines, folders of these with or without a manifest.jsonl,\n" +
			"and - for JSON Lines on standard input. Documents that cannot be used are named and passed over.\n" +
			"With --server they go to a running server; else the data folder must not be in use.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, paths []string) error {
			server, _ := c.Flags().GetString("server")
			source, _ := c.Flags().GetString("source")
			languages, err := languagesOf(c)
			if err != nil {
				return err
			}
			items := indexer.Among(indexer.Items(pathsOf(c, paths), source), languages)
			if server != "" {
				key, _ := c.Flags().GetString("key")
				return send(c, items, server, key)
			}
			return withNode(c, nodeOptions{maxLag: 10_000}, func(ctx context.Context, n *node) error {
				return ingest(ctx, n, items, newProgress(c.ErrOrStderr()))
			})
		},
	}
	dataFlag(c)
	gazetteerFlag(c)
	c.Flags().String("server", "", "`URL` of a running server to send the documents to")
	c.Flags().String("key", "", "API `key` for the server")
	c.Flags().String("source", "", "`name` of where the documents come from")
	c.Flags().String("language", "", "the `code` of the language that all are in, whatever they look like")
	c.Flags().StringSlice("languages", nil, "the `codes` of the only languages that they can be in")
	return c
}

// languagesOf reads --language and --languages; a document's own list wins
// over them.
func languagesOf(c *cobra.Command) ([]string, error) {
	one, _ := c.Flags().GetString("language")
	some, _ := c.Flags().GetStringSlice("languages")
	if one != "" {
		if len(some) > 0 {
			return nil, usagef("--language forces one, --languages gives a choice: use one of them")
		}
		some = []string{one}
	}
	if err := detect.Check(some); err != nil {
		return nil, usagef("%w", err)
	}
	return some, nil
}

// pathsOf reads one path after the other.
func pathsOf(c *cobra.Command, paths []string) iter.Seq2[read.Item, error] {
	return func(yield func(read.Item, error) bool) {
		for _, path := range paths {
			items := read.Path(c.Context(), path, read.Options{VisibleDate: annotate.Day})
			if path == "-" {
				items = read.Lines(c.Context(), c.InOrStdin(), "standard input")
			}
			for item, err := range items {
				if !yield(item, err) {
					return
				}
			}
		}
	}
}

// ingest takes documents into an open folder and waits until all are found.
func ingest(ctx context.Context, n *node, items iter.Seq2[indexer.Item, error], p *progress) error {
	n.start(context.WithoutCancel(ctx))
	begun := time.Now()
	report, err := n.service.IngestAll(ctx, items, func(items []indexer.Item, outcomes []indexer.Outcome, so indexer.Report) {
		for i, o := range outcomes {
			if o.Err != nil {
				p.println(problem(items[i], o.Err))
			}
		}
		p.show("ingesting", "documents", so.Total(), "rejected", so.Rejected, "per_second", rate(so.Total(), begun))
	})
	for err == nil && n.service.Indexed() < report.Sequence {
		waiting, cancel := context.WithTimeout(ctx, time.Second)
		_ = n.service.WaitIndexed(waiting, report.Sequence)
		cancel()
		p.show("indexing", "documents_behind", n.service.Lag())
		err = ctx.Err()
	}
	p.done()
	p.println(fmt.Sprintf("%d documents: %d new, %d changed, %d unchanged, %d rejected; %d per second",
		report.Total(), report.Created, report.Updated, report.Unchanged, report.Rejected, rate(report.Total(), begun)))
	if err != nil {
		return fmt.Errorf("stopped early, what is counted is safe: %w", err)
	}
	return rejected(report)
}

func rejected(r indexer.Report) error {
	if r.Rejected > 0 {
		return fmt.Errorf("%d of %d documents were rejected, the reasons stand above", r.Rejected, r.Total())
	}
	return nil
}

// problem names the place and the reason, once.
func problem(item indexer.Item, err error) string {
	place := item.File
	if item.Line > 0 {
		place = fmt.Sprintf("%s:%d", place, item.Line)
	}
	if text := err.Error(); strings.HasPrefix(text, place) {
		return text
	}
	if item.Document.ID != "" && corpus.FaultOf(err) != corpus.Internal {
		return fmt.Sprintf("%s: %s: %s", place, item.Document.ID, err)
	}
	return fmt.Sprintf("%s: %s", place, err)
}

func rate(n int, since time.Time) int {
	return int(float64(n) / max(time.Since(since).Seconds(), 0.001))
}
