// Package ftm reads and writes FollowTheMoney, the format in which
// investigators exchange entities (followthemoney.tech; OpenSanctions and
// Aleph speak it): a JSON object on each line with an id, a schema and
// properties that are lists of strings.
//
// In come gazetteers of the user's own, from a folder of .jsonl, .json, .ftm
// and .tsv files (list.go): persons, organisations, the positions that they
// hold. Each is given an id of ours (identity.go) and goes to indexer/exchange,
// which finds the names in documents. Out go the entities that documents
// mention, with their mentions, by api and cmd (export.go).
package ftm
