-- Who: organisations, people, roles, sign-in tokens.
CREATE TABLE organisation (
    id {uuid} PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('municipality', 'authority')),
    -- Three digits, leading zeros kept; shares of a cent are ordered by it.
    code TEXT CHECK (length(code) = 3),
    name_fi TEXT NOT NULL,
    name_sv TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('fi', 'sv', 'en')),
    CONSTRAINT municipality_has_code CHECK ((kind = 'municipality') = (code IS NOT NULL))
);
-- A municipality exists once.
CREATE UNIQUE INDEX organisation_code ON organisation (code);

CREATE TABLE person (
    id {uuid} PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('fi', 'sv', 'en')),
    created_at {time} NOT NULL
);
-- One person per address, whatever its case.
CREATE UNIQUE INDEX person_email ON person (lower(email));

CREATE TABLE membership (
    id {uuid} PRIMARY KEY NOT NULL,
    person_id {uuid} NOT NULL REFERENCES person (id),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL,
    valid_from {time} NOT NULL,
    valid_to {time},
    CONSTRAINT membership_ends_after_it_begins CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
-- The same role is not held twice at once.
CREATE UNIQUE INDEX membership_current ON membership (person_id, organisation_id, role)
    WHERE valid_to IS NULL;
CREATE INDEX membership_organisation ON membership (organisation_id, role);

CREATE TABLE access_token (
    id {uuid} PRIMARY KEY NOT NULL,
    person_id {uuid} NOT NULL REFERENCES person (id),
    -- SHA-256 of the token; the token itself is shown once and never stored.
    token_hash {bytes} NOT NULL,
    label TEXT NOT NULL,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL
);
CREATE UNIQUE INDEX access_token_hash ON access_token (token_hash);

-- Files that people uploaded, under their hash: the same content is kept once.
CREATE TABLE file_content (
    sha256 {bytes} PRIMARY KEY NOT NULL,
    size BIGINT NOT NULL CHECK (size >= 0),
    content {bytes} NOT NULL
);
CREATE TABLE stored_file (
    id {uuid} PRIMARY KEY NOT NULL,
    -- The organisation it belongs to: nobody else reads it unless an object of theirs refers to it.
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    uploaded_by {uuid} NOT NULL REFERENCES person (id),
    uploaded_at {time} NOT NULL,
    name TEXT NOT NULL,
    sha256 {bytes} NOT NULL REFERENCES file_content (sha256)
);

-- One effect per key: the row is written in the transaction of the command itself.
CREATE TABLE idempotency (
    person_id {uuid} NOT NULL,
    key TEXT NOT NULL,
    command TEXT NOT NULL,
    request_hash {bytes} NOT NULL,
    result_id {uuid},
    at {time} NOT NULL,
    PRIMARY KEY (person_id, key)
);

-- The heads of the two logs; locking this row orders the commits, so that a reader who has seen
-- number n will never meet a smaller one later.
CREATE TABLE log_head (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    audit_seq BIGINT NOT NULL,
    audit_hash {bytes} NOT NULL,
    outbox_seq BIGINT NOT NULL
);

-- Append-only and hash-chained: each hash covers the entry and the hash before it.
CREATE TABLE audit_entry (
    seq BIGINT PRIMARY KEY NOT NULL,
    at {time} NOT NULL,
    -- Empty for what the clock did.
    person_id {uuid},
    organisation_id {uuid},
    role TEXT,
    object TEXT NOT NULL,
    object_id {uuid} NOT NULL,
    project_id {uuid},
    command TEXT NOT NULL,
    reason TEXT,
    state_before TEXT,
    state_after TEXT,
    -- The facts that the command set, as canonical JSON text; text, because the hash covers its bytes.
    details TEXT NOT NULL,
    prev_hash {bytes} NOT NULL,
    hash {bytes} NOT NULL
);
CREATE INDEX audit_entry_object ON audit_entry (object_id, seq);

-- What happened, in the order of the commits, for reactions.
CREATE TABLE outbox_event (
    seq BIGINT PRIMARY KEY NOT NULL,
    at {time} NOT NULL,
    kind TEXT NOT NULL,
    object_id {uuid} NOT NULL,
    project_id {uuid}
);
CREATE TABLE reaction_cursor (
    reaction TEXT PRIMARY KEY NOT NULL,
    seq BIGINT NOT NULL
);

CREATE TABLE job (
    id {uuid} PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    -- Names the one thing to be done; it is never enqueued a second time.
    unique_key TEXT NOT NULL,
    payload {json} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead')),
    run_at {time} NOT NULL,
    attempts INTEGER NOT NULL,
    locked_until {time},
    last_error TEXT,
    finished_at {time},
    CONSTRAINT job_lock_while_running CHECK ((state = 'running') = (locked_until IS NOT NULL)),
    CONSTRAINT job_finished CHECK ((state IN ('done', 'dead')) = (finished_at IS NOT NULL))
);
CREATE UNIQUE INDEX job_unique_key ON job (unique_key);
CREATE INDEX job_waiting ON job (run_at) WHERE state IN ('queued', 'running');

-- The demonstration's clock runs ahead of the real one by this much; empty elsewhere.
CREATE TABLE demo_clock (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    ahead_microseconds BIGINT NOT NULL,
    -- False while the demonstration is being loaded; an interrupted one is started over.
    loaded {bool} NOT NULL
);
