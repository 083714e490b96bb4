-- How a municipality's export is read: saved by people, never overwritten, versioned.
CREATE TABLE ledger_profile (
    id {uuid} PRIMARY KEY NOT NULL,
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    -- The accounting system or layout, as the municipality calls it.
    system TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    profile {json} NOT NULL,
    saved_by {uuid} NOT NULL REFERENCES person (id),
    saved_at {time} NOT NULL
);
CREATE UNIQUE INDEX ledger_profile_version ON ledger_profile (organisation_id, system, version);

-- Which account is which cost category: a partner's own, because numbers mean different things.
CREATE TABLE account_mapping (
    id {uuid} PRIMARY KEY NOT NULL,
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    version INTEGER NOT NULL CHECK (version > 0),
    rules {json} NOT NULL,
    saved_by {uuid} NOT NULL REFERENCES person (id),
    saved_at {time} NOT NULL
);
CREATE UNIQUE INDEX account_mapping_version ON account_mapping (organisation_id, version);

CREATE TABLE cost_report (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    period_id {uuid} NOT NULL REFERENCES period (id),
    -- The budget it was made under.
    budget_version_id {uuid} NOT NULL REFERENCES budget_version (id),
    -- The last person who imported or classified; may not submit.
    prepared_by {uuid} REFERENCES person (id),
    -- The import in force.
    import_id {uuid},
    state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'returned', 'lead_accepted', 'locked')),
    submitted_by {uuid} REFERENCES person (id),
    submitted_at {time},
    returned_by {uuid} REFERENCES person (id),
    returned_at {time},
    return_reasons TEXT,
    accepted_by {uuid} REFERENCES person (id),
    accepted_at {time},
    locked_at {time},
    CONSTRAINT cost_report_submitted CHECK ((state = 'open') = (submitted_at IS NULL)),
    CONSTRAINT cost_report_submitter CHECK ((submitted_at IS NULL) = (submitted_by IS NULL)),
    CONSTRAINT cost_report_returned CHECK (
        (state = 'returned') = (returned_at IS NOT NULL AND returned_by IS NOT NULL AND return_reasons IS NOT NULL)
    ),
    CONSTRAINT cost_report_accepted CHECK (
        (state IN ('lead_accepted', 'locked')) = (accepted_at IS NOT NULL AND accepted_by IS NOT NULL)
    ),
    CONSTRAINT cost_report_locked CHECK ((state = 'locked') = (locked_at IS NOT NULL)),
    -- Two persons: who prepared the costs does not submit them.
    -- (After a return the one who submitted may prepare, and somebody else then submits.)
    CONSTRAINT cost_report_two_persons CHECK (
        state IN ('open', 'returned') OR (prepared_by IS NOT NULL AND submitted_by <> prepared_by)
    ),
    CONSTRAINT cost_report_prepared CHECK (
        state IN ('open', 'returned') OR (prepared_by IS NOT NULL AND import_id IS NOT NULL)
    )
);
-- One cost report per partner and period.
CREATE UNIQUE INDEX cost_report_partner_period ON cost_report (project_id, partner_id, period_id);
CREATE INDEX cost_report_partner ON cost_report (partner_id, id);

-- Every import is kept; a later one supersedes it while the report is open.
CREATE TABLE ledger_import (
    id {uuid} PRIMARY KEY NOT NULL,
    cost_report_id {uuid} NOT NULL REFERENCES cost_report (id),
    file_id {uuid} NOT NULL REFERENCES stored_file (id),
    sha256 {bytes} NOT NULL,
    profile {json} NOT NULL,
    selection {json} NOT NULL,
    -- The diagnosis with its equation: file total = selected + excluded by reason + rejected.
    diagnosis {json} NOT NULL,
    selected_cents BIGINT NOT NULL,
    -- The mapping that classified its lines, if there was one.
    mapping_id {uuid} REFERENCES account_mapping (id),
    imported_by {uuid} NOT NULL REFERENCES person (id),
    imported_at {time} NOT NULL
);
CREATE INDEX ledger_import_report ON ledger_import (cost_report_id, id);
CREATE INDEX ledger_import_file ON ledger_import (file_id);

-- Everybody who had a hand in an import: who imported it and who classified its lines. None of them
-- submits the report while the import is in force.
CREATE TABLE ledger_import_preparer (
    import_id {uuid} NOT NULL REFERENCES ledger_import (id),
    person_id {uuid} NOT NULL REFERENCES person (id),
    PRIMARY KEY (import_id, person_id)
);

CREATE TABLE cost_line (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    cost_report_id {uuid} NOT NULL REFERENCES cost_report (id),
    import_id {uuid} NOT NULL REFERENCES ledger_import (id),
    -- The row of the partner's file, counted from 1 as a spreadsheet shows it.
    row_number BIGINT NOT NULL,
    voucher TEXT NOT NULL,
    line_number TEXT NOT NULL,
    posted_on {date},
    account TEXT NOT NULL,
    account_name TEXT NOT NULL,
    cost_centre TEXT NOT NULL,
    project_code TEXT NOT NULL,
    supplier_name TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    description TEXT NOT NULL,
    -- Net of value added tax unless the terms say otherwise; credits are negative.
    amount_cents BIGINT NOT NULL,
    -- Which one of several identical rows of the file this is, from 1.
    occurrence INTEGER NOT NULL CHECK (occurrence > 0),
    category TEXT,
    sub_area_id {uuid} REFERENCES sub_area (id),
    verification TEXT NOT NULL CHECK (verification IN ('pending', 'accepted', 'partly', 'disallowed')),
    accepted_cents BIGINT,
    reason_code TEXT,
    reason_text TEXT,
    verified_by {uuid} REFERENCES person (id),
    verified_at {time},
    CONSTRAINT cost_line_verified CHECK (
        (verification = 'pending')
        = (accepted_cents IS NULL AND verified_by IS NULL AND verified_at IS NULL)
    ),
    CONSTRAINT cost_line_reason CHECK (
        (verification IN ('partly', 'disallowed')) = (reason_code IS NOT NULL AND reason_text IS NOT NULL)
    ),
    CONSTRAINT cost_line_accepted CHECK (verification <> 'accepted' OR accepted_cents = amount_cents),
    CONSTRAINT cost_line_disallowed CHECK (verification <> 'disallowed' OR accepted_cents = 0),
    -- A part has the sign of the line and is nearer to nothing.
    CONSTRAINT cost_line_partly CHECK (
        verification <> 'partly'
        OR (accepted_cents > 0 AND accepted_cents < amount_cents)
        OR (accepted_cents < 0 AND accepted_cents > amount_cents)
    )
);
-- A row of a file is a cost once in an import.
CREATE UNIQUE INDEX cost_line_row ON cost_line (import_id, row_number);
CREATE INDEX cost_line_report ON cost_line (cost_report_id, id);
-- What a claim adds up, in the order of its groups: the index alone answers, without the lines.
CREATE INDEX cost_line_sums ON cost_line (import_id, category, sub_area_id, amount_cents, accepted_cents);
