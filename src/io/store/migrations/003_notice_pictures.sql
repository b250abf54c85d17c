-- SPDX-License-Identifier: Apache-2.0
-- What a published notice looked like; its artefact holds the digests of these.

CREATE TABLE notice_picture (
  publication INTEGER NOT NULL REFERENCES publication (seq),
  name TEXT NOT NULL,  -- "en-390x844.jpg"
  jpeg BLOB NOT NULL,
  PRIMARY KEY (publication, name)
);
