package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"communique/corpus/ftm"
	"communique/indexer"
	"communique/indexer/exchange"

	"github.com/spf13/cobra"
)

// gazetteerFolder is where a data folder keeps the gazetteers of its own.
const gazetteerFolder = "gazetteers"

func gazetteerFlag(c *cobra.Command) {
	c.Flags().String("gazetteers", "", "`folder` with gazetteers of your own, FollowTheMoney (.jsonl) or .tsv (default: gazetteers in the data folder)")
}

// gazetteersOf is the folder that a command reads, empty if there is none.
func gazetteersOf(c *cobra.Command) string {
	if dir, _ := c.Flags().GetString("gazetteers"); dir != "" {
		return dir
	}
	if c.Flags().Lookup("data") == nil {
		return ""
	}
	return filepath.Join(dataOf(c), gazetteerFolder)
}

// maxShownProblems is how many bad lines the log names.
const maxShownProblems = 20

// loadGazetteers reads the folder and says in the log what cannot be used.
func loadGazetteers(ctx context.Context, dir string) (*ftm.List, error) {
	if dir == "" {
		return nil, nil
	}
	l, err := ftm.Load(ctx, dir)
	if err != nil {
		return nil, err
	}
	for i, p := range l.Problems {
		if i == maxShownProblems {
			slog.Warn("further lines of the gazetteers are passed over: `communique gazetteers` lists them", "lines", l.Bad-i)
			break
		}
		slog.Warn("a line of the gazetteers is passed over", "file", filepath.Join(dir, p.File), "line", p.Line, "problem", p.Message)
	}
	if l.Files > 0 {
		slog.Info("gazetteers of your own", "folder", dir, "files", l.Files, "entities", len(l.Entities), "bad_lines", l.Bad)
	}
	return l, nil
}

// pipeline is the program's steps with those of this data folder.
func (n *node) pipeline(l *ftm.List) indexer.Pipeline {
	p := append(indexer.Pipeline{}, n.steps...)
	if !l.Empty() {
		p = append(p, exchange.NewStep(l))
	}
	return append(p, n.rules)
}

// gazetteerPause is how often the folder is looked at for changes.
const gazetteerPause = 2 * time.Second

// watchGazetteers reads the folder again when something in it has changed and
// has then been quiet for a moment, and builds a new index beside the one that
// answers, until ctx ends.
func (n *node) watchGazetteers(ctx context.Context, dir string) error {
	if dir == "" {
		return nil
	}
	read, before := n.gazetteersSeen, n.gazetteersSeen
	for {
		select {
		case <-time.After(gazetteerPause):
		case <-ctx.Done():
			return nil
		}
		now := signature(dir)
		quiet := now == before
		before = now
		if !quiet || now == read {
			continue
		}
		read = now
		l, err := loadGazetteers(ctx, dir)
		if err != nil {
			slog.Error("the gazetteers cannot be read; those of before stay in force", "error", err)
			continue
		}
		if l.Fingerprint() == n.own.Load().Fingerprint() {
			continue
		}
		n.own.Store(l)
		n.forgetNames()
		n.service.Replace(n.pipeline(l))
	}
}

// signature changes with the files of a folder.
func signature(dir string) string {
	files, err := ftm.Files(dir)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, f := range files {
		if info, err := os.Stat(filepath.Join(dir, f)); err == nil {
			fmt.Fprintf(&b, "%s\x00%d\x00%d\x00", f, info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String()
}

func newGazetteersCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "gazetteers [FOLDER]",
		Short: "Check gazetteers of your own: who is in them, and which lines cannot be used",
		Long: "Read a folder of gazetteers, or that of the data folder, and print id, type, name and own id of every entity.\n" +
			"Lines that cannot be used are named on standard error with what to do; the exit code is then 1.\n\n" +
			"A gazetteer is FollowTheMoney (.jsonl, .ftm: a JSON object on each line; Person, Organization, PublicBody, Company,\n" +
			"Position, Occupancy and Membership with name, alias, weakAlias, country, wikidataId) or a table (.tsv) whose first line\n" +
			"names the columns by the same words, schema and name among them. At most " + fmt.Sprint(ftm.MaxEntities) + " entities are taken.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir := filepath.Join(dataOf(c), gazetteerFolder)
			if len(args) > 0 {
				dir = args[0]
			}
			if _, err := os.Stat(dir); err != nil {
				return err
			}
			l, err := ftm.Load(c.Context(), dir)
			if err != nil {
				return err
			}
			for _, n := range l.Entities {
				if _, err := fmt.Fprintf(c.OutOrStdout(), "%s\t%s\t%s\t%s\n", n.ID, n.Type, n.Name, n.Own); err != nil {
					return err
				}
			}
			for _, p := range l.Problems {
				c.PrintErrln(p)
			}
			if l.Bad > 0 {
				return fmt.Errorf("%d lines cannot be used, %d entities can", l.Bad, len(l.Entities))
			}
			return nil
		},
	}
	dataFlag(c)
	return c
}
