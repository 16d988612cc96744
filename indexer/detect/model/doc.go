// Package model tells languages apart by their words and by the groups of
// three and four letters within them: naive Bayes over a table that
// detect/gen compiles from word counts.
package model
