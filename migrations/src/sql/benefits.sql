-- Benefits of a project in money a year.
CREATE TABLE benefit (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    -- The municipality that has it; all of them when there is none.
    municipality_id {uuid} REFERENCES organisation (id),
    mechanism TEXT NOT NULL CHECK (
        mechanism IN ('work_time', 'travel', 'post_and_paper', 'sick_leave', 'idle_systems', 'other')
    ),
    name TEXT NOT NULL CHECK (name <> ''),
    state TEXT NOT NULL CHECK (state IN ('stated', 'withdrawn')),
    withdrawn_by {uuid} REFERENCES person (id),
    withdrawn_at {time},
    withdrawal_reason TEXT CHECK (withdrawal_reason <> ''),
    CONSTRAINT benefit_withdrawn CHECK (
        (withdrawn_by IS NULL) = (state <> 'withdrawn') AND (withdrawn_at IS NULL) = (state <> 'withdrawn')
        AND (withdrawal_reason IS NULL) = (state <> 'withdrawn')
    )
);
CREATE INDEX benefit_project ON benefit (project_id, id);

-- Each calculation with what came of it; the newest holds. Appended, never edited.
CREATE TABLE benefit_calculation (
    benefit_id {uuid} NOT NULL REFERENCES benefit (id),
    number INTEGER NOT NULL CHECK (number > 0),
    formula TEXT NOT NULL CHECK (formula IN ('unit_price', 'share_saved', 'flat')),
    -- The figures by the names of their fields: value, unit, source.
    figures {json} NOT NULL,
    -- How a share was read: the sources can be read in two ways.
    reading TEXT CHECK (reading IN ('before_fee', 'after_fee')),
    -- EUR cents a year; negative where a fee is more than what is saved.
    result_cents BIGINT NOT NULL,
    calculated_by {uuid} NOT NULL REFERENCES person (id),
    calculated_at {time} NOT NULL,
    CONSTRAINT benefit_calculation_reading CHECK ((reading IS NOT NULL) = (formula = 'share_saved')),
    PRIMARY KEY (benefit_id, number)
);
