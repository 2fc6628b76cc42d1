-- Creator Studio cache, format 9. What the creator knows about programmes: status history, own rules, rule packs.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- ---------------------------------------------------------------- own rules, rule packs and who may sign them

-- The creator's own word on a rule version (*authored*). Without a place the whole version is wrong and is never judged by.
-- With one, the threshold there is another: `place` is the way to the condition (`requirements.1`, `maintenance.0.2`), `metric`
-- what must still stand there, `value` the threshold as JSON. A word that was taken back or replaced keeps its time.
CREATE TABLE rule_override (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule TEXT NOT NULL,
    place TEXT,
    metric TEXT,
    value TEXT,
    from_on INTEGER,
    note TEXT NOT NULL,
    source TEXT,
    noted_ms INTEGER NOT NULL,
    until_ms INTEGER,
    CHECK ((place IS NULL) = (metric IS NULL) AND (place IS NULL) = (value IS NULL))
) STRICT;
CREATE UNIQUE INDEX rule_override_standing
    ON rule_override (rule, ifnull(place, ''), ifnull(from_on, -2147483648)) WHERE until_ms IS NULL;

-- Rules newer than those of the program, opened by hand (*authored*): the signed file as it came, one at a time for each platform.
CREATE TABLE rule_pack (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    pack_on INTEGER NOT NULL,
    key TEXT NOT NULL,
    file TEXT NOT NULL,
    signed TEXT NOT NULL,
    added_ms INTEGER NOT NULL,
    until_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX rule_pack_standing ON rule_pack (platform) WHERE until_ms IS NULL;

-- Public keys (hexadecimal) whose packs the creator accepts beside those of the project (*authored*).
CREATE TABLE trusted_key (
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    trusted_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO schema_table (name, kind) VALUES
    ('rule_override', 'authored'), ('rule_pack', 'authored'), ('trusted_key', 'authored');

-- ---------------------------------------------------------------- status history and notices

-- The creator's word on a programme: from a day on, this standing. A row is never rewritten; another word for the same day, or
-- taking it back, retires it, so what was noted at any instant can be read again.
CREATE TABLE programme_status (
    id INTEGER PRIMARY KEY,
    programme TEXT NOT NULL,
    -- Whose; without one, the word holds for the creator, connected or not.
    account_id INTEGER REFERENCES account (id) ON DELETE SET NULL,
    status TEXT NOT NULL
        CHECK (status IN ('applied', 'admitted', 'refused', 'suspended', 'appealed', 'left', 'unsaid')),
    from_on INTEGER NOT NULL,
    note TEXT NOT NULL,
    noted_ms INTEGER NOT NULL,
    retired_ms INTEGER
) STRICT;
CREATE INDEX programme_status_by_programme ON programme_status (programme, from_on);
CREATE INDEX programme_status_by_account ON programme_status (account_id) WHERE account_id IS NOT NULL;

-- It takes the place of `membership` (format 1) with what that one kept of the past (format 5).
INSERT INTO programme_status (programme, account_id, status, from_on, note, noted_ms)
SELECT programme, account_id,
    CASE WHEN status = 'in' THEN 'admitted' WHEN status IN ('applied', 'refused', 'left') THEN status ELSE 'unsaid' END,
    from_on, '', noted_ms
FROM membership ORDER BY id;
INSERT INTO programme_status (programme, account_id, status, from_on, note, noted_ms, retired_ms)
SELECT m.programme, m.account_id,
    CASE WHEN b.status = 'in' THEN 'admitted' WHEN b.status IN ('applied', 'refused', 'left') THEN b.status ELSE 'unsaid' END,
    m.from_on, '', b.noted_ms, b.until_ms
FROM membership_before b JOIN membership m ON m.id = b.membership_id ORDER BY b.id;
DROP TABLE membership_before;
DROP TABLE membership;
DELETE FROM schema_table WHERE name IN ('membership', 'membership_before');

-- The state of each programme at the last look, kept while notices are on.
CREATE TABLE programme_look (
    programme TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    rule TEXT,
    region TEXT NOT NULL,
    day INTEGER NOT NULL,
    looked_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A state that changed between two looks. `causes` is what explained it, as JSON.
CREATE TABLE programme_notice (
    id INTEGER PRIMARY KEY,
    programme TEXT NOT NULL,
    state_before TEXT NOT NULL,
    state_after TEXT NOT NULL,
    day_before INTEGER NOT NULL,
    day_after INTEGER NOT NULL,
    causes TEXT NOT NULL,
    noticed_ms INTEGER NOT NULL,
    seen_ms INTEGER
) STRICT;
CREATE INDEX programme_notice_open ON programme_notice (noticed_ms) WHERE seen_ms IS NULL;

INSERT INTO schema_table (name, kind) VALUES
    ('programme_status', 'authored'), ('programme_look', 'record'), ('programme_notice', 'record');
