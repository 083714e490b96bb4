-- What the clock tells once: the name says what, and for which day or thing.
CREATE TABLE told_once (
    name TEXT PRIMARY KEY NOT NULL,
    told_at {time} NOT NULL
);
-- What waits for the authority is asked for every week, and most of what was handed in is settled long ago.
CREATE INDEX obligation_waiting ON obligation (project_id) WHERE state = 'submitted';
CREATE INDEX change_request_waiting ON change_request (project_id) WHERE state = 'submitted';
