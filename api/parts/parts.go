package parts

import (
	"context"
	"time"

	"communique/corpus"
	"communique/corpus/ftm"
	"communique/search/engine"
	"communique/search/query"
)

// Searcher answers queries. Its errors carry corpus.Invalid where the query
// cannot work, such as a cursor that belongs to another query.
type Searcher interface {
	Search(ctx context.Context, q query.Query) (engine.Results, error)
	// Facet counts the values of one field that begin with prefix over all
	// that q finds, the highest counts first, at most size (to MaxFacet) of
	// them. The filter on the field itself is left out.
	Facet(ctx context.Context, q query.Query, field, prefix string, size int) ([]engine.FacetValue, error)
}

// MaxFacet is the most values that Facet may be asked for.
const MaxFacet = 1000

// Documents reads what is stored. An unknown id is a corpus.NotFound.
type Documents interface {
	Document(ctx context.Context, id string) (Stored, error)
	// Revisions lists every content ever seen, the first one first.
	Revisions(ctx context.Context, id string) ([]Revision, error)
	// Revision gives the document as it was in revision n, which counts
	// from 1.
	Revision(ctx context.Context, id string, n int) (Stored, error)
	Sources(ctx context.Context) ([]Source, error)
}

// Stored is a document as it is kept, with what was inferred from it.
type Stored struct {
	Document    corpus.Document
	Annotations corpus.Annotations
	Revision    Revision
}

// Revision is one content of a document.
type Revision struct {
	Number int       `json:"number"` // from 1
	Seen   time.Time `json:"seen"`   // when it was first seen, UTC
	Hash   string    `json:"hash"`   // corpus.Document.ContentHash
}

// Source is where documents come from.
type Source struct {
	Name      string    `json:"name"`
	Publisher string    `json:"publisher,omitempty"`
	Country   string    `json:"country,omitempty"`
	Ministry  string    `json:"ministry,omitempty"`
	Documents int       `json:"documents"`
	LastSeen  time.Time `json:"last_seen,omitzero"`
}

// Ingester takes documents in.
type Ingester interface {
	// Ingest commits the documents and says of each, in their order, what
	// became of it. The error is for faults that are not one document's:
	// after it nothing of this call is acknowledged.
	Ingest(ctx context.Context, docs []corpus.Document) ([]Outcome, error)
	// Delete takes a document out; corpus.NotFound if there is none.
	Delete(ctx context.Context, id string) error
	// WaitIndexed returns when all that was committed before the call can
	// be found.
	WaitIndexed(ctx context.Context) error
}

// Tenures knows who held which office when.
type Tenures interface {
	// Tenures gives those that f selects, the latest first; total is how
	// many there are without f.From and f.Size.
	Tenures(ctx context.Context, f corpus.OfficeFilter) (found []corpus.Tenure, total int, err error)
}

// Corrections takes and keeps what humans say about mentions.
type Corrections interface {
	// Correct keeps a correction; it is on disk when the call returns.
	Correct(ctx context.Context, c corpus.Correction) (corpus.Correction, error)
	// UndoCorrection takes one back; corpus.NotFound if none in force has
	// that number.
	UndoCorrection(ctx context.Context, id int64, who string) error
	// Corrections lists those in force, or all that ever were.
	Corrections(ctx context.Context, all bool) ([]corpus.Correction, error)
	// WaitCorrected returns when the index follows a correction or its
	// undoing.
	WaitCorrected(ctx context.Context, id int64) error
}

// Outcome is what became of one document.
type Outcome struct {
	ID     string
	Status Status
	Err    error // set with Rejected only
}

// Status is the outcome in one word.
type Status string

// The outcomes.
const (
	Created   Status = "created"
	Updated   Status = "updated" // a new revision
	Unchanged Status = "unchanged"
	Rejected  Status = "rejected"
)

// Catalogue knows the things that documents speak of and their names.
type Catalogue interface {
	// Languages, Countries (ISO 3166-1 alpha-2) and Topics (ids) are the
	// values that filters take.
	Languages() []Language
	Countries() []string
	Topics() []string
	// Label names a value of a facet field in the reader's language; empty
	// if the catalogue has no name for it.
	Label(field, value, ui string) string
	// Entities finds entities of a type (any, if empty) by a piece of a
	// name in any language; the likeliest first, at most size.
	Entities(ctx context.Context, name string, typ corpus.MentionType, ui string, size int) ([]Entity, error)
	// Entity gives one entity; corpus.NotFound if the id names none.
	Entity(ctx context.Context, id, ui string) (Entity, error)
}

// Language is a language that documents are read in.
type Language struct {
	Code      string `json:"code"`
	Name      string `json:"name"`      // in itself
	Label     string `json:"label"`     // in the reader's language
	Direction string `json:"direction"` // ltr or rtl
	// Index keeps the language; related languages share one. Analyzer lists
	// the parts that its words go through, Stemming says where their
	// dictionary forms are from.
	Index    string   `json:"index"`
	Analyzer []string `json:"analyzer"`
	Stemming string   `json:"stemming"`
	// Detection says how the language is told; empty where it is not.
	Detection string `json:"detection,omitempty"`
	// EntityData is how many lines of data name persons, bodies, states,
	// offices and dates.
	EntityData int `json:"entity_data"`
}

// Entity is a thing that texts name, with one id in every language.
type Entity struct {
	ID    string             `json:"id"`
	Type  corpus.MentionType `json:"type"`
	Label string             `json:"label"` // in the reader's language
	// Names holds the name by language, as far as known.
	Names    map[string]string `json:"names,omitempty"`
	Acronym  string            `json:"acronym,omitempty"`
	Wikidata string            `json:"wikidata,omitempty"`
	// What the gazetteers of the user's own know besides: the id there,
	// further names, offices.
	OwnID   string       `json:"own_id,omitempty"`
	Aliases []string     `json:"aliases,omitempty"`
	Stated  []ftm.Stated `json:"stated,omitempty"`
}

// Keys knows the keys that may write. Only their hashes are stored, and they
// are compared in constant time.
type Keys interface {
	HasKeys(ctx context.Context) (bool, error)
	// CheckKey gives the name of the key with that secret.
	CheckKey(ctx context.Context, secret string) (name string, ok bool, err error)
}

// Stats is the state of corpus and index, read on every scrape: it must be
// cheap.
type Stats struct {
	Documents  map[string]int   // by language code
	IndexBytes map[string]int64 // by language index
	// LastSequence is the newest entry of the change log, IndexedSequence
	// the newest that can be found; the difference is the lag.
	LastSequence, IndexedSequence uint64
	// LagSeconds is the age of the oldest entry not yet indexed; 0 if none.
	LagSeconds float64
	// DiskFree is the room left where the data folder lies, bytes; 0 where
	// it is not known.
	DiskFree uint64
}
