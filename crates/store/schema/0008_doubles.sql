-- Creator Studio cache, format 8. One thing told by two sources, and what the creator decided about it.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- A place that tells of money, by names that outlive its rows: an account keeps its decisions when its import is taken back,
-- and one that is removed and added again finds them. `account_id` is NULL while there is no such account. `feed` is that of
-- `entry` rows, empty for payouts and bank lines.
CREATE TABLE double_source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER REFERENCES account (id) ON DELETE SET NULL,
    platform TEXT NOT NULL,
    handle TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('entry', 'payout', 'landing')),
    feed TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX double_source_of_account ON double_source (account_id, kind, feed) WHERE account_id IS NOT NULL;

-- What the creator decided. `merged`: one side of each link is put aside while the other stands. `kept`: both count.
CREATE TABLE double_decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    verdict TEXT NOT NULL CHECK (verdict IN ('merged', 'kept')),
    decided_ms INTEGER NOT NULL
) STRICT;
-- Keys are `ext_key` of entries and bank lines, the platform's id of payouts. `basis`: the reasons, as JSON of the caller.
-- `through`: a link that follows from another one (what is the same as B is the same as what B is the same as).
CREATE TABLE double_link (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    decision_id INTEGER NOT NULL REFERENCES double_decision (id) ON DELETE CASCADE,
    aside_source INTEGER NOT NULL REFERENCES double_source (id),
    aside_key TEXT NOT NULL,
    kept_source INTEGER NOT NULL REFERENCES double_source (id),
    kept_key TEXT NOT NULL,
    basis TEXT NOT NULL,
    through INTEGER REFERENCES double_link (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX double_link_by_decision ON double_link (decision_id);
CREATE INDEX double_link_by_aside ON double_link (aside_source, aside_key);
CREATE INDEX double_link_by_kept ON double_link (kept_source, kept_key);
CREATE INDEX double_link_by_through ON double_link (through) WHERE through IS NOT NULL;

-- `entry.aside` gains the bit 4: told by another source, which counts. The same bit of the others:
ALTER TABLE payout ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;
ALTER TABLE landing ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;

INSERT INTO schema_table (name, kind) VALUES
    ('double_source', 'record'), ('double_decision', 'authored'), ('double_link', 'authored');
