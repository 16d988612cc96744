// Package gazetteer holds the closed vocabularies that every language shares:
// states, regions, organisations, bodies of one state, roles, portfolios,
// heads of names of bodies and topics, each with an id that never changes. The
// names in each language stand in the language packs (corpus/lang), those that
// every language writes alike in names.tsv; this package joins them to labels
// for readers.
//
// Data comes from the tables beside this file and goes to indexer/annotate
// (ids), search (facets) and api (labels).
package gazetteer
