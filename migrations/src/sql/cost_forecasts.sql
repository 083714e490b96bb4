-- What people foresee of the costs of a municipality in a sub-area. Never edited: the newest holds.
CREATE TABLE cost_forecast (
    id {uuid} PRIMARY KEY NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    sub_area_id {uuid} NOT NULL REFERENCES sub_area (id),
    number INTEGER NOT NULL CHECK (number > 0),
    -- Nothing takes an earlier forecast back.
    remaining_cents BIGINT CHECK (remaining_cents >= 0),
    -- What the cost reports said then.
    actual_cents BIGINT NOT NULL,
    note TEXT NOT NULL CHECK (note <> ''),
    entered_by {uuid} NOT NULL REFERENCES person (id),
    entered_at {time} NOT NULL
);
-- Two persons who have seen the same forecast do not both replace it.
CREATE UNIQUE INDEX cost_forecast_number ON cost_forecast (project_id, partner_id, sub_area_id, number);

-- The facts of a report as they were when it was submitted.
ALTER TABLE portfolio_report ADD COLUMN snapshot {json}
    CONSTRAINT portfolio_report_snapshot CHECK (snapshot IS NULL OR state IN ('submitted', 'accepted'));
