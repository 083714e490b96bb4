-- Programmes that an authority runs, and the follow-up of their budgets.
CREATE TABLE programme (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL CHECK (name <> ''),
    created_by {uuid} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL
);
CREATE INDEX programme_authority ON programme (authority_id, id);

CREATE TABLE programme_call (
    programme_id {uuid} NOT NULL REFERENCES programme (id),
    call_id {uuid} NOT NULL REFERENCES call (id),
    PRIMARY KEY (programme_id, call_id)
);

-- Lines and columns are named and added, never taken away: figures stand in them.
CREATE TABLE programme_line (
    programme_id {uuid} NOT NULL REFERENCES programme (id),
    place INTEGER NOT NULL CHECK (place >= 0),
    name TEXT NOT NULL CHECK (name <> ''),
    is_grants {bool} NOT NULL,
    PRIMARY KEY (programme_id, place)
);
CREATE UNIQUE INDEX programme_line_grants ON programme_line (programme_id) WHERE is_grants;

CREATE TABLE programme_column (
    programme_id {uuid} NOT NULL REFERENCES programme (id),
    place INTEGER NOT NULL CHECK (place >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('budget', 'actual', 'estimate', 'plan')),
    name TEXT NOT NULL CHECK (name <> ''),
    first_day {date} NOT NULL,
    last_day {date} NOT NULL,
    PRIMARY KEY (programme_id, place),
    CONSTRAINT programme_column_in_order CHECK (last_day >= first_day)
);

-- What was entered; the newest of a cell holds, all stay.
CREATE TABLE programme_figure (
    programme_id {uuid} NOT NULL,
    line_place INTEGER NOT NULL,
    column_place INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    amount_cents BIGINT,
    note TEXT NOT NULL,
    entered_by {uuid} NOT NULL REFERENCES person (id),
    entered_at {time} NOT NULL,
    PRIMARY KEY (programme_id, line_place, column_place, number),
    FOREIGN KEY (programme_id, line_place) REFERENCES programme_line (programme_id, place),
    FOREIGN KEY (programme_id, column_place) REFERENCES programme_column (programme_id, place)
);
