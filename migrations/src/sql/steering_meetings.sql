-- Meetings of the steering groups of projects.
CREATE TABLE steering_meeting (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL CHECK (number > 0),
    starts_at {time} NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    place TEXT NOT NULL CHECK (place <> ''),
    -- Names, a list.
    guests {json} NOT NULL,
    -- Points: a title each, and the thing of the project that it is about.
    agenda {json} NOT NULL,
    planned_by {uuid} NOT NULL REFERENCES person (id),
    planned_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'approved', 'cancelled')),
    -- Names, a list.
    present {json},
    held_by {uuid} REFERENCES person (id),
    held_at {time},
    approved_by {uuid} REFERENCES person (id),
    approved_at {time},
    cancelled_by {uuid} REFERENCES person (id),
    cancelled_at {time},
    cancel_reason TEXT,
    CONSTRAINT steering_meeting_held CHECK (
        (state IN ('held', 'approved')) = (held_by IS NOT NULL AND held_at IS NOT NULL AND present IS NOT NULL)
    ),
    CONSTRAINT steering_meeting_approved CHECK (
        (state = 'approved') = (approved_by IS NOT NULL AND approved_at IS NOT NULL)
        AND (approved_by IS NULL OR approved_by <> held_by)
    ),
    CONSTRAINT steering_meeting_cancelled CHECK (
        (state = 'cancelled')
            = (cancelled_by IS NOT NULL AND cancelled_at IS NOT NULL AND cancel_reason IS NOT NULL)
    )
);
CREATE UNIQUE INDEX steering_meeting_number ON steering_meeting (project_id, number);

-- Who is invited by mail.
CREATE TABLE steering_member (
    meeting_id {uuid} NOT NULL REFERENCES steering_meeting (id),
    number INTEGER NOT NULL CHECK (number > 0),
    person_id {uuid} NOT NULL REFERENCES person (id),
    PRIMARY KEY (meeting_id, number)
);
CREATE UNIQUE INDEX steering_member_once ON steering_member (meeting_id, person_id);

-- What was decided; appended, never edited.
CREATE TABLE steering_decision (
    meeting_id {uuid} NOT NULL REFERENCES steering_meeting (id),
    number INTEGER NOT NULL CHECK (number > 0),
    text TEXT NOT NULL CHECK (text <> ''),
    unanimous {bool} NOT NULL,
    dissent TEXT,
    recorded_by {uuid} NOT NULL REFERENCES person (id),
    recorded_at {time} NOT NULL,
    PRIMARY KEY (meeting_id, number),
    CONSTRAINT steering_decision_dissent CHECK (unanimous = (dissent IS NULL))
);

-- The meeting in which the steering group approved a report.
ALTER TABLE portfolio_report ADD COLUMN steering_meeting_id {uuid} REFERENCES steering_meeting (id);
