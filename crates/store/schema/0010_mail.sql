-- Creator Studio cache, format 10. Every message of a mailbox, its place and marks, and the words to search them by.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- A message, once, by however many roads it came (*fetched*). Two messages that claim one `Message-ID` and say different things
-- are two: `print` is the first 16 hex digits of the hash of people, subject, text (without regard to white space), references and
-- the names and sizes of what is attached.
-- `position` orders messages by when they were sent (milliseconds * 2^10, then by arrival) and is the row number of its words.
-- `thread_id` is the lowest id in its conversation.
CREATE TABLE mail (
    id INTEGER PRIMARY KEY,
    external_id TEXT NOT NULL,
    print TEXT NOT NULL,
    position INTEGER NOT NULL UNIQUE,
    thread_id INTEGER NOT NULL,
    sent_ms INTEGER NOT NULL,
    from_name TEXT NOT NULL,
    from_address TEXT NOT NULL,
    to_addresses TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- The subject without its marks of answers, folded; and whether it bore one while naming no message it answers.
    subject_key TEXT NOT NULL,
    bare_answer INTEGER NOT NULL,
    attachments TEXT NOT NULL,
    UNIQUE (external_id, print)
) STRICT;
CREATE INDEX mail_by_thread ON mail (thread_id, sent_ms);
CREATE INDEX mail_by_subject ON mail (subject_key, sent_ms) WHERE subject_key <> '';
CREATE INDEX mail_bare_answer ON mail (subject_key, sent_ms) WHERE bare_answer AND subject_key <> '';

-- What it says, apart from the row that lists read.
CREATE TABLE mail_text (
    mail_id INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    text TEXT NOT NULL
) STRICT;

-- Its own id (n = 0) and those it answers, oldest first.
CREATE TABLE mail_reference (
    mail_id INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    external_id TEXT NOT NULL,
    PRIMARY KEY (mail_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_reference_by_external ON mail_reference (external_id, mail_id);

-- A road by which a message came (*fetched*): a folder of a mailbox with its validity and number, or a place in a file. What left
-- its folder is marked, never removed. `flags` are words of `MailFlag`, separated by a space.
CREATE TABLE mail_place (
    id INTEGER PRIMARY KEY,
    mail_id INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    folder TEXT,
    validity INTEGER,
    uid INTEGER,
    flags TEXT NOT NULL,
    gone_ms INTEGER,
    document_id INTEGER NOT NULL REFERENCES document (id),
    loc_start INTEGER NOT NULL,
    loc_len INTEGER NOT NULL,
    loc_line INTEGER,
    loc_pointer TEXT,
    run_id INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL,
    CHECK ((folder IS NULL) = (uid IS NULL) AND (uid IS NULL) = (validity IS NULL))
) STRICT;
CREATE INDEX mail_place_by_mail ON mail_place (mail_id);
CREATE UNIQUE INDEX mail_place_by_uid ON mail_place (account_id, folder, validity, uid) WHERE uid IS NOT NULL;
CREATE UNIQUE INDEX mail_place_by_file ON mail_place (document_id, loc_start, account_id) WHERE uid IS NULL;
CREATE INDEX mail_place_by_document ON mail_place (document_id);
CREATE INDEX mail_place_by_run ON mail_place (run_id);
CREATE INDEX mail_place_here ON mail_place (account_id, folder, validity) WHERE gone_ms IS NULL AND uid IS NOT NULL;

-- Words of messages (*derived*). `marks` holds `every` on each row and `attached` where something is. All text is folded first
-- (src/fold.rs), since the tokenizer keeps œ and æ apart from oe and ae.
CREATE VIRTUAL TABLE mail_words USING fts5 (
    subject, sender, recipient, body, marks,
    content = '', contentless_delete = 1, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE mail_word_instance USING fts5vocab (mail_words, instance);

-- Words of offers (*derived*): the row number is the offer's. What is written there when is said in src/table/offer_words.rs.
CREATE VIRTUAL TABLE offer_words USING fts5 (
    brand, title, terms, note, body,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE offer_word_instance USING fts5vocab (offer_words, instance);

-- A message goes with its last road, its words go with it, and what is left of its thread is grouped again at the end of the
-- transaction.
CREATE TABLE mail_regroup (
    thread_id INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER mail_place_gone AFTER DELETE ON mail_place BEGIN
    DELETE FROM mail WHERE id = old.mail_id AND NOT EXISTS (SELECT 1 FROM mail_place WHERE mail_id = old.mail_id);
END;
CREATE TRIGGER mail_gone AFTER DELETE ON mail BEGIN
    DELETE FROM mail_words WHERE rowid = old.position;
    INSERT OR IGNORE INTO mail_regroup (thread_id) VALUES (old.thread_id);
END;

-- Offers whose words are to be written at the end of the transaction, whoever changed them.
CREATE TABLE offer_reword (
    offer_id INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER offer_part_said AFTER INSERT ON offer_part BEGIN
    INSERT OR IGNORE INTO offer_reword (offer_id) VALUES (new.offer_id);
END;
CREATE TRIGGER offer_part_gone AFTER DELETE ON offer_part BEGIN
    INSERT OR IGNORE INTO offer_reword (offer_id) VALUES (old.offer_id);
END;
CREATE TRIGGER offer_gone AFTER DELETE ON offer BEGIN
    INSERT OR IGNORE INTO offer_reword (offer_id) VALUES (old.id);
END;
CREATE TRIGGER offer_note_said AFTER INSERT ON offer_note BEGIN
    INSERT OR IGNORE INTO offer_reword (offer_id)
        SELECT id FROM offer WHERE account_id = new.account_id AND ext_key = new.ext_key;
END;
CREATE TRIGGER offer_note_changed AFTER UPDATE ON offer_note BEGIN
    INSERT OR IGNORE INTO offer_reword (offer_id)
        SELECT id FROM offer WHERE account_id = new.account_id AND ext_key = new.ext_key;
END;
CREATE TRIGGER offer_note_gone AFTER DELETE ON offer_note BEGIN
    INSERT OR IGNORE INTO offer_reword (offer_id)
        SELECT id FROM offer WHERE account_id = old.account_id AND ext_key = old.ext_key;
END;
-- Offers that an older version read get their words at the first write of this one.
INSERT INTO offer_reword (offer_id) SELECT id FROM offer;

INSERT INTO schema_table (name, kind) VALUES
    ('mail', 'fetched'), ('mail_text', 'fetched'), ('mail_reference', 'fetched'), ('mail_place', 'fetched'),
    ('mail_words', 'derived'), ('mail_word_instance', 'derived'), ('offer_words', 'derived'), ('offer_word_instance', 'derived'),
    ('mail_regroup', 'record'), ('offer_reword', 'record');

-- Older versions kept only messages in which an offer stood. A mailbox is read again from its beginning; what is known is found to
-- be the same.
DELETE FROM cursor WHERE feed = 'mail';
