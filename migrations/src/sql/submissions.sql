-- Each submission of an application as it was: the whole of it as JSON text, byte for byte, with its hash. What was
-- submitted before has none.
CREATE TABLE application_submission (
    application_id {uuid} NOT NULL REFERENCES application (id),
    number INTEGER NOT NULL CHECK (number > 0),
    submitted_by {uuid} NOT NULL REFERENCES person (id),
    submitted_at {time} NOT NULL,
    -- SHA-256 of what the partners had committed to.
    snapshot {bytes} NOT NULL CHECK (length(snapshot) = 32),
    -- The version of a form that was answered.
    form_id {uuid} REFERENCES form (id),
    document TEXT NOT NULL CHECK (document <> ''),
    -- SHA-256 of the document.
    sha256 {bytes} NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (application_id, number)
);
