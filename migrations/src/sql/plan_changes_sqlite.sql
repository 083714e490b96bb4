-- SQLite cannot change the checks of a table: it is made anew and filled again. The rows that refer to it
-- stay; that each finds its row again is checked at the commit.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE change_part_kept AS SELECT * FROM change_part;
DROP TABLE change_part;
CREATE TABLE change_part (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    request_id {uuid} NOT NULL REFERENCES change_request (id),
    project_id {uuid} NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL CHECK (number > 0),
    kind TEXT NOT NULL
        CHECK (kind IN (
            'budget_shift', 'extension', 'partner_leaving', 'partner_joining', 'lead_change', 'scope_change',
            'timetable', 'person_in_charge', 'report_deadline', 'change_of_direction', 'early_stop'
        )),
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
    cancel_reason TEXT,
    cancel_proposed_by {uuid} REFERENCES person (id),
    cancel_proposed_at {time},
    cancelled_by {uuid} REFERENCES person (id),
    cancelled_at {time},
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
    -- Two persons: who proposed does not decide. Where the call says so one officer accepts a change of direction.
    CONSTRAINT change_part_two_persons CHECK (
        decided_by IS NULL OR decided_by <> proposed_by OR kind = 'change_of_direction'
    ),
    CONSTRAINT change_part_cancelled_by_another CHECK (cancelled_by IS NULL OR cancelled_by <> cancel_proposed_by),
    CONSTRAINT change_part_cancelled CHECK (
        (cancelled_at IS NULL) = (cancelled_by IS NULL) AND (cancelled_at IS NULL OR state = 'rejected')
    )
);
INSERT INTO change_part SELECT * FROM change_part_kept;
DROP TABLE change_part_kept;
CREATE UNIQUE INDEX change_part_number ON change_part (request_id, number);
CREATE INDEX change_part_project ON change_part (project_id, id);
-- What waits to come into force, however many amendments there have been.
CREATE INDEX change_part_waiting ON change_part (effective_on)
    WHERE state IN ('accepted', 'accepted_with_changes');
