-- Who handles an application, the latest number now; only ever added to.
CREATE TABLE application_handler (
    application_id {uuid} NOT NULL REFERENCES application (id),
    number INTEGER NOT NULL CHECK (number > 0),
    person_id {uuid} NOT NULL REFERENCES person (id),
    assigned_by {uuid} NOT NULL REFERENCES person (id),
    assigned_at {time} NOT NULL,
    -- Why it went from one officer to another; the first needs no reason.
    reason TEXT CHECK (reason <> ''),
    PRIMARY KEY (application_id, number),
    CONSTRAINT application_handler_transfer CHECK (number = 1 OR reason IS NOT NULL)
);
CREATE INDEX application_handler_person ON application_handler (person_id);

-- What an officer checked by hand; only ever added to, the latest of a code holds.
CREATE TABLE application_check (
    id {uuid} PRIMARY KEY NOT NULL,
    application_id {uuid} NOT NULL REFERENCES application (id),
    code TEXT NOT NULL CHECK (code <> ''),
    passed {bool} NOT NULL,
    note TEXT NOT NULL CHECK (note <> ''),
    checked_by {uuid} NOT NULL REFERENCES person (id),
    checked_at {time} NOT NULL
);
CREATE INDEX application_check_application ON application_check (application_id);
