package indexer

import (
	"communique/corpus"
	"communique/indexer/annotate"
	"communique/indexer/detect"
)

// Steps are the stages that every document goes through, in this order. A
// new stage is a new line. more are those of one data folder: its own
// gazetteers and corrections.
func Steps(more ...corpus.Step) (Pipeline, error) {
	language, err := detect.New(detect.Options{})
	if err != nil {
		return nil, err
	}
	return append(Pipeline{
		language,
		perLanguage{annotate.New()}, // persons, organisations, states, regions, dates, topics
	}, more...), nil
}
