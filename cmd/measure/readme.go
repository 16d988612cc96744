package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"communique/corpus/lang"
	"communique/indexer/detect"
	"communique/search/analysis"
)

func init() { scorers["readme"] = measureReadme }

// The language table of README.md stands between these lines.
const (
	tableBegins = "<!-- languages -->\n"
	tableEnds   = "<!-- /languages -->\n"
)

// measureReadme prints the language table of README.md, or writes it there:
// `measure readme [-write]`. Its figures come from SCORES.tsv.
func measureReadme(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("readme", flag.ContinueOnError)
	write := flags.Bool("write", false, "write the table to README.md")
	if err := flags.Parse(args); err != nil {
		return err
	}
	root, err := projectRoot()
	if err != nil {
		return err
	}
	table, err := languageTable(root)
	if err != nil {
		return err
	}
	if !*write {
		_, err := io.WriteString(out, table)
		return err
	}
	file := filepath.Join(root, "README.md")
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, _, after, err := aroundTable(string(text))
	if err != nil {
		return err
	}
	return os.WriteFile(file, []byte(before+table+after), 0o644)
}

// aroundTable parts README.md at its markers, which stay with the outer parts.
func aroundTable(text string) (before, table, after string, err error) {
	before, rest, ok := strings.Cut(text, tableBegins)
	table, after, found := strings.Cut(rest, tableEnds)
	if !ok || !found {
		return "", "", "", fmt.Errorf("README.md: the lines %q and %q are missing", strings.TrimSpace(tableBegins), strings.TrimSpace(tableEnds))
	}
	return before + tableBegins, table, tableEnds + after, nil
}

// unnamed are the languages, without a pack, that CLDR's list of names lacks.
var unnamed = map[string][2]string{"cnr": {"crnogorski", "Montenegrin"}}

// languageTable has a row for each language that is served: those that an
// analyzer is made for and that detection names.
func languageTable(root string) (string, error) {
	papers, err := readRows(filepath.Join(root, "search/analysis/lemma/tables/PAPERS.tsv"))
	if err != nil {
		return "", err
	}
	scores, err := readRows(filepath.Join(root, ownFile))
	if err != nil {
		return "", err
	}
	f1 := map[string]string{}
	for _, r := range scores {
		f1[r[0]] = r[slices.Index(scores[0], "f1")]
	}
	var lines []string
	packs := 0
	for _, index := range analysis.Indexes() {
		for _, code := range analysis.Languages(index) {
			how := detect.How(code)
			if how == "" {
				continue // a neighbour that only shares the analyzer
			}
			tag := language.Make(code)
			name, english, data := display.Self.Name(tag), display.English.Tags().Name(tag), "–"
			if n, ok := unnamed[code]; ok {
				name, english = n[0], n[1]
			}
			if p := lang.For(code); p != nil && p.Code == code {
				packs++
				name, english, data = p.Name, p.English, roughly(p.EntityData())
			}
			lines = append(lines, fmt.Sprintf("| %s | %s | %s | %s | %s | %s | %s | %s |\n",
				code, name, english, index, stemming(analysis.Parts(index), papers), how, data, cmp.Or(f1[code], "–")))
		}
	}
	slices.Sort(lines)
	return fmt.Sprintf("%d languages are analysed and detected, %d of them have a pack: names, offices and dates are found in these.\n\n", len(lines), packs) +
		"| code | name | in English | index | stemming | detection | entity data, lines about | own F1 |\n|---|---|---|---|---|---|---:|---:|\n" +
		strings.Join(lines, ""), nil
}

// roughly is a count to two figures, so that a line of data more does not
// change the page.
func roughly(n int) string {
	unit := 1
	for n/unit >= 100 {
		unit *= 10
	}
	return fmt.Sprint((n + unit/2) / unit * unit)
}

// stemming says where the parts of an analyzer that find the dictionary form
// have their knowledge from; papers are those of the lemma tables.
func stemming(parts []string, papers [][]string) string {
	return analysis.StemmingOf(parts, func(table string) string {
		for _, p := range papers {
			if p[0] == table+".lemma" {
				return p[1]
			}
		}
		return ""
	})
}

// readRows reads the columns of a table's lines.
func readRows(file string) ([][]string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out, nil
}
