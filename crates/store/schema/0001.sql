-- Creator Studio cache, format 1. Frozen: a released format is never edited, a later one is a new file.
--
-- Units: *_ms are milliseconds since 1970-01-01T00:00:00Z, `day` and *_on are days since 1970-01-01 of the calendar,
-- gross/fee/tax/net are micro-units (10^-6) of `unit`. NULL means unknown, never zero.
-- Codes of `stream` and `status`: src/codes.rs.

-- Which tables may be rebuilt from their source, and which hold what the creator wrote.
--   fetched   read from a platform or file; can be read again
--   authored  typed or decided by the creator; irreplaceable
--   derived   computed from other tables here; `verify` recomputes it
--   record    bookkeeping of runs and interned names
CREATE TABLE schema_table (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('fetched', 'authored', 'derived', 'record'))
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    handle TEXT NOT NULL,
    region TEXT,
    base_url TEXT,
    external_id TEXT,
    manual INTEGER NOT NULL DEFAULT 0,
    added_ms INTEGER NOT NULL
) STRICT;

-- Interned names: a feed is a stream of data within an account, a zone is an IANA name.
CREATE TABLE feed (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (account_id, name)
) STRICT;
CREATE TABLE zone (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    label TEXT NOT NULL DEFAULT '',
    report TEXT
) STRICT;
CREATE TABLE run_account (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    new INTEGER NOT NULL DEFAULT 0,
    revised INTEGER NOT NULL DEFAULT 0,
    vanished INTEGER NOT NULL DEFAULT 0,
    same INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0,
    retries INTEGER NOT NULL DEFAULT 0,
    waited_ms INTEGER NOT NULL DEFAULT 0,
    error_code TEXT,
    error_message TEXT,
    PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_account_by_account ON run_account (account_id);

CREATE TABLE cursor (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    feed TEXT NOT NULL,
    value TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, feed)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL,
    kind TEXT NOT NULL,
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    received_ms INTEGER NOT NULL,
    account_id INTEGER REFERENCES account (id) ON DELETE CASCADE,
    run_id INTEGER NOT NULL REFERENCES run (id)
) STRICT;
CREATE INDEX document_by_hash ON document (sha256);
CREATE INDEX document_by_run ON document (run_id);
CREATE INDEX document_by_account ON document (account_id);
-- Each chunk is 256 KiB of the raw bytes, compressed alone, so that a locator reads only its chunks.
CREATE TABLE document_chunk (
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (document_id, n)
) STRICT;

