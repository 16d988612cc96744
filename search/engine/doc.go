// Package engine answers a query.Query over all language indexes at once.
//
// A question travels like this:
//
//	view     a snapshot of every member (one index per language), with the
//	         columns of its segments
//	plan     the Expr in the member's own analysis: terms, phrases, columns
//	         (a word that looks like a name also asks for the persons whose
//	         names are spelled otherwise: likenames.go)
//	gather   every match of every segment: filters, facets, months, best hits
//	answer   the page's hits from all members, with snippets from the corpus
//
// The engine reads bleve's segments itself rather than through bleve's
// search: segments never change, so facets, filters, days and lengths live in
// arrays built once per segment (columns.go), and BM25 has the true lengths
// and counts of each language (bm25.go). A search is then bounded by the
// postings of its words, stops within some thousand documents of its deadline,
// and cannot be made to panic by the shape of the query.
//
// Queries come from api, indexes from indexer/write, texts from corpus/store.
package engine
