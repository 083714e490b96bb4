-- Milestones of projects and of their sub-areas.
CREATE TABLE milestone (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    sub_area_id {uuid} REFERENCES sub_area (id),
    name TEXT NOT NULL CHECK (name <> ''),
    baseline {date} NOT NULL,
    forecast {date} NOT NULL,
    added_by {uuid} NOT NULL REFERENCES person (id),
    added_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'started', 'delayed', 'done', 'dropped')),
    started_by {uuid} REFERENCES person (id),
    started_at {time},
    reached_on {date},
    ended_by {uuid} REFERENCES person (id),
    ended_at {time},
    drop_reason TEXT,
    CONSTRAINT milestone_started CHECK (
        (started_by IS NULL) = (started_at IS NULL)
        AND (state <> 'planned' OR started_at IS NULL)
        AND (state NOT IN ('started', 'done') OR started_at IS NOT NULL)
    ),
    CONSTRAINT milestone_late CHECK (
        (state <> 'delayed' OR forecast > baseline)
        AND (state NOT IN ('planned', 'started') OR forecast <= baseline)
    ),
    CONSTRAINT milestone_reached CHECK ((state = 'done') = (reached_on IS NOT NULL)),
    CONSTRAINT milestone_ended CHECK (
        (state IN ('done', 'dropped')) = (ended_by IS NOT NULL AND ended_at IS NOT NULL)
    ),
    CONSTRAINT milestone_dropped CHECK ((state = 'dropped') = (drop_reason IS NOT NULL))
);
CREATE INDEX milestone_project ON milestone (project_id, id);

-- Each change of a forecast; appended, never edited.
CREATE TABLE milestone_move (
    milestone_id {uuid} NOT NULL REFERENCES milestone (id),
    number INTEGER NOT NULL CHECK (number > 0),
    forecast {date} NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    moved_by {uuid} NOT NULL REFERENCES person (id),
    moved_at {time} NOT NULL,
    PRIMARY KEY (milestone_id, number)
);
