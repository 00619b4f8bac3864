-- The ledger. Times are microseconds since 1970.

-- One row for each organisation: the end of its ledger, and where sequence numbers come from.
-- `peaks`: the roots of the full subtrees of the tree of entries, the largest first, 32 bytes each.
CREATE TABLE head (
    org   TEXT    NOT NULL PRIMARY KEY,
    seq   INTEGER NOT NULL CHECK (seq >= 0),
    at    INTEGER,
    peaks BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- `bytes`: the exact canonical JSON, the leaf of the tree. `words`: the act's reason and parameters.
CREATE TABLE entry (
    org        TEXT    NOT NULL REFERENCES head,
    seq        INTEGER NOT NULL CHECK (seq > 0),
    at         INTEGER NOT NULL,
    bytes      TEXT    NOT NULL,
    words      TEXT,
    words_salt BLOB,
    PRIMARY KEY (org, seq),
    CHECK ((words IS NULL) = (words_salt IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_by_time ON entry (org, at, seq);

-- `hash`: SHA-256 over the salt and {"record":BODY,"version":VERSION}.
CREATE TABLE revision (
    org      TEXT    NOT NULL,
    register TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    seq      INTEGER NOT NULL CHECK (seq > 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    version  INTEGER NOT NULL,
    hash     BLOB    NOT NULL,
    salt     BLOB    NOT NULL,
    body     TEXT    NOT NULL,
    PRIMARY KEY (org, register, id, revision),
    FOREIGN KEY (org, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX revision_by_entry ON revision (org, seq, position);

-- Requests that carried a key, so that the same one is not done twice. `body`: SHA-256 of what was asked.
CREATE TABLE request (
    org  TEXT    NOT NULL,
    by   TEXT    NOT NULL,
    key  TEXT    NOT NULL,
    body BLOB    NOT NULL,
    seq  INTEGER NOT NULL,
    PRIMARY KEY (org, by, key),
    FOREIGN KEY (org, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;

-- The files in the vault.
CREATE TABLE blob (
    org         TEXT    NOT NULL REFERENCES head,
    sha256      BLOB    NOT NULL,
    size        INTEGER NOT NULL CHECK (size >= 0),
    received_at INTEGER NOT NULL,
    PRIMARY KEY (org, sha256)
) STRICT, WITHOUT ROWID;

-- Who may sign in. What they may do is recorded in the ledger.
CREATE TABLE account (
    id         TEXT    NOT NULL PRIMARY KEY,
    email      TEXT    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `secret`: the PHC string of a password, or the SHA-256 of a one-time link in hexadecimal digits.
CREATE TABLE credential (
    account    TEXT NOT NULL REFERENCES account,
    kind       TEXT NOT NULL CHECK (kind IN ('password', 'link')),
    secret     TEXT NOT NULL,
    expires_at INTEGER,
    PRIMARY KEY (account, kind)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX credential_by_link ON credential (secret) WHERE kind = 'link';

-- `id`: SHA-256 of what the browser holds.
CREATE TABLE session (
    id         BLOB    NOT NULL PRIMARY KEY,
    account    TEXT    NOT NULL REFERENCES account,
    created_at INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_account ON session (account);

-- `hash`: SHA-256 of the token, which is shown once.
CREATE TABLE token (
    id         TEXT    NOT NULL PRIMARY KEY,
    hash       BLOB    NOT NULL UNIQUE,
    account    TEXT    NOT NULL REFERENCES account,
    label      TEXT    NOT NULL,
    roles      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;
