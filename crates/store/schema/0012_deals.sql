-- Creator Studio cache, format 12. The desk of offers: how each came to stand where it stands, tags, sleep, saved searches,
-- and which names are one brand.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.
--
-- What is said of an offer is keyed by its identity at its source, as `offer_note` is: it survives an undo and a new import.

-- One thing done to one offer or to many at once (*authored*). It is taken back as one.
CREATE TABLE deal_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Whose word it was: the creator's, or that of money that came.
    author TEXT NOT NULL CHECK (author IN ('creator', 'payment')),
    done_ms INTEGER NOT NULL,
    undone_ms INTEGER
) STRICT;
-- What it changed. NULL is the absence of a word: of a stage, the source's holds; of a sleep or tags, there are none.
CREATE TABLE deal_step_part (
    step_id INTEGER NOT NULL REFERENCES deal_step (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ext_key TEXT NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('stage', 'snooze', 'tags')),
    before TEXT,
    after TEXT,
    PRIMARY KEY (step_id, account_id, ext_key, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX deal_step_part_by_offer ON deal_step_part (account_id, ext_key, step_id);

-- The creator's tags of an offer.
CREATE TABLE offer_tag (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ext_key TEXT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (account_id, ext_key, tag)
) STRICT, WITHOUT ROWID;

-- An offer laid aside until a day, until the brand writes again, or until whichever comes first. It wakes by being read: no
-- row changes when it does.
CREATE TABLE offer_snooze (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ext_key TEXT NOT NULL,
    until_on INTEGER,
    on_reply INTEGER NOT NULL CHECK (on_reply IN (0, 1)),
    since_ms INTEGER NOT NULL,
    CHECK (until_on IS NOT NULL OR on_reply = 1),
    PRIMARY KEY (account_id, ext_key)
) STRICT, WITHOUT ROWID;

-- Searches of a screen under a name, in the words of its search line.
CREATE TABLE saved_filter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    screen TEXT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    saved_ms INTEGER NOT NULL,
    UNIQUE (screen, name)
) STRICT;

-- Names that are one brand by the creator's word: `alias` is a folded name or `@` and a domain, `brand` a folded name.
CREATE TABLE brand_alias (
    alias TEXT PRIMARY KEY,
    brand TEXT NOT NULL,
    said_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Stages that were set before there was a history: each is a step of its own.
INSERT INTO deal_step (id, author, done_ms)
SELECT row_number() OVER (ORDER BY account_id, ext_key), 'creator', edited_ms FROM offer_note WHERE stage IS NOT NULL;
INSERT INTO deal_step_part (step_id, account_id, ext_key, field, after)
SELECT row_number() OVER (ORDER BY account_id, ext_key), account_id, ext_key, 'stage', stage
FROM offer_note WHERE stage IS NOT NULL;

INSERT INTO schema_table (name, kind) VALUES
    ('deal_step', 'authored'), ('deal_step_part', 'authored'), ('offer_tag', 'authored'), ('offer_snooze', 'authored'),
    ('saved_filter', 'authored'), ('brand_alias', 'authored');
