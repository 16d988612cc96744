package lang

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed */pack.yaml */*.tsv
var files embed.FS

// Paper is where the facts of a data file come from and under which licence.
type Paper struct {
	Source  string `yaml:"source"`
	Licence string `yaml:"licence"`
}

// Pack is one language. Its head (pack.yaml) is in memory; the lists are read
// on demand by Rows and Column.
type Pack struct {
	// Code is BCP 47, with ISO 639-1 where one exists.
	Code string `yaml:"code"`
	// Name is the language's own name for itself, English the English one.
	Name    string `yaml:"name"`
	English string `yaml:"english"`
	// Scripts are ISO 15924, the usual one first.
	Scripts []string `yaml:"scripts"`
	// Direction is ltr or rtl.
	Direction string `yaml:"direction"`
	// Index names the index that keeps the language; related languages share one.
	Index string `yaml:"index"`
	// DateOrder is the order of 03.04.2019: dmy, mdy or ymd.
	DateOrder string `yaml:"date_order"`
	// Inherits is the pack that lends every list that this one lacks.
	Inherits string `yaml:"inherits"`
	// Quotes are opening and closing quotation marks, in pairs.
	Quotes string `yaml:"quotes"`
	// Letters beyond a-z, or telling letters of the script.
	Letters string `yaml:"letters"`
	// CapitalNouns says that common nouns are written with a capital, so
	// that a capital says little of a word.
	CapitalNouns bool `yaml:"capital_nouns"`
	// Analyzer lists the parts that the words of the pack's index go through,
	// in this order, as search/analysis names them. Of the packs that share an
	// index one says it; it is empty in the others.
	Analyzer []string `yaml:"analyzer"`
	// Exact lists the parts of the unstemmed fields; empty where they are the
	// usual ones.
	Exact []string `yaml:"exact"`
	// Also are codes of languages without a pack that the analyzer serves.
	Also []string `yaml:"also"`
	// Sources are the papers by file name or pattern.
	Sources map[string]Paper `yaml:"sources"`
}

// RightToLeft says whether the language is written from right to left.
func (p *Pack) RightToLeft() bool { return p.Direction == "rtl" }

var load = sync.OnceValues(func() (map[string]*Pack, error) {
	packs := map[string]*Pack{}
	dirs, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	for _, d := range dirs {
		if strings.HasPrefix(d.Name(), "_") {
			continue
		}
		b, err := files.ReadFile(path.Join(d.Name(), "pack.yaml"))
		if err != nil {
			continue // a folder without a head is not a pack yet; the test says so
		}
		p := &Pack{}
		if err := yaml.Unmarshal(b, p); err != nil {
			return nil, fmt.Errorf("%s/pack.yaml: %w", d.Name(), err)
		}
		if p.Code != d.Name() {
			return nil, fmt.Errorf("%s/pack.yaml: code is %q", d.Name(), p.Code)
		}
		if p.Index == "" {
			p.Index = p.Code
		}
		packs[p.Code] = p
	}
	return packs, nil
})

func packs() map[string]*Pack {
	m, err := load()
	if err != nil {
		panic(err) // the packs are part of the program; a test reads them all
	}
	return m
}

// All returns every pack, ordered by code.
var All = sync.OnceValue(func() []*Pack {
	var out []*Pack
	for _, p := range packs() {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *Pack) int { return strings.Compare(a.Code, b.Code) })
	return out
})

// For returns the pack of a BCP 47 code; subtags are dropped until one fits
// (sr-Latn gives sr). Nil where there is none.
func For(code string) *Pack {
	for code != "" {
		if p := packs()[code]; p != nil {
			return p
		}
		i := strings.LastIndexByte(code, '-')
		if i < 0 {
			return nil
		}
		code = code[:i]
	}
	return nil
}

// Rows reads a list of the pack, `name` without .tsv: the hand-written file
// and, beside it, the generated one (name.gen.tsv). Where the folder has
// neither, the pack it inherits from answers. Each row is the line's columns.
// The caller owns the rows.
func (p *Pack) Rows(name string) [][]string {
	var rows [][]string
	found := false
	for _, file := range []string{name + ".tsv", name + ".gen.tsv"} {
		b, err := files.ReadFile(path.Join(p.Code, file))
		if err != nil {
			continue
		}
		found = true
		for line := range strings.Lines(string(b)) {
			line = strings.TrimRight(line, "\r\n")
			if line != "" {
				rows = append(rows, strings.Split(line, "\t"))
			}
		}
	}
	if !found && p.Inherits != "" {
		if parent := packs()[p.Inherits]; parent != nil && parent != p {
			return parent.Rows(name)
		}
	}
	return rows
}

// Column is the first column of a list.
func (p *Pack) Column(name string) []string {
	rows := p.Rows(name)
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r[0]
	}
	return out
}

// entityLists are the lists that hold names, offices and dates.
var entityLists = strings.Fields(`capitals compounds dates given heads honorifics months nominatives numbers organisations
	particles places portfolios regions relative roles seasons states surnames weekdays`)

// EntityData counts the lines by which persons, organisations, states,
// offices and dates are found in the language.
func (p *Pack) EntityData() (lines int) {
	for _, l := range entityLists {
		lines += len(p.Rows(l))
	}
	return lines
}

// Words are the function words, Endings the endings of names.
func (p *Pack) Words() []string   { return p.Column("words") }
func (p *Pack) Endings() []string { return p.Column("endings") }
