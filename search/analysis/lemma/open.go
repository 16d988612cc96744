package lemma

import (
	"embed"
	"io/fs"
	"strings"
	"sync"
)

//go:embed all:tables
var tables embed.FS

var opened sync.Map // name → func() *Table

// Open gives the table of a name, nil if there is none or it is damaged (a
// test reads them all). Each is opened once.
func Open(name string) *Table {
	f, ok := opened.Load(name)
	if !ok {
		f, _ = opened.LoadOrStore(name, sync.OnceValue(func() *Table {
			t, err := Read(files[name])
			if err != nil {
				return nil
			}
			return t
		}))
	}
	return f.(func() *Table)()
}

// Paper says where the words of a table are from, as tables/PAPERS.tsv does;
// empty if there is no such table.
func Paper(name string) string {
	b, _ := tables.ReadFile("tables/PAPERS.tsv")
	for line := range strings.Lines(string(b)) {
		if file, rest, _ := strings.Cut(line, "\t"); file == name+".lemma" {
			source, _, _ := strings.Cut(rest, "\t")
			return source
		}
	}
	return ""
}

// Names lists the tables there are.
func Names() []string {
	files, _ := fs.Glob(tables, "tables/*.lemma")
	for i, f := range files {
		files[i] = strings.TrimSuffix(strings.TrimPrefix(f, "tables/"), ".lemma")
	}
	return files
}
