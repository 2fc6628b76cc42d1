-- Creator Studio cache, format 14. Own and client details, invoices without gaps, payments and reminders.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- The creator as a business (*authored*). What was written before stays with its time; one holds.
CREATE TABLE seller (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    details TEXT NOT NULL,
    -- What stands before the year in numbers of invoices and of credit notes.
    prefix TEXT NOT NULL,
    credit_prefix TEXT NOT NULL,
    -- What a new draft begins with: VAT mode, rate in hundredths of a percent, payment terms.
    vat TEXT NOT NULL,
    vat_rate INTEGER NOT NULL,
    terms TEXT NOT NULL,
    noted_ms INTEGER NOT NULL,
    until_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX seller_standing ON seller ((1)) WHERE until_ms IS NULL;

-- Who is billed (*authored*). Invoices keep their own copy of the words they were issued with.
CREATE TABLE client (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    details TEXT NOT NULL,
    -- The brand its offers come from, folded, so that the next offer finds it.
    brand TEXT NOT NULL,
    edited_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX client_by_brand ON client (brand);

-- How far a row of numbers was taken (*authored*): one for each prefix and year.
CREATE TABLE invoice_series (
    prefix TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (last >= 1),
    last_on INTEGER NOT NULL,
    PRIMARY KEY (prefix, year)
) STRICT, WITHOUT ROWID;

-- An invoice (*authored*): a draft until it has its number, then unchangeable. `content` is all it says, as JSON of the domain;
-- `pdf` and `xml` are the paper as it was issued. The offer is named by its identity at its source, so that the invoice survives
-- an undo and a new import of the mail.
CREATE TABLE invoice (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER REFERENCES account (id) ON DELETE SET NULL,
    ext_key TEXT,
    client_id INTEGER REFERENCES client (id) ON DELETE SET NULL,
    -- The invoice that a deposit belongs to, that a credit note takes back, that a final invoice ends.
    parent_id INTEGER REFERENCES invoice (id),
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'deposit', 'final', 'credit')),
    content TEXT NOT NULL,
    edited_ms INTEGER NOT NULL,
    discarded_ms INTEGER,
    prefix TEXT,
    year INTEGER,
    n INTEGER,
    number TEXT UNIQUE,
    issued_on INTEGER,
    due_on INTEGER,
    issued_ms INTEGER,
    unit TEXT,
    due INTEGER,
    xml TEXT,
    pdf BLOB,
    sha256 BLOB,
    -- When it went to the client, by the creator's word.
    sent_ms INTEGER,
    -- The step that moved the offer to `invoiced`.
    step_id INTEGER,
    UNIQUE (prefix, year, n),
    CHECK ((number IS NULL) = (n IS NULL) AND (number IS NULL) = (issued_ms IS NULL) AND (number IS NULL) = (pdf IS NULL)),
    CHECK (number IS NULL OR (unit IS NOT NULL AND due IS NOT NULL AND issued_on IS NOT NULL AND discarded_ms IS NULL))
) STRICT;
CREATE INDEX invoice_by_offer ON invoice (account_id, ext_key) WHERE ext_key IS NOT NULL;
CREATE INDEX invoice_by_parent ON invoice (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX invoice_by_client ON invoice (client_id) WHERE client_id IS NOT NULL;

-- The database itself refuses to change or remove what was issued.
CREATE TRIGGER invoice_is_final BEFORE UPDATE OF kind, content, prefix, year, n, number, issued_on, due_on, issued_ms, unit, due,
    xml, pdf, sha256, discarded_ms, parent_id ON invoice WHEN old.number IS NOT NULL
BEGIN SELECT raise(ABORT, 'an issued invoice cannot be changed'); END;
CREATE TRIGGER invoice_is_kept BEFORE DELETE ON invoice WHEN old.number IS NOT NULL
BEGIN SELECT raise(ABORT, 'an issued invoice cannot be removed'); END;

-- Money that came in for an invoice (*authored*), in the invoice's currency. Where it came in is named by its identity at the
-- source: a bank line or a payout; with neither the creator typed it. What was taken back keeps its time.
CREATE TABLE invoice_payment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invoice_id INTEGER NOT NULL REFERENCES invoice (id),
    day INTEGER NOT NULL,
    unit TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    source TEXT NOT NULL CHECK (source IN ('hand', 'landing', 'payout')),
    source_account_id INTEGER REFERENCES account (id) ON DELETE SET NULL,
    source_key TEXT,
    -- What of the bank line or payout was used, in its own unit.
    source_unit TEXT,
    source_amount INTEGER,
    -- Why it was proposed, as JSON.
    basis TEXT NOT NULL,
    note TEXT NOT NULL,
    noted_ms INTEGER NOT NULL,
    until_ms INTEGER,
    -- The step that moved the offer to `paid`.
    step_id INTEGER
) STRICT;
CREATE INDEX invoice_payment_by_invoice ON invoice_payment (invoice_id);
CREATE INDEX invoice_payment_by_source ON invoice_payment (source_account_id, source_key) WHERE source_key IS NOT NULL;

-- Money that is not for an invoice, by the creator's word (*authored*).
CREATE TABLE invoice_refusal (
    invoice_id INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (source IN ('landing', 'payout')),
    source_account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    source_key TEXT NOT NULL,
    noted_ms INTEGER NOT NULL,
    PRIMARY KEY (invoice_id, source, source_account_id, source_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoice_refusal_by_account ON invoice_refusal (source_account_id);

-- Letters that asked for the money (*authored*).
CREATE TABLE invoice_reminder (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invoice_id INTEGER NOT NULL REFERENCES invoice (id),
    day INTEGER NOT NULL,
    tone TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    noted_ms INTEGER NOT NULL,
    until_ms INTEGER
) STRICT;
CREATE INDEX invoice_reminder_by_invoice ON invoice_reminder (invoice_id);

INSERT INTO schema_table (name, kind) VALUES
    ('seller', 'authored'), ('client', 'authored'), ('invoice_series', 'authored'), ('invoice', 'authored'),
    ('invoice_payment', 'authored'), ('invoice_refusal', 'authored'), ('invoice_reminder', 'authored');
