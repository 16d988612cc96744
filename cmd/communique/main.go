package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"communique/corpus"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // the work failed
	exitUsage  = 2 // the call was wrong
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop() // the second Ctrl-C ends at once
	}()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program: main and the tests call it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	working := false // false until a command's own work begins
	prepare(root, func() { working = true })
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	var usage *usageError
	wrong := !working || errors.As(err, &usage) || corpus.FaultOf(err) == corpus.Invalid
	switch {
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(stderr, "interrupted")
	default:
		fmt.Fprintln(stderr, "communique:", strings.TrimSpace(err.Error()))
		if wrong {
			fmt.Fprintln(stderr, "`communique help` shows the commands and their flags")
		}
	}
	if wrong {
		return exitUsage
	}
	return exitFailed
}

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "communique",
		Short: "Search what the world's ministries publish, in any language",
		Long: "Communique searches what the world's ministries publish, in any language.\n" +
			"Try `communique demo` first. Every flag can also be set in the environment.",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.PersistentFlags().String("log-level", "info", "least important log lines to show: debug, info, warn or error")
	root.PersistentFlags().String("log-format", "text", "form of the log lines: text or json")
	root.AddCommand(
		newDemoCommand(), newServeCommand(), newIngestCommand(), newReadCommand(), newAnnotateCommand(), newAnalyzeCommand(),
		newSearchCommand(), newReindexCommand(), newVerifyCommand(), newBackupCommand(), newRestoreCommand(), newKeyCommand(), newGazetteersCommand(), newExportCommand(),
		newHealthCommand(), newVersionCommand(),
	)
	root.CompletionOptions.HiddenDefaultCmd = true
	return root
}

// usageError is a call that cannot work however often it is made.
type usageError struct{ error }

func usagef(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// prepare gives every command what all have: flags from the environment, the
// log, and the note that work begins.
func prepare(c *cobra.Command, begin func()) {
	c.LocalNonPersistentFlags().VisitAll(describeEnvironment)
	c.PersistentFlags().VisitAll(describeEnvironment)
	if work := c.RunE; work != nil {
		c.RunE = func(c *cobra.Command, args []string) error {
			if err := fromEnvironment(c.Flags()); err != nil {
				return &usageError{err}
			}
			if err := setLog(c); err != nil {
				return &usageError{err}
			}
			begin()
			return work(c, args)
		}
	}
	for _, sub := range c.Commands() {
		prepare(sub, begin)
	}
}

// variable is the environment's name of a flag.
func variable(flag string) string {
	return "COMMUNIQUE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

func describeEnvironment(f *pflag.Flag) {
	if f.Name != "help" && !strings.Contains(f.Usage, "COMMUNIQUE_") {
		f.Usage += " (" + variable(f.Name) + ")"
	}
}

// fromEnvironment sets the flags that the call left out.
func fromEnvironment(flags *pflag.FlagSet) (err error) {
	flags.VisitAll(func(f *pflag.Flag) {
		value, ok := os.LookupEnv(variable(f.Name))
		if err != nil || f.Changed || !ok || f.Name == "help" {
			return
		}
		if e := flags.Set(f.Name, value); e != nil {
			err = fmt.Errorf("%s: %w", variable(f.Name), e)
		}
	})
	return err
}

// setLog makes the program's log, on standard error.
func setLog(c *cobra.Command) error {
	level, _ := c.Flags().GetString("log-level")
	format, _ := c.Flags().GetString("log-format")
	var options slog.HandlerOptions
	var least slog.Level
	if err := least.UnmarshalText([]byte(level)); err != nil {
		return fmt.Errorf("--log-level: %q is none of debug, info, warn and error", level)
	}
	options.Level = least
	switch format {
	case "text":
		slog.SetDefault(slog.New(slog.NewTextHandler(c.ErrOrStderr(), &options)))
	case "json":
		slog.SetDefault(slog.New(slog.NewJSONHandler(c.ErrOrStderr(), &options)))
	default:
		return fmt.Errorf("--log-format: %q is neither text nor json", format)
	}
	return nil
}
