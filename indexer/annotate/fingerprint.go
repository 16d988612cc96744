package annotate

import (
	"embed"
	"strings"
	"sync"

	"communique/corpus"
	"communique/corpus/calendar"
	"communique/corpus/gazetteer"
	"communique/corpus/lang"
	"communique/indexer/annotate/ordinary"
	"communique/search/analysis/lemma"
)

//go:embed *.go
var sources embed.FS

var knowledgeName = sync.OnceValue(func() string {
	return strings.Join([]string{corpus.Fingerprint(sources, corpus.Sources), calendar.Fingerprint(), gazetteer.Fingerprint(), lang.Fingerprint(), ordinary.Fingerprint(), lemma.Fingerprint()}, "-")
})

// Fingerprint names the rules and the data that mentions and topics are found
// by.
func (*Annotator) Fingerprint() string { return knowledgeName() }
