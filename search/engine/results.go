package engine

import "communique/search/query"

// Facet fields, the names in results, parameters and columns.
const (
	FacetLanguage     = "language"
	FacetCountry      = "country"
	FacetMinistry     = "ministry"
	FacetPublisher    = "publisher"
	FacetTopic        = "topic"
	FacetOrganisation = "organisation"
	FacetPerson       = "person"
	FacetState        = "state"
	FacetRegion       = "region"
	FacetSource       = "source"
)

// Results answers one query. Its JSON form is the answer of GET search.
type Results struct {
	// Total is exact.
	Total int   `json:"total"`
	Hits  []Hit `json:"hits"`
	// Facets hold, by field, the values with the highest counts. The counts
	// of a field leave out the filter on that field.
	Facets map[string][]FacetValue `json:"facets"`
	// Histogram counts by month of publication, in order, without gaps (a
	// span of more than a hundred years leaves out months without documents).
	// All filters hold, those on the day too.
	Histogram []Bucket      `json:"histogram,omitempty"`
	Query     Understanding `json:"query"`
	// Next is the cursor of the next page; empty on the last.
	Next string `json:"next,omitempty"`
	// TookMS is the time in the engine, milliseconds.
	TookMS float64 `json:"took_ms"`
}

// Hit is one document that was found.
type Hit struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	URL       string  `json:"url,omitempty"`
	Language  string  `json:"language"`
	Country   string  `json:"country,omitempty"`
	Ministry  string  `json:"ministry,omitempty"`
	Publisher string  `json:"publisher,omitempty"`
	Published string  `json:"published,omitempty"`
	Score     float64 `json:"score"`
	Snippet   Snippet `json:"snippet"`
	// Why lists what matched, in words: the matched words of the text and
	// the filters that hold.
	Why []string `json:"why,omitempty"`
}

// Snippet is a piece of the text around the matched words.
type Snippet struct {
	Text string `json:"text"`
	// Marks are the matched words: start and end in code points of Text,
	// end exclusive, in order, not overlapping.
	Marks [][2]int `json:"marks,omitempty"`
	// TitleMarks are the same for the hit's title.
	TitleMarks [][2]int `json:"title_marks,omitempty"`
}

// FacetValue is one value of a facet. Label is filled by the api in the
// reader's language; the engine leaves it empty.
type FacetValue struct {
	Value string `json:"value"`
	Label string `json:"label,omitempty"`
	Count int    `json:"count"`
}

// Bucket counts the documents of one month.
type Bucket struct {
	Month string `json:"month"` // 2019-05
	Count int    `json:"count"`
}

// Understanding says how the query was taken.
type Understanding struct {
	// Text is the canonical spelling.
	Text    string         `json:"text"`
	Notices []query.Notice `json:"notices,omitempty"`
	// Expansions lists every term added by the program; none in plain
	// search. Off is what to type to turn it off.
	Expansions []Expansion `json:"expansions,omitempty"`
}

// Expansion is one addition to what was typed.
type Expansion struct {
	From string   `json:"from"`
	To   []string `json:"to"`
	Kind string   `json:"kind"` // entity, name, concept
	Off  string   `json:"off"`
}
