package detect

import (
	"embed"
	"fmt"
	"sync"

	"communique/corpus"
	"communique/corpus/lang"
	"communique/indexer/detect/model"
)

//go:embed *.go
var sources embed.FS

var knowledgeName = sync.OnceValue(func() string {
	return corpus.Fingerprint(sources, data) + "-" + model.Fingerprint() + "-" + lang.Fingerprint()
})

// Fingerprint names the rules, the data and the options that the language is
// told by.
func (d *Detector) Fingerprint() string {
	return fmt.Sprintf("%s %v %v %t", knowledgeName(), d.threshold, d.all.languages, d.arbiter == nil)
}
