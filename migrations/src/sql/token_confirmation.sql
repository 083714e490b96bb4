-- Who made a token and has seen it; empty for the operator on the server, and for tokens from before.
ALTER TABLE access_token ADD COLUMN issued_by {uuid} REFERENCES person (id);
-- The other administrator who stands by it: neither the one who made it nor the one who signs in.
ALTER TABLE access_token ADD COLUMN confirmed_by {uuid} REFERENCES person (id)
    CONSTRAINT access_token_two_persons CHECK (
        confirmed_by IS NULL
        OR (issued_by IS NOT NULL AND confirmed_by <> issued_by AND confirmed_by <> person_id)
    );
ALTER TABLE access_token ADD COLUMN confirmed_at {time}
    CONSTRAINT access_token_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL));
ALTER TABLE access_token ADD COLUMN revoked_by {uuid} REFERENCES person (id);
ALTER TABLE access_token ADD COLUMN revoked_at {time}
    CONSTRAINT access_token_revoked CHECK ((revoked_by IS NULL) = (revoked_at IS NULL));
-- To within ten minutes.
ALTER TABLE access_token ADD COLUMN last_used_at {time};
CREATE INDEX access_token_person ON access_token (person_id, id);
