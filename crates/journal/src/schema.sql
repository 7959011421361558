-- The record of one office: entries of every office it knows, and the words people typed.
-- This text is the data dictionary; docs/format.md explains the digests. Nothing here is ever migrated
-- except by a published format version, which is `PRAGMA user_version`.

-- What an officer did at one moment: the envelope that the entries it led to share. Rows are only ever
-- added. How entries are gathered into acts is storage, not identity: another copy may gather otherwise.
CREATE TABLE act (
    arrival  INTEGER PRIMARY KEY,   -- the arrival of its first entry
    entries  INTEGER NOT NULL,      -- so many entries, with consecutive arrivals and consecutive numbers
    office   TEXT    NOT NULL,      -- who wrote them: HQ, PAR
    number   INTEGER NOT NULL,      -- the number of the first in that office's journal, from 1 without holes
    epoch    BLOB    NOT NULL,      -- 16 bytes: the run of that journal
    at       INTEGER NOT NULL,      -- when the office recorded them, milliseconds since 1970 UTC
    actor    TEXT    NOT NULL,      -- who acted: oceans.desk
    dossier  TEXT    NOT NULL,      -- what they are about: DIRECTORY, or the entry that began the dossier
    command  TEXT,                  -- the caller's name for the command; it belongs to the first entry only
    seen     TEXT,                  -- the head of headquarters the office knew: HQ.4711:<64 hexadecimal digits>
    previous BLOB    NOT NULL,      -- the digest of the office's entry before the first; 32 zeros if there is none
    arrived  INTEGER NOT NULL       -- when this node stored them, milliseconds since 1970 UTC; local
) STRICT;

-- Finds an entry by its name, and keeps a number from being used twice.
CREATE UNIQUE INDEX act_by_number ON act (office, number);

-- Finds a dossier, in order of arrival.
CREATE INDEX act_by_dossier ON act (dossier);

-- Finds a repeated command, and refuses it.
CREATE UNIQUE INDEX act_by_command ON act (office, command) WHERE command IS NOT NULL;

-- One row for each fact. Rows are only ever added.
CREATE TABLE entry (
    arrival  INTEGER PRIMARY KEY,   -- order in which this node stored entries of all offices, from 1 without holes; local
    kind     TEXT    NOT NULL,      -- what kind of fact: tasking.acknowledged
    fact     BLOB    NOT NULL,      -- the fact as JSON, byte for byte as it was digested
    papers   INTEGER NOT NULL,      -- so many papers
    salt     BLOB    NOT NULL,      -- 16 bytes of chance, so that a digest confirms no guess
    digest   BLOB    NOT NULL       -- the digest of this entry, 32 bytes
) STRICT;

-- Finds the few entries of kind paper.disposed, which say that words were disposed of.
CREATE TABLE disposal (
    arrival  INTEGER PRIMARY KEY    -- the entry
) STRICT;

-- The words a person typed. The digest stays for ever; salt and text go when the words are lawfully
-- disposed of, and are absent as long as they were not fetched from the office that has them.
CREATE TABLE paper (
    place    INTEGER PRIMARY KEY,   -- the arrival of its entry times 65536, plus its place in that entry, from 0
    digest   BLOB    NOT NULL,      -- 32 bytes
    salt     BLOB,                  -- 16 bytes
    text     BLOB                   -- UTF-8
) STRICT;

-- The offices whose journals this node writes, and the run each is in now.
CREATE TABLE home (
    office   TEXT PRIMARY KEY,
    epoch    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
