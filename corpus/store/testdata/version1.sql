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

INSERT INTO settings VALUES ('corpus', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
INSERT INTO documents (key, id, revision, hash, deleted, first_seen, last_seen, source, sequence) VALUES
  (1, 'ro-1', 2, X'569d336f72c72e51b38b47d6b05de01b8d7598fa2374780c40b87f49ee9b2121', 0, 1559210400000, 1559296800000, NULL, 3),
  (2, 'lv-1', 1, X'782a5cad4069ff6f26ba49aec31ced09033db31aa278d34cdf04953509ecad70', 0, 1559210400000, 1559210400000, NULL, 2);
INSERT INTO revisions (document, n, hash, seen, content) VALUES
  (1, 1, X'a84611cb97aae7efb552cf56bfe3cf133bfceb2c6437e5bc2544064e5ca15e79', 1559210400000, CAST('{"id":"ro-1","title":"Comunicat","text":"Text"}' AS BLOB)),
  (1, 2, X'569d336f72c72e51b38b47d6b05de01b8d7598fa2374780c40b87f49ee9b2121', 1559296800000, CAST('{"id":"ro-1","title":"Comunicat","text":"Text nou"}' AS BLOB)),
  (2, 1, X'782a5cad4069ff6f26ba49aec31ced09033db31aa278d34cdf04953509ecad70', 1559210400000, CAST('{"id":"lv-1","title":"Paziņojums","text":"Teksts"}' AS BLOB));
INSERT INTO changes (document, kind, time) VALUES (1, 'put', 1559210400000), (2, 'put', 1559210400000), (1, 'put', 1559296800000);
PRAGMA user_version = 1;
PRAGMA application_id = 1131245169;
