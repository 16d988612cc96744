-- Version 2: what was inferred from the newest revision of a document is kept
-- with the name of the data that it was inferred with; API keys, as hashes.

CREATE TABLE annotations (
  document   INTEGER PRIMARY KEY REFERENCES documents (key),
  revision   INTEGER NOT NULL,
  generation TEXT NOT NULL,
  content    BLOB NOT NULL
) STRICT;

CREATE TABLE keys (
  name    TEXT PRIMARY KEY,
  hash    BLOB NOT NULL UNIQUE,
  created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
