-- SPDX-License-Identifier: Apache-2.0
-- Sites that are scanned periodically, what came of it, and the messages that are still to be delivered.
CREATE TABLE watch (
  site TEXT PRIMARY KEY,
  schedule TEXT NOT NULL,
  webhook TEXT NOT NULL,   -- empty: none
  secret TEXT NOT NULL,    -- signs what is sent there
  mail TEXT NOT NULL,      -- empty: none
  since INTEGER NOT NULL,
  due INTEGER NOT NULL,    -- stays until the scan is finished, so that a broken one is made again
  memory TEXT NOT NULL     -- JSON, what is known and was told
) WITHOUT ROWID;

CREATE TABLE watched_scan (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  site TEXT NOT NULL,
  started INTEGER NOT NULL,
  finished INTEGER,        -- NULL: under way
  fate TEXT NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  tag TEXT NOT NULL,
  changes INTEGER NOT NULL,
  alerts INTEGER NOT NULL,
  folder TEXT NOT NULL     -- of its report; empty: not kept any more
);
CREATE INDEX watched_scan_site ON watched_scan (site, seq);

CREATE TABLE watch_message (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  site TEXT NOT NULL,
  way TEXT NOT NULL,       -- webhook, mail
  body TEXT NOT NULL,
  made INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_try INTEGER NOT NULL
);

CREATE TRIGGER watch_ends AFTER DELETE ON site BEGIN
  DELETE FROM watch WHERE site = OLD.id;
  DELETE FROM watch_message WHERE site = OLD.id;
END;
