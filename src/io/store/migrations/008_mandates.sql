-- SPDX-License-Identifier: Apache-2.0
-- Mandates of cases. Nothing here names a person to who lacks the case's private key (sealed), its pepper
-- (mail_key, person_key, mails) or the mail that was sent (tokens, held_mail). People sign by hand, some
-- a second at most, so keys that are not ordered by time may be indexed here.
CREATE TABLE mandate_form (
  id TEXT PRIMARY KEY,
  toml TEXT NOT NULL,
  sealing_key BLOB NOT NULL,
  closes TEXT NOT NULL,        -- last day, empty: open end
  kept_months INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  closed INTEGER,              -- NULL: takes mandates
  ended INTEGER,               -- NULL: the case goes on
  purged INTEGER NOT NULL,     -- mandates that nobody confirmed, forgotten since
  numbers INTEGER NOT NULL,    -- given so far
  changes INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE mandate_text (
  form TEXT NOT NULL,
  digest BLOB NOT NULL,
  version TEXT NOT NULL,
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  mandate TEXT NOT NULL,
  fee TEXT NOT NULL,
  PRIMARY KEY (form, digest)
) WITHOUT ROWID;

CREATE TABLE mandate (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  form TEXT NOT NULL,
  reference BLOB NOT NULL UNIQUE,
  number INTEGER,              -- NULL until confirmed
  state INTEGER NOT NULL,      -- MandateState
  received INTEGER NOT NULL,
  confirmed INTEGER,
  ended INTEGER,
  replaced_by INTEGER NOT NULL DEFAULT 0,
  day TEXT NOT NULL,
  country TEXT NOT NULL,
  respondents TEXT NOT NULL,   -- ids, a space between
  powers INTEGER NOT NULL,     -- a bit each
  language TEXT NOT NULL,
  text BLOB NOT NULL,
  connected INTEGER NOT NULL,
  mail_key BLOB,               -- NULL from here on: erased
  person_key BLOB,
  commitment BLOB,
  token BLOB,
  manage BLOB,
  held_mail BLOB,
  sealed BLOB,
  corrects BLOB
);
CREATE UNIQUE INDEX mandate_number ON mandate (form, number) WHERE number IS NOT NULL;
CREATE INDEX mandate_state ON mandate (form, state, received);
CREATE INDEX mandate_mail_key ON mandate (mail_key) WHERE mail_key IS NOT NULL;
CREATE INDEX mandate_person_key ON mandate (person_key) WHERE person_key IS NOT NULL;
CREATE UNIQUE INDEX mandate_token ON mandate (token) WHERE token IS NOT NULL;
CREATE UNIQUE INDEX mandate_manage ON mandate (manage) WHERE manage IS NOT NULL;

CREATE TABLE mandate_suspect (
  form TEXT NOT NULL,
  earlier INTEGER NOT NULL,    -- numbers
  later INTEGER NOT NULL,
  same_mail INTEGER NOT NULL,
  decided INTEGER,             -- when an officer looked
  PRIMARY KEY (form, later, earlier)
) WITHOUT ROWID;

CREATE TABLE mandate_mail (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  form TEXT NOT NULL,
  reference BLOB NOT NULL,
  locked BLOB NOT NULL,
  made INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_try INTEGER NOT NULL
);
CREATE INDEX mandate_mail_reference ON mandate_mail (reference);

-- Who opened what: chained lines, which nobody changes.
CREATE TABLE mandate_access (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  form TEXT NOT NULL,
  line TEXT NOT NULL
);
CREATE TRIGGER mandate_access_stays BEFORE UPDATE ON mandate_access BEGIN
  SELECT RAISE(ABORT, 'the log of accesses is only added to');
END;
CREATE TRIGGER mandate_access_is_kept BEFORE DELETE ON mandate_access BEGIN
  SELECT RAISE(ABORT, 'the log of accesses is only added to');
END;
