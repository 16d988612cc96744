// Package sample carries the bundled demo releases: written for this project,
// in every script that it serves. They read like releases of ministries and
// say nothing of real persons; every publisher's name says that it is a
// sample. Data comes from the .jsonl files beside this file, one document a
// line in the form of corpus.Document, and goes to `communique demo`, tests
// and benchmarks.
package sample

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"sync"

	"communique/corpus"
)

//go:embed *.jsonl
var files embed.FS

// Documents are all sample releases, ordered by file name and line. The
// caller must not change them.
var Documents = sync.OnceValue(func() []corpus.Document {
	var out []corpus.Document
	names, err := files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, n := range names {
		b, err := files.ReadFile(path.Join(".", n.Name()))
		if err != nil {
			panic(err)
		}
		for i, line := range bytes.Split(bytes.TrimSpace(b), []byte("\n")) {
			var d corpus.Document
			if err := json.Unmarshal(line, &d); err != nil {
				panic(fmt.Sprintf("%s:%d: %v", n.Name(), i+1, err)) // a test reads them all
			}
			d.Source = "sample"
			out = append(out, d)
		}
	}
	return out
})
