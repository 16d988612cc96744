-- Version 1: documents, their revisions, sources and the change log.
-- Times are milliseconds since 1970 UTC. Content is JSON, deflated where that
-- is shorter (content.go).

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
  key        INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  publisher  TEXT NOT NULL,
  country    TEXT NOT NULL,
  ministry   TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen  INTEGER NOT NULL
) STRICT;

-- revision and hash are those of the newest revision; sequence is the newest
-- entry of the change log about this document.
CREATE TABLE documents (
  key        INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  revision   INTEGER NOT NULL,
  hash       BLOB NOT NULL,
  deleted    INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen  INTEGER NOT NULL,
  source     INTEGER REFERENCES sources (key),
  sequence   INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_sequence ON documents (sequence);
CREATE INDEX documents_source ON documents (source);

CREATE TABLE revisions (
  key      INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (key),
  n        INTEGER NOT NULL,
  hash     BLOB NOT NULL,
  seen     INTEGER NOT NULL,
  content  BLOB NOT NULL,
  UNIQUE (document, n)
) STRICT;

-- AUTOINCREMENT: a number is never given twice, not even after a delete.
CREATE TABLE changes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES documents (key),
  kind     TEXT NOT NULL CHECK (kind IN ('put', 'delete')),
  time     INTEGER NOT NULL
) STRICT;
