// Package api is the HTTP side: it puts the JSON calls of api/v1 and the pages
// of api/web on one server, with everything around a request that is not the
// answer itself: ids, logs, limits, keys, errors, metrics.
//
// Start reading at routes.go, where every address stands on one screen, then
// server.go for the way of a request.
//
// The parts behind it (searcher, documents, ingester, catalogue) are given in
// a Config; package api/parts names them.
package api
