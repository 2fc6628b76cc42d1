-- Creator Studio cache, format 7. Sign-ins: client registrations and granted scopes. Never a secret.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- The apps the creator registered at platforms (*authored*). `base_url` is empty for the platform's own address. The app's
-- secret lies in the vault under `client-PLATFORM` or `client-PLATFORM-BASE_URL`.
CREATE TABLE client_registration (
    platform TEXT NOT NULL,
    base_url TEXT NOT NULL DEFAULT '',
    client_id TEXT NOT NULL,
    testing INTEGER NOT NULL DEFAULT 0,
    saved_ms INTEGER NOT NULL,
    PRIMARY KEY (platform, base_url)
) STRICT, WITHOUT ROWID;

-- How each account was last signed in (*record*). Scopes are separated by spaces; `granted` is NULL when the platform did
-- not say. `ends_ms`: the end of the whole sign-in, when known.
CREATE TABLE sign_in (
    account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    client_id TEXT NOT NULL,
    asked TEXT NOT NULL,
    granted TEXT,
    signed_ms INTEGER NOT NULL,
    ends_ms INTEGER
) STRICT;

INSERT INTO schema_table (name, kind) VALUES
    ('client_registration', 'authored'),
    ('sign_in', 'record');
