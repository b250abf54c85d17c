-- SPDX-License-Identifier: Apache-2.0
-- Choices are counted by language and notice as well. Of counts that are there already, both are
-- told by the records that are kept; what was erased since stays counted without them.
CREATE TABLE rollup_next (
  site TEXT NOT NULL,
  day INTEGER NOT NULL,
  act TEXT NOT NULL,
  choices TEXT NOT NULL,
  language TEXT NOT NULL,  -- empty: not known
  notice TEXT NOT NULL,    -- version; empty: not known
  count INTEGER NOT NULL,
  PRIMARY KEY (site, day, act, choices, language, notice)
) WITHOUT ROWID;

WITH label AS MATERIALIZED (
  SELECT id, site, act, choices, '{' || tail || '}' AS tail FROM shape
)
INSERT INTO rollup_next
SELECT site, record.time / 86400000 AS day, act, choices,
       coalesce(CASE WHEN json_valid(tail) THEN json_extract(tail, '$.language') END, ''),
       coalesce(CASE WHEN json_valid(tail)
                     THEN json_extract(tail, '$.privacy_notice.version') END, ''),
       count(*)
FROM record JOIN label ON label.id = record.shape
GROUP BY 1, 2, 3, 4, 5, 6;

INSERT INTO rollup_next
SELECT site, day, act, choices, '', '', more FROM (
  SELECT rollup.site, rollup.day, rollup.act, rollup.choices,
         rollup.count - coalesce((
           SELECT sum(kept.count) FROM rollup_next AS kept
           WHERE kept.site = rollup.site AND kept.day = rollup.day AND kept.act = rollup.act
             AND kept.choices = rollup.choices), 0) AS more
  FROM rollup)
WHERE more > 0
ON CONFLICT DO UPDATE SET count = count + excluded.count;

DROP TABLE rollup;
ALTER TABLE rollup_next RENAME TO rollup;

-- What no record holds: banners shown, and the countries and devices that choices came from. Each
-- along one dimension alone ('country', 'device'; 'language' and 'notice' of banners shown), none
-- crossed with another.
CREATE TABLE visit_rollup (
  kind TEXT NOT NULL,
  site TEXT NOT NULL,
  day INTEGER NOT NULL,
  value TEXT NOT NULL,  -- empty: not known
  shown INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  custom INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  PRIMARY KEY (kind, site, day, value)
) WITHOUT ROWID;
