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
			b, err := tables.ReadFile("tables/" + name + ".lemma")
			if err != nil {
				return nil
			}
			t, err := Read(b)
			if err != nil {
				return nil
			}
			return t
		}))
	}
	return f.(func() *Table)()
}

// Names lists the tables there are.
func Names() []string {
	files, _ := fs.Glob(tables, "tables/*.lemma")
	for i, f := range files {
		files[i] = strings.TrimSuffix(strings.TrimPrefix(f, "tables/"), ".lemma")
	}
	return files
}
