-- The record of one office: entries of every office it knows, and the words people typed.
-- This text is the data dictionary; docs/format.md explains the digests. Nothing here is ever migrated
-- except by a published format version, which is `PRAGMA user_version`.

-- One row for each fact in its envelope. Rows are only ever added.
CREATE TABLE entry (
    arrival  INTEGER PRIMARY KEY,  -- order in which this node stored entries of all offices, from 1 without holes; local
    office   TEXT    NOT NULL,     -- who wrote it: HQ, PAR
    number   INTEGER NOT NULL,     -- its place in that office's journal, from 1 without holes
    epoch    BLOB    NOT NULL,     -- 16 bytes: the run of that journal
    at       INTEGER NOT NULL,     -- when the office recorded it, milliseconds since 1970 UTC
    actor    TEXT    NOT NULL,     -- who acted: oceans.desk
    dossier  TEXT    NOT NULL,     -- what it is about: DIRECTORY, or the entry that began the dossier
    kind     TEXT    NOT NULL,     -- what kind of fact: tasking.acknowledged
    fact     BLOB    NOT NULL,     -- the fact as JSON, byte for byte as it was digested
    command  TEXT,                 -- the caller's name for the command, on its first entry only
    seen     TEXT,                 -- the head of headquarters the office knew: HQ.4711:<64 hexadecimal digits>
    salt     BLOB    NOT NULL,     -- 16 bytes of chance, so that a digest confirms no guess
    previous BLOB    NOT NULL,     -- the digest of the entry before it in this office's journal; 32 zeros for the first
    digest   BLOB    NOT NULL,     -- the digest of this entry, 32 bytes
    arrived  INTEGER NOT NULL,     -- when this node stored it, milliseconds since 1970 UTC; local
    UNIQUE (office, number)
);

-- Finds a dossier in order.
CREATE INDEX entry_by_dossier ON entry (dossier, arrival);

-- Finds a repeated command, and refuses it.
CREATE UNIQUE INDEX entry_by_command ON entry (office, command) WHERE command IS NOT NULL;

-- Finds the few facts that say words were disposed of.
CREATE INDEX entry_of_disposal ON entry (arrival) WHERE kind = 'paper.disposed';

-- The words a person typed. The digest stays for ever; salt and text go when the words are lawfully
-- disposed of, and are absent as long as they were not fetched from the office that has them.
CREATE TABLE paper (
    arrival  INTEGER NOT NULL,     -- the entry it belongs to
    place    INTEGER NOT NULL,     -- its place among that entry's papers, from 0
    digest   BLOB    NOT NULL,     -- 32 bytes
    salt     BLOB,                 -- 16 bytes
    text     BLOB,                 -- UTF-8
    PRIMARY KEY (arrival, place)
);

-- The offices whose journals this node writes, and the run each is in now.
CREATE TABLE home (
    office   TEXT PRIMARY KEY,
    epoch    BLOB NOT NULL
) WITHOUT ROWID;
