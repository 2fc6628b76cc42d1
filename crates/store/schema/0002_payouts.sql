-- Creator Studio cache, format 2. Payout sums, bank lines, matches, locked periods.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- What a payout pays, as far as its rows are known. `part`: 0 rows that brought money, 1 rows that took money back.
-- `gross` of a row without one is net + fee + tax; `rest` is net - gross + fee: tax withheld, or the source's rounding.
-- Rows aside are not counted. `*_count`: rows that have such a figure.
CREATE TABLE payout_sum (
    payout_id INTEGER NOT NULL REFERENCES payout (id) ON DELETE CASCADE,
    unit TEXT NOT NULL,
    stream INTEGER NOT NULL,
    part INTEGER NOT NULL,
    count INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    fee_count INTEGER NOT NULL,
    rest INTEGER NOT NULL,
    rest_count INTEGER NOT NULL,
    net INTEGER NOT NULL,
    PRIMARY KEY (payout_id, unit, stream, part)
) STRICT, WITHOUT ROWID;
INSERT INTO payout_sum
SELECT payout_id, unit, stream, g < 0, count(*), sum(g), sum(coalesce(fee, 0)), sum(coalesce(fee, 0) <> 0),
       sum(net - g + coalesce(fee, 0)), sum(net - g + coalesce(fee, 0) <> 0), sum(net)
FROM (SELECT payout_id, unit, stream, fee, net, coalesce(gross, net + coalesce(fee, 0) + coalesce(tax, 0)) AS g
      FROM entry WHERE payout_id IS NOT NULL AND aside = 0)
GROUP BY payout_id, unit, stream, g < 0;

-- The rows of one payout, newest first, without sorting.
DROP INDEX entry_by_payout;
CREATE INDEX entry_by_payout ON entry (payout_id, day, id) WHERE payout_id IS NOT NULL;
-- The payouts of one account, newest first.
CREATE INDEX payout_by_account ON payout (account_id, created_ms);

-- Lines of bank statements and wallets. `ext_key`: the bank's own id, else `fp:` fingerprint and occurrence number.
CREATE TABLE landing (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ext_key TEXT NOT NULL,
    day INTEGER NOT NULL,
    value_on INTEGER,
    unit TEXT NOT NULL,
    amount INTEGER NOT NULL,
    text TEXT NOT NULL,
    counterparty TEXT,
    reference TEXT,
    document_id INTEGER NOT NULL REFERENCES document (id),
    loc_start INTEGER NOT NULL,
    loc_len INTEGER NOT NULL,
    loc_line INTEGER,
    loc_pointer TEXT,
    first_run INTEGER NOT NULL,
    last_run INTEGER NOT NULL,
    version_run INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    known_from_ms INTEGER NOT NULL,
    UNIQUE (account_id, ext_key)
) STRICT;
CREATE INDEX landing_by_day ON landing (day);
CREATE INDEX landing_by_first_run ON landing (first_run);
CREATE INDEX landing_by_document ON landing (document_id);
CREATE TABLE landing_revision (
    landing_id INTEGER NOT NULL REFERENCES landing (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    known_from_ms INTEGER NOT NULL,
    known_to_ms INTEGER NOT NULL,
    version_run INTEGER NOT NULL,
    replaced_by_run INTEGER NOT NULL,
    day INTEGER NOT NULL,
    value_on INTEGER,
    unit TEXT NOT NULL,
    amount INTEGER NOT NULL,
    text TEXT NOT NULL,
    counterparty TEXT,
    reference TEXT,
    document_id INTEGER NOT NULL REFERENCES document (id),
    loc_start INTEGER NOT NULL,
    loc_len INTEGER NOT NULL,
    loc_line INTEGER,
    loc_pointer TEXT,
    PRIMARY KEY (landing_id, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX landing_revision_by_run ON landing_revision (replaced_by_run);
CREATE INDEX landing_revision_by_document ON landing_revision (document_id);

-- What the creator decided about payouts and bank lines. The links name both sides by their identity at the source, so
-- that a decision survives an undo and a new import.
CREATE TABLE match_decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'refused')),
    basis TEXT NOT NULL,
    decided_ms INTEGER NOT NULL
) STRICT;
-- `amount`: the part of the bank line, in micro-units of its `unit`. No payout: the bank line is none.
CREATE TABLE match_link (
    id INTEGER PRIMARY KEY,
    decision_id INTEGER NOT NULL REFERENCES match_decision (id) ON DELETE CASCADE,
    payout_account_id INTEGER REFERENCES account (id) ON DELETE CASCADE,
    payout_ext_id TEXT,
    landing_account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    landing_key TEXT NOT NULL,
    unit TEXT NOT NULL,
    amount INTEGER NOT NULL,
    CHECK ((payout_account_id IS NULL) = (payout_ext_id IS NULL))
) STRICT;
CREATE INDEX match_link_by_decision ON match_link (decision_id);
CREATE INDEX match_link_by_payout ON match_link (payout_account_id, payout_ext_id);
CREATE INDEX match_link_by_landing ON match_link (landing_account_id, landing_key);

-- A month of an account whose figures the creator accepted. `month_on`: its first day. `figures`: what was accepted, as
-- JSON; it never changes. A reopened period keeps its row with the reason.
CREATE TABLE period_lock (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    month_on INTEGER NOT NULL,
    figures TEXT NOT NULL,
    locked_ms INTEGER NOT NULL,
    reopened_ms INTEGER,
    reason TEXT,
    CHECK ((reopened_ms IS NULL) = (reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX period_lock_holds ON period_lock (account_id, month_on) WHERE reopened_ms IS NULL;

INSERT INTO schema_table (name, kind) VALUES
    ('payout_sum', 'derived'), ('landing', 'fetched'), ('landing_revision', 'fetched'),
    ('match_decision', 'authored'), ('match_link', 'authored'), ('period_lock', 'authored');

-- Sums of whole months, beside the sums of days. `month`: its first day.
CREATE TABLE rollup_month (
    month INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    stream INTEGER NOT NULL,
    status INTEGER NOT NULL,
    unit TEXT NOT NULL,
    count INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    gross_known INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    fee_known INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    tax_known INTEGER NOT NULL,
    net INTEGER NOT NULL,
    PRIMARY KEY (month, account_id, stream, status, unit)
) STRICT, WITHOUT ROWID;
INSERT INTO rollup_month
SELECT CAST(strftime('%s', day * 86400, 'unixepoch', 'start of month') AS INTEGER) / 86400, account_id, stream, status, unit,
       sum(count), sum(gross), sum(gross_known), sum(fee), sum(fee_known), sum(tax), sum(tax_known), sum(net)
FROM rollup GROUP BY 1, 2, 3, 4, 5;
INSERT INTO schema_table (name, kind) VALUES ('rollup_month', 'derived');

-- A figure's history out of the index alone.
DROP INDEX metric_by_name;
CREATE INDEX metric_by_name ON metric (account_id, name, day, authored, id, value);
