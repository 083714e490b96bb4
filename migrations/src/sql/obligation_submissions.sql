-- What was handed in for an obligation without a form of its own. Appended, never edited: what comes
-- back is handed in anew.
CREATE TABLE obligation_submission (
    id {uuid} PRIMARY KEY NOT NULL,
    obligation_id {uuid} NOT NULL REFERENCES obligation (id),
    number INTEGER NOT NULL CHECK (number > 0),
    statement TEXT NOT NULL CHECK (statement <> ''),
    submitted_by {uuid} NOT NULL REFERENCES person (id),
    submitted_at {time} NOT NULL,
    questions {json},
    returned_by {uuid} REFERENCES person (id),
    returned_at {time},
    CONSTRAINT obligation_submission_returned CHECK (
        (questions IS NULL) = (returned_by IS NULL) AND (questions IS NULL) = (returned_at IS NULL)
    ),
    -- Two persons: nobody judges their own statement.
    CONSTRAINT obligation_submission_two_persons CHECK (returned_by IS NULL OR returned_by <> submitted_by)
);
CREATE UNIQUE INDEX obligation_submission_number ON obligation_submission (obligation_id, number);

CREATE TABLE obligation_submission_file (
    submission_id {uuid} NOT NULL REFERENCES obligation_submission (id),
    place INTEGER NOT NULL CHECK (place > 0),
    file_id {uuid} NOT NULL REFERENCES stored_file (id),
    PRIMARY KEY (submission_id, place)
);
-- Who sees a submission sees its files.
CREATE UNIQUE INDEX obligation_submission_file_once ON obligation_submission_file (file_id, submission_id);
