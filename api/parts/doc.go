// Package parts names what the HTTP side asks of the rest of the program: a
// Searcher, the Documents, an Ingester, a Catalogue of names, Keys and Stats.
//
// The interfaces live here, beside their users api/v1 and api/web, so that
// neither knows the store, the indexer or the engine; cmd puts the real parts
// behind them and tests put functions there.
package parts
