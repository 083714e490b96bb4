-- A request to supplement an application, answered in the application itself.
CREATE TABLE application_supplement (
    application_id {uuid} NOT NULL REFERENCES application (id),
    number INTEGER NOT NULL CHECK (number > 0),
    asked_by {uuid} NOT NULL REFERENCES person (id),
    asked_at {time} NOT NULL,
    -- What is asked, in the officer's words.
    questions TEXT NOT NULL CHECK (questions <> ''),
    -- The last day to answer, a working day.
    respond_by {date} NOT NULL,
    -- What the application said when it was asked, as JSON: lists of section, field and text.
    content_before TEXT NOT NULL,
    -- What it said when it was given again.
    content_after TEXT,
    answered_by {uuid} REFERENCES person (id),
    answered_at {time},
    PRIMARY KEY (application_id, number),
    CONSTRAINT application_supplement_answered CHECK (
        (answered_by IS NULL) = (answered_at IS NULL) AND (content_after IS NULL) = (answered_at IS NULL)
    )
);
CREATE UNIQUE INDEX application_supplement_open ON application_supplement (application_id)
    WHERE answered_at IS NULL;
CREATE INDEX application_supplement_due ON application_supplement (respond_by) WHERE answered_at IS NULL;

CREATE TABLE application_supplement_question (
    application_id {uuid} NOT NULL,
    number INTEGER NOT NULL,
    place INTEGER NOT NULL CHECK (place > 0),
    section TEXT NOT NULL CHECK (section IN ('title', 'summary', 'partners', 'sub_areas', 'budget')),
    question TEXT NOT NULL CHECK (question <> ''),
    PRIMARY KEY (application_id, number, place),
    FOREIGN KEY (application_id, number) REFERENCES application_supplement (application_id, number)
);

-- What was said about a request before its day and after it, each once.
CREATE TABLE application_supplement_reminder (
    application_id {uuid} NOT NULL,
    number INTEGER NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('before', 'after')),
    decided_at {time} NOT NULL,
    PRIMARY KEY (application_id, number, step),
    FOREIGN KEY (application_id, number) REFERENCES application_supplement (application_id, number)
);
