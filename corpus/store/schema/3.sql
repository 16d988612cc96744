-- Version 3: corrections by humans and the documents that each changed; who is
-- said to hold which office, derived from the annotations. A document that is
-- put into the change log to be annotated anew is marked as touched.

ALTER TABLE documents ADD COLUMN touched INTEGER NOT NULL DEFAULT 0;

-- spread is 0 until the documents that a correction, or its undoing, concerns
-- stand in the change log. undone is 0 as long as it holds.
CREATE TABLE corrections (
  key       INTEGER PRIMARY KEY AUTOINCREMENT,
  kind      TEXT NOT NULL,
  entity    TEXT NOT NULL,
  target    TEXT NOT NULL,
  name      TEXT NOT NULL,
  surface   TEXT NOT NULL,
  document  TEXT NOT NULL,
  note      TEXT NOT NULL,
  who       TEXT NOT NULL,
  made      INTEGER NOT NULL,
  undone    INTEGER NOT NULL DEFAULT 0,
  undone_by TEXT NOT NULL DEFAULT '',
  spread    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE corrected (
  correction INTEGER NOT NULL REFERENCES corrections (key),
  document   INTEGER NOT NULL REFERENCES documents (key),
  PRIMARY KEY (correction, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX corrected_document ON corrected (document);

-- A post is one person in one office, as some document has it; held says which
-- documents do, with their day of publication (days since 1970, NULL if undated).
CREATE TABLE posts (
  key          INTEGER PRIMARY KEY,
  person       TEXT NOT NULL,
  role         TEXT NOT NULL,
  portfolio    TEXT NOT NULL,
  state        TEXT NOT NULL,
  organisation TEXT NOT NULL,
  status       TEXT NOT NULL,
  name         TEXT NOT NULL,
  UNIQUE (person, role, portfolio, state, organisation, status)
) STRICT;
CREATE INDEX posts_state ON posts (state, portfolio);
CREATE INDEX posts_organisation ON posts (organisation);

CREATE TABLE held (
  document INTEGER NOT NULL REFERENCES documents (key),
  post     INTEGER NOT NULL REFERENCES posts (key),
  day      INTEGER,
  PRIMARY KEY (document, post)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_post ON held (post, day);

-- Inferred by older programs without the tables above.
DELETE FROM annotations;
