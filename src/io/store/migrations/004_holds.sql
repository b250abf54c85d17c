-- SPDX-License-Identifier: Apache-2.0
-- Sites whose records are kept for a dispute, whatever the retention says; also of removed sites.

CREATE TABLE site_hold (
  site TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  since INTEGER NOT NULL
) WITHOUT ROWID;
