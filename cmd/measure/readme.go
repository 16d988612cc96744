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

	"github.com/pemistahl/lingua-go"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"communique/corpus/lang"
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

// entityLists are the lists of a pack that hold names, offices and dates.
var entityLists = strings.Fields(`capitals compounds dates given heads honorifics months nominatives numbers organisations
	particles places portfolios regions relative roles seasons states surnames weekdays`)

// unnamed are the languages, without a pack, that CLDR's list of names lacks.
var unnamed = map[string][2]string{"cnr": {"crnogorski", "Montenegrin"}}

// languageTable has a row for each language that is served: those that an
// analyzer is made for and that detection names.
func languageTable(root string) (string, error) {
	papers, err := readRows(filepath.Join(root, "search/analysis/lemma/tables/PAPERS.tsv"))
	if err != nil {
		return "", err
	}
	detected, err := readRows(filepath.Join(root, "indexer/detect/data/languages.tsv"))
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
			how := detection(detected, code)
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
				lines := 0
				for _, l := range entityLists {
					lines += len(p.Rows(l))
				}
				name, english, data = p.Name, p.English, roughly(lines)
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
	var out []string
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, part := range parts {
		kind, arg, _ := strings.Cut(part, ":")
		switch kind {
		case "lemma":
			for _, p := range papers {
				if p[0] == arg+".lemma" {
					add("dictionary of " + dictionaryName(p[1]))
				}
			}
		case "endings", "also", "chain", "irregular":
			add("own endings")
		case "root":
			add("own roots")
		case "clitics":
			add("own clitics")
		case "stem":
			add("Snowball")
		}
	}
	return cmp.Or(strings.Join(out, ", "), "words as they stand")
}

// dictionaryName is the name and version of a list: papers also say where it
// was got, what was taken of it, and who made it.
func dictionaryName(paper string) string {
	name, _, _ := strings.Cut(paper, " by ")
	name, _, _ = strings.Cut(name, " (")
	if _, rest, ok := strings.Cut(name, " "); ok && len(strings.Fields(name)) > 2 {
		return rest
	}
	return name
}

// detection says how a language is told, from the rows code, class of the
// model, scripts: by its script alone, by the own model, and whether lingua
// knows it and is asked when the model is unsure. Empty for a language that
// detection does not name.
func detection(rows [][]string, code string) string {
	own := slices.IndexFunc(rows, func(r []string) bool { return r[0] == code && len(r) > 4 && r[4] == "served" })
	if own < 0 {
		return ""
	}
	alone := !slices.ContainsFunc(rows, func(r []string) bool {
		return r[1] != rows[own][1] && slices.ContainsFunc(strings.Split(r[2], ","), func(script string) bool {
			return slices.Contains(strings.Split(rows[own][2], ","), script)
		})
	})
	if alone {
		return "script"
	}
	how := "own model"
	if slices.ContainsFunc(rows, func(r []string) bool { return r[1] == rows[own][1] && r[0] != code && len(r) > 4 && r[4] == "served" }) {
		how += ", telling words"
	}
	iso := lingua.GetIsoCode639_1FromValue(strings.ToUpper(code))
	if lingua.GetLanguageFromIsoCode639_1(iso) != lingua.Unknown {
		how += ", lingua"
	}
	return how
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
