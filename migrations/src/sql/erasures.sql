-- For how long what a project leaves behind is kept; ten years without a row.
CREATE TABLE project_retention (
    project_id {uuid} PRIMARY KEY NOT NULL REFERENCES project (id),
    version BIGINT NOT NULL CHECK (version > 0),
    -- After the last thing that happened.
    years INTEGER NOT NULL CHECK (years BETWEEN 1 AND 100),
    -- Why nothing may be removed for now.
    hold TEXT CHECK (hold <> ''),
    set_by {uuid} NOT NULL REFERENCES person (id),
    set_at {time} NOT NULL
);

-- The removal of what a project leaves behind about people, with a record of what it was and of the sums that stay.
CREATE TABLE erasure (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    project_id {uuid} NOT NULL REFERENCES project (id),
    proposed_by {uuid} NOT NULL REFERENCES person (id),
    proposed_at {time} NOT NULL,
    last_event {date} NOT NULL,
    kept_until {date} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'done', 'withdrawn')),
    ended_by {uuid} REFERENCES person (id),
    ended_at {time},
    removed {json},
    kept {json},
    CONSTRAINT erasure_ended CHECK (
        (state <> 'proposed') = (ended_by IS NOT NULL AND ended_at IS NOT NULL)
    ),
    CONSTRAINT erasure_done CHECK ((state = 'done') = (removed IS NOT NULL AND kept IS NOT NULL)),
    -- It takes two.
    CONSTRAINT erasure_two_persons CHECK (state <> 'done' OR ended_by <> proposed_by)
);
CREATE INDEX erasure_project ON erasure (project_id, id);
-- One at a time.
CREATE UNIQUE INDEX erasure_one_proposed ON erasure (project_id) WHERE state = 'proposed';
