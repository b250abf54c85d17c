-- SPDX-License-Identifier: Apache-2.0
-- Sites, and everything that was ever published for them: a record names the digest of what its
-- visitor was shown, so publications are never deleted.

CREATE TABLE site (
  id TEXT PRIMARY KEY,
  origins TEXT NOT NULL,  -- one a line
  config TEXT NOT NULL,
  created INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE publication (
  seq INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  time INTEGER NOT NULL,
  config TEXT NOT NULL,
  sha256 TEXT NOT NULL,   -- of the artefact
  artefact TEXT NOT NULL
);

CREATE TABLE tag_file (
  publication INTEGER NOT NULL REFERENCES publication (seq),
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  plain BLOB NOT NULL,
  gzip BLOB NOT NULL,
  brotli BLOB NOT NULL,
  PRIMARY KEY (publication, name)
);

-- One row: counts changes of the tables above, so that a running server sees them cheaply.
CREATE TABLE site_change (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  count INTEGER NOT NULL
);
INSERT INTO site_change VALUES (1, 0);
