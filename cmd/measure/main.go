// Command measure scores what the program knows against data and writes a
// table, one row per language.
package main

import (
	"fmt"
	"io"
	"os"
)

// scorers are the subcommands by name.
var scorers = map[string]func(args []string, out io.Writer) error{
	"languages": measureLanguages,
	"lemmas":    measureLemmas,
}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) == 0 || scorers[args[0]] == nil {
		return fmt.Errorf("say what to measure: languages DIR or lemmas DIR")
	}
	return scorers[args[0]](args[1:], out)
}
