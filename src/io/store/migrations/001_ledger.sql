-- SPDX-License-Identifier: Apache-2.0
-- The log of choices. Only what grows at its end is indexed: sequence numbers, and visitor ids,
-- which begin with their time.

-- What many records share: who asked, what, how, and the answer. `digest` is the beginning of
-- SHA-256 over site, newline and tail.
CREATE TABLE shape (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  act TEXT NOT NULL,
  choices TEXT NOT NULL,
  tail TEXT NOT NULL,
  digest BLOB NOT NULL UNIQUE
);

-- One leaf of the tree. Erased: all but `seq` and `leaf` are NULL.
CREATE TABLE record (
  seq INTEGER PRIMARY KEY,
  leaf BLOB NOT NULL,
  time INTEGER,
  visitor BLOB,
  shape INTEGER REFERENCES shape (id),
  key INTEGER,
  device_offset INTEGER,
  clicks INTEGER,
  shown_ms INTEGER,
  previous INTEGER
);
CREATE INDEX record_visitor ON record (visitor) WHERE visitor IS NOT NULL;

-- Roots of complete subtrees of 256, 65536, ... leaves.
CREATE TABLE subtree (
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (level, number)
) WITHOUT ROWID;

CREATE TABLE rollup (
  site TEXT NOT NULL,
  day INTEGER NOT NULL,
  act TEXT NOT NULL,
  choices TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (site, day, act, choices)
) WITHOUT ROWID;

-- One row: the tree's size, its peaks (32 bytes each), and the checkpoint signed over them.
CREATE TABLE log (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  key TEXT NOT NULL,
  size INTEGER NOT NULL,
  peaks BLOB NOT NULL,
  checkpoint TEXT NOT NULL
);
