-- Creator Studio cache, format 4. Mapping presets of the creator, answers remembered by file shape.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- What the columns of a table mean, as the creator said in the wizard. `shape` is a print of the column names: the next file
-- with the same ones is read by it. `data` is the preset as JSON.
CREATE TABLE own_preset (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    shape TEXT NOT NULL UNIQUE,
    -- Where its files go; without one, the account is found as for any file.
    account_id INTEGER REFERENCES account (id) ON DELETE SET NULL,
    data TEXT NOT NULL,
    edited_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX own_preset_by_account ON own_preset (account_id);

-- Answers to what a table of some preset left open (order of day and month, decimal mark, zone, currency).
CREATE TABLE table_answer (
    format TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    edited_ms INTEGER NOT NULL,
    PRIMARY KEY (format, question)
) STRICT, WITHOUT ROWID;

INSERT INTO schema_table (name, kind) VALUES ('own_preset', 'authored'), ('table_answer', 'authored');
