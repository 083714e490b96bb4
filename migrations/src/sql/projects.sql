CREATE TABLE sub_area (
    id {uuid} PRIMARY KEY NOT NULL,
    application_id {uuid} NOT NULL REFERENCES application (id),
    number INTEGER NOT NULL CHECK (number > 0),
    name TEXT NOT NULL,
    topic TEXT NOT NULL,
    lead_id {uuid} NOT NULL REFERENCES organisation (id),
    -- Taken out of the application; kept because earlier budgets refer to it.
    removed_at {time}
);
CREATE UNIQUE INDEX sub_area_number ON sub_area (application_id, number) WHERE removed_at IS NULL;

-- A budget is never edited once something rests on it: a change makes a new version.
CREATE TABLE budget_version (
    id {uuid} PRIMARY KEY NOT NULL,
    application_id {uuid} NOT NULL REFERENCES application (id),
    number INTEGER NOT NULL CHECK (number > 0)
);
CREATE UNIQUE INDEX budget_version_number ON budget_version (application_id, number);

CREATE TABLE budget_cell (
    budget_version_id {uuid} NOT NULL REFERENCES budget_version (id),
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    category TEXT NOT NULL,
    sub_area_id {uuid} NOT NULL REFERENCES sub_area (id),
    amount_cents BIGINT NOT NULL CHECK (amount_cents >= 0),
    PRIMARY KEY (budget_version_id, partner_id, category, sub_area_id)
);

CREATE TABLE project (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    call_id {uuid} NOT NULL REFERENCES call (id),
    application_id {uuid} NOT NULL REFERENCES application (id),
    decision_id {uuid} NOT NULL REFERENCES decision (id),
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    lead_id {uuid} NOT NULL REFERENCES organisation (id),
    award_cents BIGINT NOT NULL CHECK (award_cents > 0),
    terms {json} NOT NULL,
    budget_version_id {uuid} NOT NULL REFERENCES budget_version (id),
    started_at {time} NOT NULL
);
CREATE UNIQUE INDEX project_number ON project (number);
-- An application becomes a project once.
CREATE UNIQUE INDEX project_application ON project (application_id);
CREATE INDEX project_authority ON project (authority_id, id);

CREATE TABLE project_partner (
    project_id {uuid} NOT NULL REFERENCES project (id),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (project_id, organisation_id)
);
CREATE INDEX project_partner_organisation ON project_partner (organisation_id, project_id);

-- The periods of a project form an unbroken chain.
CREATE TABLE period (
    id {uuid} PRIMARY KEY NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL CHECK (number > 0),
    first_day {date} NOT NULL,
    last_day {date} NOT NULL,
    CONSTRAINT period_in_order CHECK (last_day >= first_day)
);
CREATE UNIQUE INDEX period_number ON period (project_id, number);
