-- SPDX-License-Identifier: Apache-2.0
-- How a watched site is scanned where that differs from the server's settings; empty and 0: as they say.
ALTER TABLE watch ADD COLUMN profile TEXT NOT NULL DEFAULT '';
ALTER TABLE watch ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE watch ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;
