-- A version of a budget: proposed, holding, replaced by another one, or never used.
ALTER TABLE budget_version ADD COLUMN state TEXT NOT NULL DEFAULT 'proposed'
    CHECK (state IN ('proposed', 'approved', 'superseded', 'discarded'));
ALTER TABLE budget_version ADD COLUMN approved_at {time};
ALTER TABLE budget_version ADD COLUMN superseded_at {time};
ALTER TABLE budget_version ADD COLUMN discarded_at {time};
-- The part of a change request that proposed it; the first version comes from the application.
ALTER TABLE budget_version ADD COLUMN change_part_id {uuid};
UPDATE budget_version
SET state = 'approved',
    approved_at = (SELECT started_at FROM project WHERE project.budget_version_id = budget_version.id)
WHERE id IN (SELECT budget_version_id FROM project);

-- From and until when a municipality takes part; empty for the whole use period.
ALTER TABLE project_partner ADD COLUMN first_day {date};
ALTER TABLE project_partner ADD COLUMN last_day {date};
ALTER TABLE project_partner ADD COLUMN certificate TEXT;

-- When the municipality left the project: from then on the report stays as it is.
ALTER TABLE cost_report ADD COLUMN frozen_at {time};

CREATE TABLE change_request (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL CHECK (number > 0),
    -- Who led the project when it was asked; stays when the lead changes.
    lead_id {uuid} NOT NULL REFERENCES organisation (id),
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'decided', 'withdrawn')),
    submitted_by {uuid} REFERENCES person (id),
    submitted_at {time},
    -- Came after the last day for requests, and the call takes such ones.
    late {bool},
    decided_at {time},
    withdrawn_by {uuid} REFERENCES person (id),
    withdrawn_at {time},
    withdrawal_reason TEXT,
    CONSTRAINT change_request_submitted CHECK (
        (state IN ('submitted', 'decided'))
        = (submitted_by IS NOT NULL AND submitted_at IS NOT NULL AND late IS NOT NULL)
    ),
    CONSTRAINT change_request_decided CHECK ((state = 'decided') = (decided_at IS NOT NULL)),
    CONSTRAINT change_request_withdrawn CHECK (
        (state = 'withdrawn')
        = (withdrawn_by IS NOT NULL AND withdrawn_at IS NOT NULL AND withdrawal_reason IS NOT NULL)
    )
);
CREATE UNIQUE INDEX change_request_number ON change_request (project_id, number);

-- Everybody who wrote or submitted a request: none of them decides about it.
CREATE TABLE change_requester (
    request_id {uuid} NOT NULL REFERENCES change_request (id),
    person_id {uuid} NOT NULL REFERENCES person (id),
    PRIMARY KEY (request_id, person_id)
);

-- A part of a request, decided apart from the others.
CREATE TABLE change_part (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    request_id {uuid} NOT NULL REFERENCES change_request (id),
    project_id {uuid} NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL CHECK (number > 0),
    kind TEXT NOT NULL
        CHECK (kind IN ('budget_shift', 'extension', 'partner_leaving', 'partner_joining', 'lead_change')),
    -- The municipality that leaves, joins or takes the lead.
    municipality_id {uuid} REFERENCES organisation (id),
    content {json} NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN (
            'requested', 'proposed', 'accepted', 'accepted_with_changes', 'rejected', 'in_force', 'withdrawn'
        )
    ),
    outcome TEXT CHECK (outcome IN ('accept', 'accept_with_changes', 'reject')),
    proposed_content {json},
    effective_on {date},
    reasoning TEXT,
    proposed_by {uuid} REFERENCES person (id),
    proposed_at {time},
    returned_reason TEXT,
    decided_by {uuid} REFERENCES person (id),
    decided_at {time},
    in_force_at {time},
    withdrawn_at {time},
    hindrance TEXT,
    -- The version of the budget that it would bring.
    budget_version_id {uuid} REFERENCES budget_version (id),
    CONSTRAINT change_part_proposed CHECK (
        (state NOT IN ('requested', 'withdrawn'))
        = (outcome IS NOT NULL AND reasoning IS NOT NULL AND proposed_by IS NOT NULL AND proposed_at IS NOT NULL)
    ),
    CONSTRAINT change_part_with_changes CHECK (
        outcome IS NULL OR (outcome = 'accept_with_changes') = (proposed_content IS NOT NULL)
    ),
    CONSTRAINT change_part_from_a_day CHECK (outcome IS NULL OR (outcome <> 'reject') = (effective_on IS NOT NULL)),
    CONSTRAINT change_part_decided CHECK (
        (state IN ('accepted', 'accepted_with_changes', 'rejected', 'in_force'))
        = (decided_by IS NOT NULL AND decided_at IS NOT NULL)
    ),
    CONSTRAINT change_part_in_force CHECK ((state = 'in_force') = (in_force_at IS NOT NULL)),
    CONSTRAINT change_part_withdrawn CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
    -- Two persons: who proposed does not decide.
    CONSTRAINT change_part_two_persons CHECK (decided_by IS NULL OR decided_by <> proposed_by)
);
CREATE UNIQUE INDEX change_part_number ON change_part (request_id, number);
CREATE INDEX change_part_project ON change_part (project_id, id);
-- What waits to come into force, however many amendments there have been.
CREATE INDEX change_part_waiting ON change_part (effective_on)
    WHERE state IN ('accepted', 'accepted_with_changes');

CREATE TABLE change_confirmation (
    part_id {uuid} NOT NULL REFERENCES change_part (id),
    side TEXT NOT NULL CHECK (side IN ('old_lead', 'new_lead', 'authority', 'partner')),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    confirmed_by {uuid} NOT NULL REFERENCES person (id),
    confirmed_at {time} NOT NULL,
    PRIMARY KEY (part_id, side)
);
-- Different persons confirm for the different sides.
CREATE UNIQUE INDEX change_confirmation_person ON change_confirmation (part_id, confirmed_by);

-- What amendments in force changed: the terms, the award, the lead and the budget before and after. Appended only.
CREATE TABLE project_amendment (
    id {uuid} PRIMARY KEY NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL CHECK (number > 0),
    change_part_id {uuid} NOT NULL REFERENCES change_part (id),
    effective_on {date} NOT NULL,
    in_force_at {time} NOT NULL,
    terms_before {json} NOT NULL,
    terms_after {json} NOT NULL,
    award_before_cents BIGINT NOT NULL CHECK (award_before_cents > 0),
    award_after_cents BIGINT NOT NULL CHECK (award_after_cents > 0),
    lead_before_id {uuid} NOT NULL REFERENCES organisation (id),
    lead_after_id {uuid} NOT NULL REFERENCES organisation (id),
    budget_before_id {uuid} NOT NULL REFERENCES budget_version (id),
    budget_after_id {uuid} NOT NULL REFERENCES budget_version (id),
    -- The settlement of a leaving partner or a leaving lead, as it was computed then.
    settlement {json}
);
-- A part comes into force once.
CREATE UNIQUE INDEX project_amendment_part ON project_amendment (change_part_id);
CREATE UNIQUE INDEX project_amendment_number ON project_amendment (project_id, number);

-- What a lead saw until another municipality took over, and goes on seeing: cost reports, portfolio
-- reports and obligations by their ids.
CREATE TABLE former_lead_sight (
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    object_id {uuid} NOT NULL,
    PRIMARY KEY (organisation_id, object_id)
);
