package indexer

import (
	"iter"

	"communique/corpus"
	"communique/indexer/read"
)

// Items turns what read gives into what IngestAll takes. source names where
// the documents come from, "" for those that name it themselves.
func Items(from iter.Seq2[read.Item, error], source string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for r, err := range from {
			item := Item{Document: FromRead(r.Document), File: r.File, Line: r.Line}
			if source != "" {
				item.Document.Source = source
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

// Among restricts documents that do not say it themselves to some languages;
// a single one forces it.
func Among(items iter.Seq2[Item, error], languages []string) iter.Seq2[Item, error] {
	if len(languages) == 0 {
		return items
	}
	return func(yield func(Item, error) bool) {
		for item, err := range items {
			if len(item.Document.Languages) == 0 {
				item.Document.Languages = languages
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

// FromRead is a document as the rest of the program speaks of it. A date that
// is none stays as it is; Validate says so.
func FromRead(d read.Document) corpus.Document {
	by := string(d.PublishedBy)
	if d.PublishedBy == read.ByGiven {
		by = "" // the publisher's own word
	}
	return corpus.Document{
		ID: d.ID, URL: d.URL, Title: d.Title, Text: d.Text, Published: corpus.Date(d.Published), PublishedBy: by,
		Language: d.Language, Languages: d.Languages, Country: d.Country, Ministry: d.Ministry, Publisher: d.Publisher, Alternates: d.Alternates,
	}
}
