-- Calendars that a person subscribes to under a secret link, of which only the hash is kept. A link that was revoked
-- leads nowhere; nothing is deleted.
CREATE TABLE calendar_feed (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    person_id {uuid} NOT NULL REFERENCES person (id),
    -- What it shows: the deadlines of a project, of a municipality, or of the grants that the person handles.
    subject TEXT NOT NULL CHECK (subject IN ('project', 'municipality', 'officer')),
    project_id {uuid} REFERENCES project (id),
    organisation_id {uuid} REFERENCES organisation (id),
    token_hash {bytes} NOT NULL,
    created_at {time} NOT NULL,
    -- When the link was replaced by another one the last time.
    renewed_at {time},
    revoked_at {time},
    CONSTRAINT calendar_feed_subject CHECK (
        (subject = 'project') = (project_id IS NOT NULL)
        AND (subject <> 'project') = (organisation_id IS NOT NULL)
    )
);
CREATE UNIQUE INDEX calendar_feed_token ON calendar_feed (token_hash);
CREATE INDEX calendar_feed_person ON calendar_feed (person_id);
