-- Claims for correction of decisions.
CREATE TABLE rectification (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    decision_id {uuid} NOT NULL REFERENCES decision (id),
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    lead_id {uuid} NOT NULL REFERENCES organisation (id),
    filed_by {uuid} NOT NULL REFERENCES person (id),
    filed_at {time} NOT NULL,
    change TEXT NOT NULL CHECK (change <> ''),
    grounds TEXT NOT NULL CHECK (grounds <> ''),
    -- Where the decision is said to have been received later than presumed.
    received_on {date},
    presumed_received_on {date} NOT NULL,
    presumed_until {date} NOT NULL,
    stated_received_on {date} NOT NULL,
    stated_until {date} NOT NULL,
    late_as_presumed {bool} NOT NULL,
    late_as_stated {bool} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('filed', 'drafted', 'decided', 'withdrawn')),
    outcome TEXT CHECK (outcome IN ('unchanged', 'changed', 'dismissed_as_late')),
    reasoning TEXT,
    drafted_by {uuid} REFERENCES person (id),
    drafted_at {time},
    decided_by {uuid} REFERENCES person (id),
    decided_at {time},
    withdrawn_by {uuid} REFERENCES person (id),
    withdrawn_at {time},
    withdrawal_reason TEXT,
    CONSTRAINT rectification_drafted CHECK (
        (state IN ('drafted', 'decided'))
        = (outcome IS NOT NULL AND reasoning IS NOT NULL AND drafted_by IS NOT NULL AND drafted_at IS NOT NULL)
    ),
    CONSTRAINT rectification_decided CHECK ((state = 'decided') = (decided_by IS NOT NULL AND decided_at IS NOT NULL)),
    CONSTRAINT rectification_withdrawn CHECK (
        (state = 'withdrawn')
        = (withdrawn_by IS NOT NULL AND withdrawn_at IS NOT NULL AND withdrawal_reason IS NOT NULL)
    ),
    CONSTRAINT rectification_late CHECK (
        (outcome IS NULL)
        OR (outcome = 'dismissed_as_late' AND late_as_presumed)
        OR (outcome <> 'dismissed_as_late' AND NOT late_as_stated)
    ),
    -- Two persons: who drafted the answer does not make it.
    CONSTRAINT rectification_two_persons CHECK (decided_by IS NULL OR decided_by <> drafted_by)
);
-- A decision is claimed to be corrected once; a claim that was withdrawn does not count.
CREATE UNIQUE INDEX rectification_decision ON rectification (decision_id) WHERE state <> 'withdrawn';

-- A decision that a claim has set aside, and the one that was made in its place.
ALTER TABLE decision ADD COLUMN set_aside_by {uuid} REFERENCES rectification (id);
ALTER TABLE decision ADD COLUMN replaces_id {uuid} REFERENCES decision (id);
DROP INDEX decision_application;
-- One decision about an application holds.
CREATE UNIQUE INDEX decision_application ON decision (application_id) WHERE set_aside_by IS NULL;
CREATE UNIQUE INDEX decision_replaces ON decision (replaces_id) WHERE replaces_id IS NOT NULL;
