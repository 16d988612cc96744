package engine

import "math"

// BM25 with the usual constants, over true statistics: live documents, true
// document frequencies and true average lengths of each member. With these a
// translation scores within 10 % of its twin, so that hits of all languages
// are ranked together by their plain scores; a min-max per language would lift
// the best of a language that has nothing good to the top.
const (
	k1 = 1.2  // how soon repeating a word stops to help
	b1 = 0.75 // how much long texts are marked down
	// leastDocs stands in for the size of a small member: a word of a language
	// with forty documents is not rarer than it would be among a thousand.
	leastDocs = 1000
)

// Weights of the places where a word may stand.
const (
	titleWeight = 1.5
	textWeight  = 1.0
	// namesWeight is for entities that are named otherwise than in the
	// question: the text says Шмид, the question Schmid.
	namesWeight = 0.3
	// likeWeight is for persons whose names are spelled otherwise; it counts
	// as much as the names are alike.
	likeWeight = 0.2
	// patternWeight is for word* and word~, which stand for many words.
	patternWeight = 0.6
)

// recency is the step in which scores are compared: of two documents that
// differ by less, the newer comes first.
const recency = 1.0 / 16

// idf of a word that is in df of docs documents.
func idf(docs, df uint64) float64 {
	n, f := float64(max(docs, leastDocs, df)), float64(df)
	return math.Log(1 + (n-f+0.5)/(f+0.5))
}

// norm says how the length of a field counts: the denominator of BM25 is
// tf + base + slope × tokens.
type norm struct{ base, slope float64 }

func newNorm(average float64) norm {
	if average <= 0 {
		return norm{base: k1}
	}
	return norm{base: k1 * (1 - b1), slope: k1 * b1 / average}
}

// saturate is the part of a word's score that tf and length decide, below
// k1 + 1.
func (n norm) saturate(tf float64, tokens uint16) float64 {
	return tf * (k1 + 1) / (tf + n.base + n.slope*float64(tokens))
}
