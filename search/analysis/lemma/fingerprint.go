package lemma

import (
	"embed"
	"sync"

	"communique/corpus"
)

//go:embed *.go
var sources embed.FS

// Fingerprint names the tables and the rules that read them.
var Fingerprint = sync.OnceValue(func() string { return corpus.Fingerprint(sources, tables) })
