-- Keys with which people sign in, kept by their own devices: the public halves. Nothing is deleted.
CREATE TABLE passkey (
    id {uuid} PRIMARY KEY NOT NULL,
    person_id {uuid} NOT NULL REFERENCES person (id),
    -- What the device calls it.
    credential {bytes} NOT NULL,
    -- As COSE writes it.
    public_key {bytes} NOT NULL,
    -- What the person calls it.
    name TEXT NOT NULL,
    created_at {time} NOT NULL,
    -- How often it had signed when it was used last; 0 where its device does not count.
    sign_count BIGINT NOT NULL CHECK (sign_count BETWEEN 0 AND 4294967295),
    last_used_at {time},
    removed_at {time},
    removed_by {uuid} REFERENCES person (id),
    CONSTRAINT passkey_removed CHECK ((removed_at IS NULL) = (removed_by IS NULL))
);
-- Also of those that were removed: what comes again is made anew by its device.
CREATE UNIQUE INDEX passkey_credential ON passkey (credential);
CREATE INDEX passkey_person ON passkey (person_id, id);

-- What a device is asked to sign, once: to sign in, or to add a passkey. Only hashes are kept.
CREATE TABLE passkey_challenge (
    id {uuid} PRIMARY KEY NOT NULL,
    challenge_hash {bytes} NOT NULL,
    -- Of the cookie of the browser that asked: of signing in, or of the session in which one is added.
    browser_hash {bytes} NOT NULL,
    -- Who adds one; nobody while somebody signs in.
    person_id {uuid} REFERENCES person (id),
    -- The page to go to afterwards.
    go_to TEXT NOT NULL,
    expires_at {time} NOT NULL,
    used_at {time}
);
CREATE UNIQUE INDEX passkey_challenge_hash ON passkey_challenge (challenge_hash);
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);
