package analysis

// SchemaVersion is part of the name of an index generation. Each change of
// the mapping or the fields raises it; changed analyzers, lists and packs change
// Fingerprint by themselves.
//
//	1  the first: title and text in the language's analysis and unstemmed,
//	   names of the entities, keyword columns, days as keywords
//	2  name_keys: persons are found in the spellings of other alphabets
//	3  passages in another language are analysed in theirs; foreign_indexes
//	   names their indexes
const SchemaVersion = 3

// Text fields: analysed, searched and scored.
const (
	Title      = "title"       // the index's own analyzer, with positions
	Text       = "text"        // the index's own analyzer, with positions
	TitleExact = "title_exact" // unstemmed, folded; for word*, word~ and stop words
	TextExact  = "text_exact"  // the same of the text, without positions
	Names      = "names"       // canonical and local names of the persons and organisations mentioned
)

// NameKeys are the names of the persons mentioned as other alphabets would
// spell them: terms that NameKey makes, looked up by their beginning.
const NameKeys = "name_keys"

// ForeignIndexes are the indexes whose analyzers read passages of the text
// that are not in the document's language.
const ForeignIndexes = "foreign_indexes"

// Keyword columns: whole values, read by the engine into columns; never
// scored.
const (
	Country      = "country"
	Language     = "language"
	Ministry     = "ministry"
	Publisher    = "publisher"
	Source       = "source"
	Topic        = "topic"
	Organisation = "organisation"
	Person       = "person"
	State        = "state"
	Region       = "region"
)

// Day fields: keywords that hold days since 1970-01-01.
const (
	// Published is one day as EncodeDay writes it; absent if unknown.
	Published = "published"
	// Mentioned is one `from/to` pair of days for each date that the text
	// speaks of, as EncodeDays writes it.
	Mentioned = "mentioned"
)

// Keywords lists the keyword columns in a fixed order.
var Keywords = []string{Country, Language, Ministry, Publisher, Source, Topic, Organisation, Person, State, Region}
