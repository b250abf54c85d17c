-- SPDX-License-Identifier: Apache-2.0
-- What a site declares that it stores, made from its last scan.
CREATE TABLE declaration (
  site TEXT PRIMARY KEY,
  scanned INTEGER NOT NULL,
  report TEXT NOT NULL,   -- file of the scan's report
  content TEXT NOT NULL   -- JSON, consentry-declaration/1
) WITHOUT ROWID;
