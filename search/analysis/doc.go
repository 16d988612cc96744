// Package analysis turns text into terms: one registered analyzer per
// language pack, composed of small parts, used by indexer/write when a
// document is indexed and by search/engine when a query is asked.
package analysis
