-- Creator Studio cache, format 13. What is to be made, rights and exclusivity over time, hours and worth.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- The creator's word on a part of an offer (*authored*): a piece to be made, a right, or what the reckoning of its worth rests
-- on. Keyed by the offer's identity at its source, as `offer_note` is: it survives an undo and a new import. `item` names the
-- part (`video-1`, `exclusivity`), `said` the fields spoken of, as JSON. A word is never rewritten: a later one of the same part
-- takes its place (`before`), and taking that back brings it in force again, so every word can be read with its time.
CREATE TABLE work_word (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ext_key TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('deliverable', 'right', 'worth')),
    item TEXT NOT NULL,
    said TEXT NOT NULL,
    before INTEGER REFERENCES work_word (id) ON DELETE SET NULL,
    noted_ms INTEGER NOT NULL,
    until_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX work_word_standing ON work_word (account_id, ext_key, part, item) WHERE until_ms IS NULL;
CREATE INDEX work_word_by_before ON work_word (before) WHERE before IS NOT NULL;

INSERT INTO schema_table (name, kind) VALUES ('work_word', 'authored');
