package corpus

// OfficeStatus qualifies how a person holds an office in the words of a
// release; empty where it says nothing.
type OfficeStatus string

// The statuses. Deputies have roles of their own.
const (
	Acting    OfficeStatus = "acting"
	Former    OfficeStatus = "former"
	Designate OfficeStatus = "designate" // chosen, not yet in office
	Honorary  OfficeStatus = "honorary"
)

// Tenure is what all documents together say about one person in one office.
type Tenure struct {
	Person string `json:"person"` // entity id
	Name   string `json:"name"`   // canonical, as last seen
	Office
	// First and Last are the earliest and the latest day of a document that
	// says so; empty when all of them are undated.
	First Date `json:"first,omitempty"`
	Last  Date `json:"last,omitempty"`
	// Documents is how many say so.
	Documents int `json:"documents"`
	// Evidence names some of them: the earliest and the latest, by day.
	Evidence []Evidence `json:"evidence"`
}

// Evidence is a document that says something.
type Evidence struct {
	Document  string `json:"document"`
	Published Date   `json:"published,omitempty"`
}

// OfficeFilter selects tenures; empty fields ask nothing, all others must
// hold. The zero value selects everything.
type OfficeFilter struct {
	State, Portfolio, Role, Organisation, Person string
	Status                                       OfficeStatus
	// At is a day, month, year or interval in EDTF: tenures whose first and
	// last day enclose or touch it, former ones left out.
	At string
	// Size is how many tenures are given, From how many are passed over.
	Size, From int
	// Evidence is how many documents each tenure names.
	Evidence int
}
