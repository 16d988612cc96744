// Package write owns the index folder: it puts annotated documents into one
// bleve index per language and remembers how far it has come.
//
//	index/CURRENT                       the name of the generation that answers
//	index/<generation>/progress.json    how far each of its indexes has come
//	index/<generation>/<index>/         one bleve index, named by the language pack
//
// All that stands here is derived from the corpus. What is damaged or missing
// is found when it is opened (damage.go) and filled anew; a change of analyzer
// or data makes a new generation, which is filled beside the one that answers
// and takes its place in one step (index.go).
//
// Indexes are written in cycles. A cycle holds the newest state of some
// documents, up to a sequence number of the corpus's change log; each index
// that it touches takes its share in one batch together with that number, and
// when all are on disk progress.json follows. After a crash the cycle under
// way is simply done again: documents are written by id, so nothing stands
// twice, and a document that moved to another language is taken out of the
// index where it was (generation.go).
package write
