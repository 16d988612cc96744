package corpus

// MentionType is what a mention names.
type MentionType string

// The types of mentions.
const (
	Person       MentionType = "person"
	Organisation MentionType = "organisation"
	State        MentionType = "state"
	Region       MentionType = "region"
	DateMention  MentionType = "date"
	// Demonym is a word that points to a state without naming it: Romanian,
	// a Latvian. It has the state's id and a Kind, and counts as no mention
	// of the state itself.
	Demonym MentionType = "demonym"
)

// Mention is a span of a document that names an entity or a date.
type Mention struct {
	Type MentionType `json:"type"`
	// Field is "text" or "title".
	Field string `json:"field"`
	// Start and End count Unicode code points of the field, End exclusive
	// (W3C TextPositionSelector).
	Start int `json:"start"`
	End   int `json:"end"`
	// Text is the field from Start to End.
	Text string `json:"text"`
	// ID is the entity's id, the same in every language and script. Empty
	// for dates.
	ID string `json:"id,omitempty"`
	// Name is the canonical name in the nominative, in Latin script for
	// persons.
	Name string `json:"name,omitempty"`
	// LocalName is the nominative in the document's own script, where that
	// is not Name.
	LocalName string `json:"local_name,omitempty"`
	// Role is the words of the text that give a person's office.
	Role string `json:"role,omitempty"`
	// Offices is what Role means.
	Offices []Office `json:"offices,omitempty"`
	// Kind is "adjective" or "inhabitant" of a demonym; empty otherwise.
	Kind string `json:"kind,omitempty"`
	// Value is the date in EDTF (ISO 8601-2).
	Value string `json:"value,omitempty"`
	// Rule names the rule that found it, for annotate --explain.
	Rule string `json:"rule,omitempty"`
}

// Office is a role that a person holds: role of corpus/gazetteer/roles.tsv,
// portfolio of portfolios.tsv, and the state (ISO 3166-1) or organisation
// (id) in which it is held. Each is present only when known.
type Office struct {
	Role         string `json:"role,omitempty"`
	Portfolio    string `json:"portfolio,omitempty"`
	State        string `json:"state,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	// Status is how it is held, where the words say so.
	Status OfficeStatus `json:"status,omitempty"`
}

// TopicScore says how strongly a document is about a topic, 0 to 1.
type TopicScore struct {
	ID    string  `json:"id"`
	Score float64 `json:"score"`
}

// Annotations is all that was inferred from a document.
type Annotations struct {
	Language DetectedLanguage `json:"language"`
	// Mentions are ordered by field (title first) and start, and never
	// overlap within a field.
	Mentions []Mention    `json:"mentions"`
	Topics   []TopicScore `json:"topics"`
	// Corrections are the ids of those that changed the mentions, ascending.
	Corrections []int64 `json:"corrections,omitempty"`
}

// Annotated is a document with what was inferred from it.
type Annotated struct {
	Document    Document
	Annotations Annotations
}
