package indexer

import (
	"communique/indexer/annotate"
	"communique/indexer/detect"
)

// Steps are the stages that every document goes through, in this order. A
// new stage is a new line. Behind them come those of one data folder: its own
// gazetteers (exchange.Step) and corrections (correct.Rules).
func Steps() (Pipeline, error) {
	language, err := detect.New(detect.Options{})
	if err != nil {
		return nil, err
	}
	return Pipeline{
		language,
		perLanguage{annotate.New()}, // persons, organisations, states, regions, dates, topics
	}, nil
}
