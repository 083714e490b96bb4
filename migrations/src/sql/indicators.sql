-- Indicators of the effects of a project.
CREATE TABLE indicator (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    theme TEXT NOT NULL CHECK (theme IN ('services', 'education', 'participation', 'management')),
    level TEXT NOT NULL CHECK (level IN ('measures', 'results', 'indirect', 'wider')),
    name TEXT NOT NULL CHECK (name <> ''),
    unit TEXT NOT NULL CHECK (unit <> ''),
    added_by {uuid} NOT NULL REFERENCES person (id),
    added_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'baseline', 'forecast', 'measured', 'follow_up', 'dropped')),
    dropped_by {uuid} REFERENCES person (id),
    dropped_at {time},
    drop_reason TEXT CHECK (drop_reason <> ''),
    CONSTRAINT indicator_dropped CHECK (
        (dropped_by IS NULL) = (state <> 'dropped') AND (dropped_at IS NULL) = (state <> 'dropped')
        AND (drop_reason IS NULL) = (state <> 'dropped')
    )
);
CREATE INDEX indicator_project ON indicator (project_id, id);

-- Each value; of each phase the newest holds. Appended, never edited.
CREATE TABLE indicator_value (
    indicator_id {uuid} NOT NULL REFERENCES indicator (id),
    number INTEGER NOT NULL CHECK (number > 0),
    phase TEXT NOT NULL CHECK (phase IN ('baseline', 'forecast', 'measured', 'follow_up')),
    -- Exact decimal, as a text.
    value TEXT NOT NULL CHECK (value <> ''),
    -- The day that it is of.
    day {date} NOT NULL,
    source TEXT NOT NULL CHECK (source <> ''),
    note TEXT NOT NULL,
    recorded_by {uuid} NOT NULL REFERENCES person (id),
    recorded_at {time} NOT NULL,
    PRIMARY KEY (indicator_id, number)
);