CREATE TABLE payout (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    external_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    amount INTEGER NOT NULL,
    state TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    arrival_on INTEGER,
    itemised INTEGER NOT NULL,
    failure TEXT,
    description TEXT,
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
    UNIQUE (account_id, external_id)
) STRICT;
CREATE INDEX payout_by_created ON payout (created_ms);
CREATE INDEX payout_by_first_run ON payout (first_run);
CREATE INDEX payout_by_document ON payout (document_id);
CREATE TABLE payout_revision (
    payout_id INTEGER NOT NULL REFERENCES payout (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    known_from_ms INTEGER NOT NULL,
    known_to_ms INTEGER NOT NULL,
    version_run INTEGER NOT NULL,
    replaced_by_run INTEGER NOT NULL,
    unit TEXT NOT NULL,
    amount INTEGER NOT NULL,
    state TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    arrival_on INTEGER,
    itemised INTEGER NOT NULL,
    failure TEXT,
    description TEXT,
    document_id INTEGER NOT NULL REFERENCES document (id),
    loc_start INTEGER NOT NULL,
    loc_len INTEGER NOT NULL,
    loc_line INTEGER,
    loc_pointer TEXT,
    PRIMARY KEY (payout_id, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX payout_revision_by_run ON payout_revision (replaced_by_run);
CREATE INDEX payout_revision_by_document ON payout_revision (document_id);

-- `stream` is what counts (the creator's correction, else the source's word); `source_stream` is the source's word.
-- `aside`: 0 counted, 1 vanished at the source, 2 ignored by the creator, 3 both. Rows aside are in no rollup.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    feed_id INTEGER NOT NULL REFERENCES feed (id),
    ext_key TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    zone_id INTEGER NOT NULL,
    instant_ms INTEGER,
    stream INTEGER NOT NULL,
    source_stream INTEGER NOT NULL,
    title TEXT NOT NULL,
    counterparty TEXT,
    unit TEXT NOT NULL,
    gross INTEGER,
    fee INTEGER,
    tax INTEGER,
    net INTEGER NOT NULL,
    status INTEGER NOT NULL,
    available_on INTEGER,
    payout_ext_id TEXT,
    payout_id INTEGER REFERENCES payout (id),
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
    vanished_ms INTEGER,
    vanished_run INTEGER,
    aside INTEGER NOT NULL DEFAULT 0,
    UNIQUE (feed_id, ext_key)
) STRICT;
-- The one index behind every list: a rollup row names exactly one run of it, newest id last.
CREATE INDEX entry_by_cell ON entry (day, account_id, stream, status, unit) WHERE aside = 0;
CREATE INDEX entry_aside ON entry (day) WHERE aside <> 0;
CREATE INDEX entry_by_payout ON entry (payout_id) WHERE payout_id IS NOT NULL;
CREATE INDEX entry_awaiting_payout ON entry (account_id, payout_ext_id) WHERE payout_ext_id IS NOT NULL AND payout_id IS NULL;
CREATE INDEX entry_by_first_run ON entry (first_run);
CREATE INDEX entry_vanished_by_run ON entry (vanished_run) WHERE vanished_run IS NOT NULL;
CREATE INDEX entry_by_document ON entry (document_id);

-- A version that no longer holds, with the time in which we believed it: [known_from_ms, known_to_ms).
CREATE TABLE entry_revision (
    entry_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    known_from_ms INTEGER NOT NULL,
    known_to_ms INTEGER NOT NULL,
    version_run INTEGER NOT NULL,
    replaced_by_run INTEGER NOT NULL,
    day INTEGER NOT NULL,
    zone_id INTEGER NOT NULL,
    instant_ms INTEGER,
    stream INTEGER NOT NULL,
    source_stream INTEGER NOT NULL,
    title TEXT NOT NULL,
    counterparty TEXT,
    unit TEXT NOT NULL,
    gross INTEGER,
    fee INTEGER,
    tax INTEGER,
    net INTEGER NOT NULL,
    status INTEGER NOT NULL,
    available_on INTEGER,
    payout_ext_id TEXT,
    document_id INTEGER NOT NULL REFERENCES document (id),
    loc_start INTEGER NOT NULL,
    loc_len INTEGER NOT NULL,
    loc_line INTEGER,
    loc_pointer TEXT,
    vanished_ms INTEGER,
    vanished_run INTEGER,
    PRIMARY KEY (entry_id, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_revision_by_run ON entry_revision (replaced_by_run);
CREATE INDEX entry_revision_by_document ON entry_revision (document_id);

-- Keyed by the row's identity at its source, so that the creator's word survives an undo and a new import.
CREATE TABLE entry_note (
    feed_id INTEGER NOT NULL REFERENCES feed (id),
    ext_key TEXT NOT NULL,
    note TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    ignored INTEGER NOT NULL DEFAULT 0,
    stream INTEGER,
    title TEXT,
    counterparty TEXT,
    edited_ms INTEGER NOT NULL,
    PRIMARY KEY (feed_id, ext_key)
) STRICT, WITHOUT ROWID;

-- Word search. The row number is day * 2^40 + entry id, so that the newest matches come first without sorting.
CREATE VIRTUAL TABLE entry_words USING fts5 (
    title, counterparty,
    content = '', detail = none, columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2'
);
-- The index seen from inside, for the check.
CREATE VIRTUAL TABLE entry_word_instance USING fts5vocab (entry_words, instance);

CREATE TABLE rollup (
    day INTEGER NOT NULL,
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
    PRIMARY KEY (day, account_id, stream, status, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE metric (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    day INTEGER NOT NULL,
    value INTEGER NOT NULL,
    authored INTEGER NOT NULL DEFAULT 0,
    document_id INTEGER REFERENCES document (id),
    loc_start INTEGER,
    loc_len INTEGER,
    loc_line INTEGER,
    loc_pointer TEXT,
    run_id INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX metric_by_name ON metric (account_id, name, day, authored, id);
CREATE INDEX metric_by_run ON metric (run_id);
CREATE INDEX metric_by_document ON metric (document_id) WHERE document_id IS NOT NULL;

CREATE TABLE post (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ext_key TEXT NOT NULL,
    published_ms INTEGER NOT NULL,
    first_run INTEGER NOT NULL,
    UNIQUE (account_id, ext_key)
) STRICT;
CREATE INDEX post_by_published ON post (published_ms);
CREATE INDEX post_by_first_run ON post (first_run);
-- One row per change of a post's counters or words; the newest is what holds.
CREATE TABLE post_snapshot (
    id INTEGER PRIMARY KEY,
    post_id INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
    seen_ms INTEGER NOT NULL,
    title TEXT NOT NULL,
    seconds INTEGER,
    views INTEGER,
    likes INTEGER,
    comments INTEGER,
    shares INTEGER,
    public INTEGER,
    document_id INTEGER NOT NULL REFERENCES document (id),
    loc_start INTEGER NOT NULL,
    loc_len INTEGER NOT NULL,
    loc_line INTEGER,
    loc_pointer TEXT,
    run_id INTEGER NOT NULL
) STRICT;
CREATE INDEX post_snapshot_by_post ON post_snapshot (post_id, id);
CREATE INDEX post_snapshot_by_run ON post_snapshot (run_id);
CREATE INDEX post_snapshot_by_document ON post_snapshot (document_id);

CREATE TABLE offer (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ext_key TEXT NOT NULL,
    first_run INTEGER NOT NULL,
    UNIQUE (account_id, ext_key)
) STRICT;
CREATE INDEX offer_by_first_run ON offer (first_run);
-- What one source document says about an offer. The offer is the parts laid over each other by time of arrival, so
-- the order in which mails are read does not matter. A part with a known `part_key` replaces the older one.
CREATE TABLE offer_part (
    id INTEGER PRIMARY KEY,
    offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
    part_key TEXT NOT NULL,
    brand TEXT NOT NULL,
    title TEXT NOT NULL,
    stage TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    document_id INTEGER NOT NULL REFERENCES document (id),
    loc_start INTEGER NOT NULL,
    loc_len INTEGER NOT NULL,
    loc_line INTEGER,
    loc_pointer TEXT,
    run_id INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX offer_part_by_offer ON offer_part (offer_id, part_key, id);
CREATE INDEX offer_part_by_run ON offer_part (run_id);
CREATE INDEX offer_part_by_document ON offer_part (document_id);
CREATE TABLE offer_term (
    part_id INTEGER NOT NULL REFERENCES offer_part (id) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    evidence TEXT NOT NULL,
    evidence_start INTEGER,
    evidence_len INTEGER NOT NULL,
    PRIMARY KEY (part_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE offer_finding (
    part_id INTEGER NOT NULL REFERENCES offer_part (id) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (part_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE offer_message (
    id INTEGER PRIMARY KEY,
    offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
    part_id INTEGER NOT NULL REFERENCES offer_part (id) ON DELETE CASCADE,
    external_id TEXT NOT NULL,
    from_name TEXT NOT NULL,
    from_address TEXT NOT NULL,
    subject TEXT NOT NULL,
    sent_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    attachments TEXT NOT NULL
) STRICT;
CREATE INDEX offer_message_by_offer ON offer_message (offer_id);
CREATE INDEX offer_message_by_part ON offer_message (part_id);
CREATE INDEX offer_message_by_external ON offer_message (external_id);
CREATE TABLE offer_message_reference (
    message_id INTEGER NOT NULL REFERENCES offer_message (id) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    external_id TEXT NOT NULL,
    PRIMARY KEY (message_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX offer_message_reference_by_external ON offer_message_reference (external_id);
-- Keyed by the offer's identity at its source, as entry_note is.
CREATE TABLE offer_note (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ext_key TEXT NOT NULL,
    stage TEXT,
    terms TEXT NOT NULL DEFAULT '[]',
    note TEXT,
    edited_ms INTEGER NOT NULL,
    PRIMARY KEY (account_id, ext_key)
) STRICT, WITHOUT ROWID;

-- What changed since the last look. A row without `entity_id` sums up `count` rows of one kind.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run (id),
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id INTEGER,
    account_id INTEGER REFERENCES account (id) ON DELETE CASCADE,
    stream INTEGER,
    unit TEXT,
    count INTEGER NOT NULL,
    net INTEGER,
    before TEXT,
    after TEXT,
    acknowledged_ms INTEGER
) STRICT;
CREATE INDEX change_by_run ON change (run_id, kind, entity);
CREATE INDEX change_by_account ON change (account_id);
CREATE INDEX change_open ON change (id) WHERE acknowledged_ms IS NULL;

CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    account_id INTEGER REFERENCES account (id) ON DELETE CASCADE,
    feed TEXT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES document (id),
    loc_start INTEGER NOT NULL,
    loc_len INTEGER NOT NULL,
    loc_line INTEGER,
    loc_pointer TEXT,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    raw TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    resolved_ms INTEGER,
    UNIQUE (document_id, loc_start, loc_len, reason)
) STRICT;
CREATE INDEX review_by_run ON review (run_id);
CREATE INDEX review_by_account ON review (account_id);

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    edited_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When the creator was in a programme, by the creator's word.
CREATE TABLE membership (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    programme TEXT NOT NULL,
    status TEXT NOT NULL,
    from_on INTEGER NOT NULL,
    noted_ms INTEGER NOT NULL,
    UNIQUE (account_id, programme, from_on)
) STRICT;

-- Used only where the system has no keychain; the file it lies in is encrypted.
CREATE TABLE secret (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL,
    saved_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO schema_table (name, kind) VALUES
    ('account', 'authored'), ('feed', 'record'), ('zone', 'record'), ('run', 'record'), ('run_account', 'record'),
    ('cursor', 'fetched'), ('document', 'fetched'), ('document_chunk', 'fetched'), ('payout', 'fetched'),
    ('payout_revision', 'fetched'), ('entry', 'fetched'), ('entry_revision', 'fetched'), ('entry_note', 'authored'),
    ('entry_words', 'derived'), ('entry_word_instance', 'derived'), ('rollup', 'derived'), ('metric', 'fetched'), ('post', 'fetched'),
    ('post_snapshot', 'fetched'), ('offer', 'fetched'), ('offer_part', 'fetched'), ('offer_term', 'fetched'),
    ('offer_finding', 'fetched'), ('offer_message', 'fetched'), ('offer_message_reference', 'fetched'),
    ('offer_note', 'authored'), ('change', 'record'), ('review', 'record'), ('setting', 'authored'),
    ('membership', 'authored'), ('secret', 'authored'), ('schema_table', 'record');
