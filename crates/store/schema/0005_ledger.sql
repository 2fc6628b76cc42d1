-- Creator Studio cache, format 5. Flags on changes, marks on lines that are no events, what was noted before.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- A change the creator wants to come back to. It keeps its line in the feed, whatever becomes of the run.
CREATE TABLE change_flag (
    change_id INTEGER PRIMARY KEY REFERENCES change (id) ON DELETE CASCADE,
    note TEXT NOT NULL,
    flagged_ms INTEGER NOT NULL
) STRICT;

-- The same for lines worked out anew every day (late money, a day that is missing), by what they are about.
CREATE TABLE live_mark (
    subject TEXT PRIMARY KEY,
    seen_ms INTEGER,
    flagged_ms INTEGER,
    note TEXT NOT NULL DEFAULT '',
    CHECK (seen_ms IS NOT NULL OR flagged_ms IS NOT NULL)
) STRICT, WITHOUT ROWID;
-- Format 1 kept dismissed late payouts as a setting, by row; from now on they are known by the platform's own id.
INSERT OR IGNORE INTO live_mark (subject, seen_ms)
    SELECT 'late:' || p.account_id || ':' || p.external_id, s.edited_ms
    FROM setting s, json_each(s.value) j JOIN payout p ON p.id = j.value WHERE s.key = 'late_dismissed';
DELETE FROM setting WHERE key = 'late_dismissed';

-- A standing in a programme that another word of the same day took the place of: [noted_ms, until_ms).
CREATE TABLE membership_before (
    id INTEGER PRIMARY KEY,
    membership_id INTEGER NOT NULL REFERENCES membership (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    noted_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX membership_before_by_membership ON membership_before (membership_id);

-- The feed by what it is filtered by, newest last; open lines apart, since they are few beside the history.
CREATE INDEX change_open_by_kind ON change (entity, kind) WHERE acknowledged_ms IS NULL;
CREATE INDEX change_open_by_account ON change (account_id) WHERE acknowledged_ms IS NULL;
CREATE INDEX change_by_kind ON change (entity, kind);
CREATE INDEX change_by_instant ON change (at_ms);

-- Rows with a history, for drift; and former versions by the payout they named.
CREATE INDEX entry_revised ON entry (day) WHERE revision > 1;
CREATE INDEX entry_revision_by_payout ON entry_revision (payout_ext_id) WHERE payout_ext_id IS NOT NULL;

INSERT INTO schema_table (name, kind) VALUES
    ('change_flag', 'authored'), ('live_mark', 'authored'), ('membership_before', 'authored');
