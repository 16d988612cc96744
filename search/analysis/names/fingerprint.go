package names

import (
	"embed"
	"sync"

	"communique/corpus"
)

//go:embed *.go data/letters.tsv
var sources embed.FS

// Fingerprint names the spellings of letters and the rules that use them.
var Fingerprint = sync.OnceValue(func() string { return corpus.Fingerprint(sources) })
