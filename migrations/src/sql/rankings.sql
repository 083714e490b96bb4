-- A version of a call's ranking list. The list itself is never changed.
CREATE TABLE ranking (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    call_id {uuid} NOT NULL REFERENCES call (id),
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    number INTEGER NOT NULL CHECK (number > 0),
    tie_rule TEXT NOT NULL CHECK (tie_rule IN ('criteria_in_order', 'smaller_grant')),
    appropriation_cents BIGINT NOT NULL CHECK (appropriation_cents >= 0),
    -- SHA-256 over the list.
    hash {bytes} NOT NULL,
    kept_by {uuid} NOT NULL REFERENCES person (id),
    kept_at {time} NOT NULL,
    reason TEXT CHECK (reason <> ''),
    -- Whether a decision of the call had been made by then.
    after_decision {bool} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'fixed', 'withdrawn')),
    confirmed_by {uuid} REFERENCES person (id),
    confirmed_at {time},
    withdrawn_by {uuid} REFERENCES person (id),
    withdrawn_at {time},
    withdrawal_reason TEXT CHECK (withdrawal_reason <> ''),
    -- Two persons and a reason, once a decision has been made.
    CONSTRAINT ranking_after_decision CHECK (
        NOT after_decision OR (reason IS NOT NULL AND (state <> 'fixed' OR confirmed_by IS NOT NULL))
    ),
    CONSTRAINT ranking_confirmed CHECK (
        (confirmed_by IS NULL) = (confirmed_at IS NULL)
        AND (confirmed_by IS NULL OR (after_decision AND state = 'fixed'))
    ),
    CONSTRAINT ranking_two_persons CHECK (confirmed_by IS NULL OR confirmed_by <> kept_by),
    CONSTRAINT ranking_proposed CHECK (state <> 'proposed' OR after_decision),
    CONSTRAINT ranking_withdrawn CHECK (
        (state = 'withdrawn')
        = (withdrawn_by IS NOT NULL AND withdrawn_at IS NOT NULL AND withdrawal_reason IS NOT NULL)
    )
);
CREATE UNIQUE INDEX ranking_number ON ranking (call_id, number);
-- One at a time is proposed.
CREATE UNIQUE INDEX ranking_pending ON ranking (call_id) WHERE state = 'proposed';

CREATE TABLE ranking_entry (
    ranking_id {uuid} NOT NULL REFERENCES ranking (id),
    place INTEGER NOT NULL CHECK (place > 0),
    tied {bool} NOT NULL,
    application_id {uuid} NOT NULL REFERENCES application (id),
    -- The exact score, a fraction in lowest terms from 0 to 1.
    score_numerator BIGINT NOT NULL CHECK (score_numerator >= 0),
    score_denominator BIGINT NOT NULL CHECK (score_denominator > 0),
    requested_cents BIGINT NOT NULL CHECK (requested_cents >= 0),
    cumulative_cents BIGINT NOT NULL CHECK (cumulative_cents >= requested_cents),
    PRIMARY KEY (ranking_id, place),
    CONSTRAINT ranking_entry_score CHECK (score_numerator <= score_denominator)
);
CREATE UNIQUE INDEX ranking_entry_application ON ranking_entry (ranking_id, application_id);
