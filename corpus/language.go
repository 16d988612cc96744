package corpus

import "encoding/json"

// DetectedLanguage is the language that the detector decided on.
type DetectedLanguage struct {
	// Code is BCP 47 with ISO 639-1 where one exists, "und" below the
	// confidence at which a guess does more harm than none.
	Code string `json:"code"`
	// Confidence is 0 to 1: of all answers given with 0.9, nine of ten are
	// right. It is 1 where the sender said which language it is to be.
	Confidence float64 `json:"confidence"`
	// Guess is the likeliest language, however unsure: good enough to look
	// for dates and names with, never shown.
	Guess string `json:"-"`
	// Others lists further languages of paragraphs, the commonest first.
	Others []LanguageShare `json:"others,omitempty"`
	// Passages are the parts of the text in other languages than Code,
	// ascending and apart. What lies between is in Code.
	Passages []Passage `json:"passages,omitempty"`
}

// LanguageShare is a language with its share of a text's letters, 0 to 1.
type LanguageShare struct {
	Code  string  `json:"code"`
	Share float64 `json:"share"`
}

// UnmarshalJSON also takes the bare code that stood here before shares were
// counted.
func (s *LanguageShare) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &s.Code)
	}
	type plain LanguageShare
	return json.Unmarshal(b, (*plain)(s))
}

// Passage is a run of whole paragraphs of the text in one language. Start and
// End count Unicode code points, End exclusive, as those of a Mention.
type Passage struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Code  string `json:"code"`
}

// ByteSpans gives the passages' places in bytes of the text that they belong
// to; those beyond its end are left out.
func ByteSpans(text string, passages []Passage) [][2]int {
	out := make([][2]int, 0, len(passages))
	at, runes := 0, 0
	reach := func(goal int) bool {
		for i := range text[at:] {
			if runes == goal {
				at += i
				return true
			}
			runes++
		}
		at = len(text)
		return runes == goal
	}
	for _, p := range passages {
		if p.Start < runes || p.End <= p.Start || !reach(p.Start) {
			break
		}
		start := at
		reach(p.End)
		if at > start {
			out = append(out, [2]int{start, at})
		}
	}
	return out
}
