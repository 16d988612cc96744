package calendar

import (
	"embed"
	"sync"

	"communique/corpus"
)

//go:embed *.go
var sources embed.FS

// Fingerprint names the calendars.
var Fingerprint = sync.OnceValue(func() string { return corpus.Fingerprint(sources) })
