-- Creator Studio cache, format 3. Reference rates, unit rates, shares the creator entered.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- Reference rates read after the bundled history: millionths of the currency's unit for one euro.
CREATE TABLE reference_rate (
    day INTEGER NOT NULL,
    currency TEXT NOT NULL,
    per_euro INTEGER NOT NULL CHECK (per_euro > 0),
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    loc_start INTEGER NOT NULL,
    loc_len INTEGER NOT NULL,
    loc_line INTEGER,
    loc_pointer TEXT,
    PRIMARY KEY (day, currency)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_rate_by_document ON reference_rate (document_id);

-- What one unit is worth from a day on, by the creator's word. A rate that was replaced or taken back stays, with the
-- instant, so that it can be put back.
CREATE TABLE own_rate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    unit TEXT NOT NULL,
    from_on INTEGER NOT NULL,
    currency TEXT NOT NULL,
    micros INTEGER NOT NULL CHECK (micros > 0),
    note TEXT NOT NULL DEFAULT '',
    edited_ms INTEGER NOT NULL,
    retired_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX own_rate_holds ON own_rate (unit, from_on) WHERE retired_ms IS NULL;

-- What the creator expects to be paid for one of something from a day on: per 1,000 views, per diamond, per sale, per
-- subscriber. `micros` are of `unit`; NULL where the share is a part of the gross, in `permille`.
CREATE TABLE expected_share (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    measure TEXT NOT NULL,
    from_on INTEGER NOT NULL,
    unit TEXT,
    micros INTEGER,
    permille INTEGER,
    edited_ms INTEGER NOT NULL,
    retired_ms INTEGER,
    CHECK ((unit IS NOT NULL AND micros IS NOT NULL) <> (permille IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX expected_share_holds ON expected_share (account_id, measure, from_on) WHERE retired_ms IS NULL;

-- Money a payer exchanged before it credited it, found in the documents that state it: what was paid in one unit, what came
-- of it in another. `ext_key` is the payer's own id of the transaction.
CREATE TABLE exchange (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ext_key TEXT NOT NULL,
    day INTEGER NOT NULL,
    unit TEXT NOT NULL,
    paid INTEGER NOT NULL,
    to_unit TEXT NOT NULL,
    received INTEGER NOT NULL,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    loc_start INTEGER NOT NULL,
    loc_len INTEGER NOT NULL,
    PRIMARY KEY (account_id, ext_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX exchange_by_document ON exchange (document_id);
-- Documents that were looked through for it.
CREATE TABLE exchange_seen (
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE
) STRICT;

INSERT INTO schema_table (name, kind) VALUES
    ('reference_rate', 'fetched'), ('own_rate', 'authored'), ('expected_share', 'authored'), ('exchange', 'derived'),
    ('exchange_seen', 'derived');
