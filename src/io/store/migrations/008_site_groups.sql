-- SPDX-License-Identifier: Apache-2.0
-- What several sites of one owner share, as it was published last. Which sites are in a group their
-- configurations say.
CREATE TABLE site_group (
  id TEXT PRIMARY KEY,
  content TEXT NOT NULL,   -- JSON, docs/tag.md
  published INTEGER NOT NULL
) WITHOUT ROWID;
