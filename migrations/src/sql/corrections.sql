CREATE TABLE correction (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL CHECK (number > 0),
    -- The municipality whose costs these are.
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    -- The correction that it undoes.
    reverses_id {uuid} REFERENCES correction (id),
    reason_code TEXT NOT NULL,
    reason_text TEXT NOT NULL,
    proposed_by {uuid} NOT NULL REFERENCES person (id),
    proposed_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('proposed', 'endorsed', 'approved', 'netted', 'recovering', 'rejected')
    ),
    endorsed_by {uuid} REFERENCES person (id),
    endorsed_at {time},
    approved_by {uuid} REFERENCES person (id),
    approved_at {time},
    -- The number of the last claim that does not count it; 0 when there was none.
    after_claim INTEGER,
    netted_in {uuid} REFERENCES claim (id),
    netted_at {time},
    -- The recovery that collects it; the recovery names the correction back.
    recovery_id {uuid},
    rejected_by {uuid} REFERENCES person (id),
    rejected_at {time},
    reject_reason TEXT,
    CONSTRAINT correction_endorser CHECK ((endorsed_at IS NULL) = (endorsed_by IS NULL)),
    CONSTRAINT correction_endorsed CHECK (
        (state <> 'proposed' OR endorsed_at IS NULL)
        AND (state IN ('proposed', 'rejected') OR endorsed_at IS NOT NULL)
    ),
    CONSTRAINT correction_approved CHECK (
        (state IN ('approved', 'netted', 'recovering'))
        = (approved_at IS NOT NULL AND approved_by IS NOT NULL AND after_claim IS NOT NULL)
    ),
    CONSTRAINT correction_netted CHECK ((state = 'netted') = (netted_in IS NOT NULL AND netted_at IS NOT NULL)),
    CONSTRAINT correction_recovering CHECK ((state = 'recovering') = (recovery_id IS NOT NULL)),
    CONSTRAINT correction_rejected CHECK (
        (state = 'rejected') = (rejected_at IS NOT NULL AND rejected_by IS NOT NULL AND reject_reason IS NOT NULL)
    ),
    -- Three persons: who found it approves nothing, and nobody approves it twice.
    CONSTRAINT correction_two_persons CHECK (
        (endorsed_by IS NULL OR endorsed_by <> proposed_by)
        AND (approved_by IS NULL OR (approved_by <> proposed_by AND approved_by <> endorsed_by))
    )
);
CREATE UNIQUE INDEX correction_number ON correction (project_id, number);
CREATE INDEX correction_project ON correction (project_id, id);
-- A correction is undone once; a rejected attempt may be followed by another.
CREATE UNIQUE INDEX correction_reversed_once ON correction (reverses_id)
    WHERE reverses_id IS NOT NULL AND state <> 'rejected';

CREATE TABLE correction_line (
    correction_id {uuid} NOT NULL REFERENCES correction (id),
    line_id {uuid} NOT NULL REFERENCES cost_line (id),
    -- What was accepted when it was proposed, and what remains: kept for the claims before it.
    accepted_before_cents BIGINT NOT NULL,
    remains_cents BIGINT NOT NULL,
    PRIMARY KEY (correction_id, line_id),
    CONSTRAINT correction_line_changes CHECK (accepted_before_cents <> remains_cents)
);
CREATE INDEX correction_line_line ON correction_line (line_id);

-- What an approved correction changed for each partner.
CREATE TABLE correction_effect (
    correction_id {uuid} NOT NULL REFERENCES correction (id),
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    accepted_cents BIGINT NOT NULL,
    share_cents BIGINT NOT NULL,
    PRIMARY KEY (correction_id, partner_id)
);
