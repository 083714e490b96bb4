-- Sessions of people in their browsers. The cookie's secret is never stored, only its SHA-256; nothing is deleted.
CREATE TABLE session (
    id {uuid} PRIMARY KEY NOT NULL,
    person_id {uuid} NOT NULL REFERENCES person (id),
    secret_hash {bytes} NOT NULL,
    opened_by TEXT NOT NULL CHECK (opened_by IN ('provider', 'link', 'passkey')),
    browser TEXT NOT NULL,
    created_at {time} NOT NULL,
    -- To within a minute.
    last_used_at {time} NOT NULL,
    ends_at {time} NOT NULL,
    idle_seconds BIGINT NOT NULL CHECK (idle_seconds > 0),
    -- Of a sign-in by OpenID Connect: who vouched for whom, and the provider's own name for the session, by which it
    -- can say that the session is over.
    issuer TEXT,
    subject TEXT,
    provider_session TEXT,
    ended_at {time},
    ended_by {uuid} REFERENCES person (id),
    ended_why TEXT CHECK (ended_why IN ('signed_out', 'revoked', 'provider', 'left')),
    CONSTRAINT session_ended CHECK (
        (ended_at IS NULL) = (ended_why IS NULL) AND (ended_by IS NULL OR ended_at IS NOT NULL)
    ),
    CONSTRAINT session_of_a_provider CHECK (
        (issuer IS NULL) = (subject IS NULL)
        AND (opened_by = 'provider') = (issuer IS NOT NULL)
        AND (provider_session IS NULL OR issuer IS NOT NULL)
    )
);
CREATE UNIQUE INDEX session_secret ON session (secret_hash);
CREATE INDEX session_person ON session (person_id, id);
CREATE INDEX session_issuer ON session (issuer, subject);

-- Tries to sign in: at a provider until it sends the browser back, and with a link until it is used. Only hashes of the
-- secrets are kept, and of the address that somebody typed.
CREATE TABLE sign_in_attempt (
    id {uuid} PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('provider', 'link')),
    -- Of the cookie of the browser that began.
    browser_hash {bytes} NOT NULL,
    -- Of the state that comes back, or of the link once it was sent.
    secret_hash {bytes},
    address_hash {bytes},
    -- Whom the link signs in; nobody when the address belongs to nobody, which the page does not tell.
    person_id {uuid} REFERENCES person (id),
    -- The page to go to afterwards.
    go_to TEXT NOT NULL,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    used_at {time},
    CONSTRAINT sign_in_attempt_kind CHECK (
        (kind = 'link') = (address_hash IS NOT NULL)
        AND (kind = 'link' OR (person_id IS NULL AND secret_hash IS NOT NULL))
    )
);
CREATE UNIQUE INDEX sign_in_attempt_secret ON sign_in_attempt (secret_hash);
CREATE INDEX sign_in_attempt_address ON sign_in_attempt (address_hash, created_at);
CREATE INDEX sign_in_attempt_expires ON sign_in_attempt (expires_at);

-- Whom a provider means by a subject, recorded once.
CREATE TABLE person_identity (
    id {uuid} PRIMARY KEY NOT NULL,
    person_id {uuid} NOT NULL REFERENCES person (id),
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    created_at {time} NOT NULL
);
CREATE UNIQUE INDEX person_identity_subject ON person_identity (issuer, subject);
-- One account of a provider for a person: another one with the same address is somebody else, or needs looking at.
CREATE UNIQUE INDEX person_identity_person ON person_identity (person_id, issuer);

-- What a token may do: read only, or whatever the person may.
ALTER TABLE access_token ADD COLUMN scope TEXT NOT NULL DEFAULT 'write' CHECK (scope IN ('read', 'write'));
-- The organisation to whose matters a token is confined; empty when it acts with all roles of the person.
ALTER TABLE access_token ADD COLUMN organisation_id {uuid} REFERENCES organisation (id);

-- For whom a role is held as a deputy.
ALTER TABLE membership ADD COLUMN deputy_for {uuid} REFERENCES person (id);
