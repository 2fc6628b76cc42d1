-- Creator Studio cache, format 6. What repeats, and what the creator attached.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.
--
-- Lines typed by hand stand in `entry`, in the feed `hand`, with the typed text as a document of kind `hand`.

-- Money that comes again and again. `n` counts its occurrences from 0; occurrence `n` is the entry `rec:<id>:<n>`.
CREATE TABLE recurring (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    every TEXT NOT NULL CHECK (every IN ('week', 'month', 'year')),
    first_on INTEGER NOT NULL,
    until_on INTEGER,
    run_id INTEGER NOT NULL REFERENCES run (id),
    added_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX recurring_by_account ON recurring (account_id);
CREATE INDEX recurring_by_run ON recurring (run_id);
-- What an occurrence says from a day on, until the next version.
CREATE TABLE recurring_version (
    recurring_id INTEGER NOT NULL REFERENCES recurring (id) ON DELETE CASCADE,
    from_on INTEGER NOT NULL,
    title TEXT NOT NULL,
    counterparty TEXT,
    stream INTEGER NOT NULL,
    status INTEGER NOT NULL,
    unit TEXT NOT NULL,
    gross INTEGER,
    fee INTEGER,
    tax INTEGER,
    net INTEGER NOT NULL,
    edited_ms INTEGER NOT NULL,
    PRIMARY KEY (recurring_id, from_on)
) STRICT, WITHOUT ROWID;

-- A file kept beside an entry, by the entry's identity at its source, as entry_note is.
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    ext_key TEXT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES document (id),
    run_id INTEGER NOT NULL REFERENCES run (id),
    added_ms INTEGER NOT NULL,
    UNIQUE (feed_id, ext_key, document_id)
) STRICT;
CREATE INDEX attachment_by_document ON attachment (document_id);
CREATE INDEX attachment_by_run ON attachment (run_id);

INSERT INTO schema_table (name, kind) VALUES
    ('recurring', 'authored'), ('recurring_version', 'authored'), ('attachment', 'authored');
