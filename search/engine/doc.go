// Package engine answers a query.Query over all language indexes at once.
package engine
