package model

import (
	"embed"
	"sync"

	"communique/corpus"
)

//go:embed *.go
var sources embed.FS

// Fingerprint names the rules of the model; its data is the detector's.
var Fingerprint = sync.OnceValue(func() string { return corpus.Fingerprint(sources) })
