package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"communique/corpus"
	"communique/corpus/lang"
	"communique/search/analysis"
)

// newAnalyzeCommand prints the terms that words are indexed as.
func newAnalyzeCommand() *cobra.Command {
	var language string
	var explain, text bool
	c := &cobra.Command{
		Use:   "analyze --language xx [WORD...]",
		Short: "Print the terms that words are indexed as",
		Long: "Print the terms of each word on a line, separated by spaces: what it is indexed as in its language.\n" +
			"With --text also those by which only a text is found, as Behörde for Grenzschutzbehörde.\n" +
			"Words come from the arguments, or one per line from the standard input.",
		RunE: func(c *cobra.Command, args []string) error {
			if language == "" {
				return corpus.Errorf(corpus.Invalid, "analyze: say which language: --language lv")
			}
			if lang.For(language) == nil && !slices.Contains(analysis.Indexes(), language) {
				return corpus.Errorf(corpus.Invalid, "analyze: no language %q; try en, ru or lv", language)
			}
			analyzer := analysis.For(language)
			if text {
				analyzer = analysis.ForTexts(language)
			}
			return analyze(analyzer, args, explain, c.InOrStdin(), c.OutOrStdout())
		},
	}
	c.Flags().StringVar(&language, "language", "", "BCP 47 code of the words' language")
	c.Flags().BoolVar(&text, "text", false, "also the terms by which a text is found, but that a question does not ask for")
	c.Flags().BoolVar(&explain, "explain", false, "show what each part of the analyzer makes of a word")
	return c
}

func analyze(a *analysis.Analyzer, words []string, explain bool, in io.Reader, out io.Writer) error {
	w := bufio.NewWriter(out)
	line := func(word string) {
		if explain {
			for _, e := range a.Explain(word) {
				for _, s := range e.Stages {
					fmt.Fprintf(w, "%s\t%s\t%s\n", e.Token, s.Part, strings.Join(s.Terms, " "))
				}
			}
		}
		var terms []string
		for _, t := range a.Terms(word) {
			if !slices.Contains(terms, t.Term) {
				terms = append(terms, t.Term)
			}
		}
		fmt.Fprintln(w, strings.Join(terms, " "))
	}
	if len(words) > 0 {
		for _, word := range words {
			line(word)
		}
		return w.Flush()
	}
	s := bufio.NewScanner(in)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		line(s.Text())
	}
	if err := s.Err(); err != nil {
		return corpus.Errorf(corpus.Invalid, "analyze: %w", err)
	}
	return w.Flush()
}
