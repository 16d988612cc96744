// Package query holds what people ask: a Query is a plain value with a
// canonical spelling. It comes from api (parameters and the search box) and
// goes to search/engine.
package query

import "communique/corpus"

// Sort is the order of hits.
type Sort string

// The orders.
const (
	Relevance Sort = "relevance" // best first; the zero value means this
	Newest    Sort = "newest"
	Oldest    Sort = "oldest"
)

// Limits that bound what one query may cost.
const (
	MaxSize     = 100   // hits on a page
	MaxDepth    = 10000 // hits that one can page through
	MaxWords    = 64    // words, phrases and fields in a query
	MaxLength   = 1000  // code points of the query text
	MaxPatterns = 8     // words with a star or tilde
	MaxNested   = 32    // parentheses inside each other
	MaxSlop     = 50    // words between the words of a phrase
)

// Query is a question in full.
type Query struct {
	// Text is what was typed; Expr what it was understood as, Notices what
	// had to be taken otherwise than written (both from Parse).
	Text    string
	Expr    Expr
	Notices []Notice
	// Filters narrow the answer; values of one filter are alternatives,
	// different filters must all hold.
	Filters Filters
	Sort    Sort
	// Size is the number of hits, 0 to MaxSize.
	Size int
	// Cursor is Results.Next of the page before; empty for the first.
	Cursor string
	// Facets names the facet fields to count; FacetSize the values of each.
	Facets    []string
	FacetSize int
	// Histogram asks for the counts by month of publication.
	Histogram bool
	// NoExpand turns every cross-lingual expansion off.
	NoExpand bool
}

// Filters are the repeatable parameters. Empty means any.
type Filters struct {
	Language, Country, Ministry, Publisher, Source, Topic, Organisation, Person, State, Region []string
	// From and To bound the day of publication, MentionedFrom and
	// MentionedTo a date that the text speaks of; all inclusive.
	From, To, MentionedFrom, MentionedTo corpus.Date
}

// Expr is a node of the query as it was understood: *And, *Or, *Not, *Word,
// *Phrase or *Field. A nil Expr matches every document. String is the
// canonical spelling: Parse reads it back as the same Expr.
//
// Parse gives normal forms: an And or Or has at least two parts, none of them
// of its own kind; Not stands around neither nil nor Not.
type Expr interface {
	String() string
	expr()
}

// And holds when every part holds; Or when any does.
type (
	And struct{ Parts []Expr }
	Or  struct{ Parts []Expr }
	// Not holds where Part does not.
	Not struct{ Part Expr }
	// Word is one word in the document language's own analysis. Prefix is
	// word*, Fuzzy word~. Field is "", "title" or "text".
	Word struct {
		Text          string
		Prefix, Fuzzy bool
		Field         string
	}
	// Phrase is words in their order; Slop is how many words may stand
	// between them in all.
	Phrase struct {
		Text  string
		Slop  int
		Field string
	}
	// Field is a filter written in the query: lang:fr, org:interpol. Name is
	// one of the Field constants. Value is without the type that its id
	// begins with (interpol, not org:interpol) and empty for days.
	Field struct {
		Name     string
		Value    string
		From, To corpus.Date // for published: and mentions:, inclusive; empty is open
	}
)

// Names of fields as they are written in a query.
const (
	FieldTitle     = "title"
	FieldText      = "text"
	FieldLang      = "lang"
	FieldCountry   = "country"
	FieldMinistry  = "ministry"
	FieldPublisher = "publisher"
	FieldSource    = "source"
	FieldTopic     = "topic"
	FieldOrg       = "org"
	FieldPerson    = "person"
	FieldState     = "state"
	FieldRegion    = "region"
	FieldPublished = "published"
	FieldMentions  = "mentions"
)

func (*And) expr()    {}
func (*Or) expr()     {}
func (*Not) expr()    {}
func (*Word) expr()   {}
func (*Phrase) expr() {}
func (*Field) expr()  {}

// Notice tells the searcher how a part of the query was taken that did not
// parse as written; Position is its rune in Text.
type Notice struct {
	Position int    `json:"position"`
	Message  string `json:"message"`
}
