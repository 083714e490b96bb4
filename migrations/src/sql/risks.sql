-- The register of risks of projects, and everything said about them.
CREATE TABLE risk (
    id {uuid} PRIMARY KEY NOT NULL,
    -- 0: made of the notes of older reports by this step; changes count from there.
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL CHECK (number > 0),
    sub_area_id {uuid} REFERENCES sub_area (id),
    topic TEXT NOT NULL CHECK (topic <> ''),
    raised_by {uuid} NOT NULL REFERENCES person (id),
    raised_at {time} NOT NULL,
    owner_id {uuid} REFERENCES person (id),
    owner_role TEXT,
    probability INTEGER NOT NULL CHECK (probability BETWEEN 1 AND 5),
    effect INTEGER NOT NULL CHECK (effect BETWEEN 1 AND 5),
    response TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'mitigating', 'occurred', 'closed')),
    mitigated_by {uuid} REFERENCES person (id),
    mitigated_at {time},
    occurred_by {uuid} REFERENCES person (id),
    occurred_at {time},
    closed_by {uuid} REFERENCES person (id),
    closed_at {time},
    CONSTRAINT risk_owner CHECK (owner_id IS NULL OR owner_role IS NULL),
    CONSTRAINT risk_mitigated CHECK (
        (state = 'mitigating') = (mitigated_by IS NOT NULL AND mitigated_at IS NOT NULL)
    ),
    CONSTRAINT risk_occurred CHECK (
        (occurred_by IS NULL) = (occurred_at IS NULL)
        AND (state NOT IN ('open', 'mitigating') OR occurred_at IS NULL)
        AND (state <> 'occurred' OR occurred_at IS NOT NULL)
    ),
    CONSTRAINT risk_closed CHECK ((state = 'closed') = (closed_by IS NOT NULL AND closed_at IS NOT NULL))
);
CREATE UNIQUE INDEX risk_number ON risk (project_id, number);

-- What was said about a risk, with how it was judged from then on; appended, never edited.
CREATE TABLE risk_entry (
    risk_id {uuid} NOT NULL REFERENCES risk (id),
    number INTEGER NOT NULL CHECK (number > 0),
    note TEXT NOT NULL CHECK (note <> ''),
    -- The day it is of; nothing when it has none.
    observed_on {date},
    owner_id {uuid} REFERENCES person (id),
    owner_role TEXT,
    probability INTEGER NOT NULL CHECK (probability BETWEEN 1 AND 5),
    effect INTEGER NOT NULL CHECK (effect BETWEEN 1 AND 5),
    response TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'mitigating', 'occurred', 'closed')),
    portfolio_report_id {uuid} REFERENCES portfolio_report (id),
    noted_by {uuid} NOT NULL REFERENCES person (id),
    noted_at {time} NOT NULL,
    PRIMARY KEY (risk_id, number)
);

-- To which risk of the register a note in a report belongs.
ALTER TABLE risk_note ADD COLUMN risk_id {uuid} REFERENCES risk (id);

-- The notes of older reports: each topic of a project becomes a risk, under the key of its first note.
INSERT INTO risk (id, version, project_id, number, topic, raised_by, raised_at, probability, effect, response, state)
SELECT oldest.id, 0, oldest.project_id, ROW_NUMBER() OVER (PARTITION BY oldest.project_id ORDER BY oldest.id),
    oldest.topic, oldest.noted_by, oldest.noted_at, newest.probability, newest.effect, '', 'open'
FROM (
    SELECT risk_note.id, portfolio_report.project_id, risk_note.topic, risk_note.noted_by, risk_note.noted_at,
        ROW_NUMBER() OVER (PARTITION BY portfolio_report.project_id, risk_note.topic ORDER BY risk_note.id) AS place
    FROM risk_note JOIN portfolio_report ON portfolio_report.id = risk_note.portfolio_report_id
) AS oldest JOIN (
    SELECT portfolio_report.project_id, risk_note.topic, risk_note.probability, risk_note.effect,
        ROW_NUMBER() OVER (PARTITION BY portfolio_report.project_id, risk_note.topic ORDER BY risk_note.id DESC)
            AS place
    FROM risk_note JOIN portfolio_report ON portfolio_report.id = risk_note.portfolio_report_id
) AS newest ON newest.project_id = oldest.project_id AND newest.topic = oldest.topic
WHERE oldest.place = 1 AND newest.place = 1 AND oldest.topic <> '';

UPDATE risk_note SET risk_id = (
    SELECT risk.id FROM risk JOIN portfolio_report ON portfolio_report.project_id = risk.project_id
    WHERE portfolio_report.id = risk_note.portfolio_report_id AND risk.topic = risk_note.topic
);

INSERT INTO risk_entry
    (risk_id, number, note, probability, effect, response, state, portfolio_report_id, noted_by, noted_at)
SELECT risk_id, ROW_NUMBER() OVER (PARTITION BY risk_id ORDER BY id), note, probability, effect, '', 'open',
    portfolio_report_id, noted_by, noted_at
FROM risk_note WHERE risk_id IS NOT NULL AND note <> '';
