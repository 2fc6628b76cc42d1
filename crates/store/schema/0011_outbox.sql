-- Creator Studio cache, format 11. Drafts, templates and the outbox: what the creator wrote and what went out.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- The creator's own wording of a template (*authored*). Without a row the built-in one holds.
CREATE TABLE reply_template (
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    body TEXT NOT NULL,
    edited_ms INTEGER NOT NULL,
    PRIMARY KEY (kind, language)
) STRICT, WITHOUT ROWID;

-- The answer being written, one for each offer (*authored*). Keyed by the offer's identity at its source, as offer_note is.
CREATE TABLE reply_draft (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ext_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    sender_id INTEGER REFERENCES account (id) ON DELETE SET NULL,
    to_address TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    edited_ms INTEGER NOT NULL,
    PRIMARY KEY (account_id, ext_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX reply_draft_by_sender ON reply_draft (sender_id) WHERE sender_id IS NOT NULL;

-- How a mailbox sends, by the creator's word (*authored*). Passwords stand in the keychain, never here.
CREATE TABLE mail_sender (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    server TEXT NOT NULL,
    user TEXT,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    proof TEXT NOT NULL CHECK (proof IN ('bcc', 'provider', 'none')),
    own_password INTEGER NOT NULL CHECK (own_password IN (0, 1)),
    edited_ms INTEGER NOT NULL
) STRICT;

-- What the creator sent, or wants to (*authored*). `message` is the mail as it travels, made once; `message_id` is its own and is
-- never given again. `brand` is kept for a list that outlives the offer. A row is never removed.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER REFERENCES account (id) ON DELETE SET NULL,
    ext_key TEXT NOT NULL,
    brand TEXT NOT NULL,
    sender_id INTEGER REFERENCES account (id) ON DELETE SET NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    from_address TEXT NOT NULL,
    from_name TEXT NOT NULL,
    to_address TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    message BLOB NOT NULL,
    queued_ms INTEGER NOT NULL,
    hold_until_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_ms INTEGER,
    why TEXT,
    words TEXT,
    -- The step in which Send moved the offer on, so that taking the reply back takes the move back too.
    step_id INTEGER,
    sent_ms INTEGER,
    -- The copy in the folder of sent mail: owed, done, or none to be made.
    copy TEXT NOT NULL DEFAULT 'none' CHECK (copy IN ('none', 'owed', 'done')),
    CHECK ((state = 'sent') = (sent_ms IS NOT NULL))
) STRICT;
CREATE INDEX outbox_open ON outbox (hold_until_ms) WHERE state NOT IN ('sent', 'failed', 'taken_back');
CREATE INDEX outbox_copy_owed ON outbox (id) WHERE copy = 'owed';
CREATE INDEX outbox_by_offer ON outbox (account_id, ext_key);
CREATE INDEX outbox_by_sender ON outbox (sender_id) WHERE sender_id IS NOT NULL;

-- Every step of a reply on its way out (*record*): when, what it became, why.
CREATE TABLE outbox_step (
    id INTEGER PRIMARY KEY,
    outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    why TEXT,
    words TEXT
) STRICT;
CREATE INDEX outbox_step_by_outbox ON outbox_step (outbox_id, id);

INSERT INTO schema_table (name, kind) VALUES
    ('reply_template', 'authored'), ('reply_draft', 'authored'), ('mail_sender', 'authored'), ('outbox', 'authored'),
    ('outbox_step', 'record');
