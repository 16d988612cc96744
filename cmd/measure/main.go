// Command measure scores what the program knows against data and writes a
// table, one row per language. README.md beside this file says what each
// subcommand measures, and has the figures.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// scorers are the subcommands by name; files add their own.
var scorers = map[string]func(args []string, out io.Writer) error{
	"languages": measureLanguages,
	"lemmas":    measureLemmas,
}

const usage = `usage: go run ./cmd/measure WHAT

  own [-write]                the project's own cases, per language; SCORES.tsv
  own -misses LANGUAGE        what is not right there
  readme [-write]             the language table of README.md
  lemmas DIR [LANGUAGE...]    words and their forms: precision, recall, F1
  languages DIR [LANGUAGE...] which language a text is in: share right, calibration
  speed [-documents N]        questions to an index of made-up documents
  annotate [-documents N]     what annotation costs: memory, documents/s, allocations
  ingest [-documents N]       documents through the whole pipeline, then questions
`

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) > 0 && slices.Contains([]string{"help", "-h", "-help", "--help"}, args[0]) {
		_, err := io.WriteString(out, usage)
		return err
	}
	if len(args) == 0 || scorers[args[0]] == nil {
		return fmt.Errorf("say what to measure\n\n%s", usage)
	}
	return scorers[args[0]](args[1:], out)
}

// projectRoot is the folder of go.mod, at or above the working folder.
func projectRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", errors.New("run it inside the project: no go.mod here or above")
		}
		dir = above
	}
}
