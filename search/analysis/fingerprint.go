package analysis

import (
	"embed"
	"fmt"
	"sync"

	"communique/corpus"
	"communique/corpus/lang"
	"communique/search/analysis/lemma"
	"communique/search/analysis/names"
)

//go:embed *.go
var sources embed.FS

// Fingerprint names all that decides which terms stand in an index: the
// schema, the parts of analyzers and their data, the lemma tables, the keys of
// names, and the packs, which declare the analyzers and the words that are left
// out. It does not depend on the program that the files are built into. What a
// library decides is not part of it: raise SchemaVersion with a library that
// cuts or folds words otherwise.
var Fingerprint = sync.OnceValue(func() string {
	return fmt.Sprintf("%d-%s-%s-%s-%s", SchemaVersion, corpus.Fingerprint(sources, data), lemma.Fingerprint(), names.Fingerprint(), lang.Fingerprint())
})
