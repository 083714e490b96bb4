CREATE TABLE recovery (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL CHECK (number > 0),
    -- Who repays: the lead municipality of the time.
    debtor_id {uuid} NOT NULL REFERENCES organisation (id),
    -- The correction that it collects; without one it collects what the last claim carried.
    correction_id {uuid} REFERENCES correction (id),
    -- The number of the last approved claim when it was opened; 0 when there was none.
    after_claim INTEGER NOT NULL CHECK (after_claim >= 0),
    principal_cents BIGINT NOT NULL CHECK (principal_cents > 0),
    paid_on {date} NOT NULL,
    found_on {date} NOT NULL,
    reason TEXT NOT NULL,
    opened_by {uuid} NOT NULL REFERENCES person (id),
    opened_at {time} NOT NULL,
    respond_by {date} NOT NULL,
    answered_by {uuid} REFERENCES person (id),
    answered_at {time},
    answer TEXT,
    -- What was proposed in the debtor's favour and waits for a second person.
    relief_kind TEXT CHECK (relief_kind IN ('set_off', 'mitigation', 'write_off', 'waiver')),
    relief_cents BIGINT CHECK (relief_cents > 0),
    relief_reason TEXT,
    relief_by {uuid} REFERENCES person (id),
    relief_at {time},
    state TEXT NOT NULL CHECK (
        state IN (
            'notice', 'heard', 'drafted', 'due', 'late', 'paid', 'set_off', 'mitigated', 'written_off', 'waived',
            'cancelled'
        )
    ),
    heard_by {uuid} REFERENCES person (id),
    heard_at {time},
    legal_basis TEXT CHECK (legal_basis IN ('mandatory', 'discretionary')),
    reasoning TEXT,
    late_because TEXT,
    due {date},
    interest_cents BIGINT CHECK (interest_cents >= 0),
    drafted_by {uuid} REFERENCES person (id),
    drafted_at {time},
    decided_by {uuid} REFERENCES person (id),
    decided_at {time},
    late_at {time},
    settled_at {time},
    waived_by {uuid} REFERENCES person (id),
    waived_at {time},
    cancelled_by {uuid} REFERENCES person (id),
    cancelled_at {time},
    cancel_reason TEXT,
    CONSTRAINT recovery_answered CHECK (
        (answered_by IS NULL) = (answered_at IS NULL) AND (answered_by IS NULL) = (answer IS NULL)
    ),
    CONSTRAINT recovery_relief CHECK (
        (relief_kind IS NULL) = (relief_cents IS NULL) AND (relief_kind IS NULL) = (relief_reason IS NULL)
        AND (relief_kind IS NULL) = (relief_by IS NULL) AND (relief_kind IS NULL) = (relief_at IS NULL)
    ),
    CONSTRAINT recovery_heard CHECK ((state IN ('heard', 'drafted')) = (heard_at IS NOT NULL AND heard_by IS NOT NULL)),
    CONSTRAINT recovery_drafted CHECK (
        (state IN ('drafted', 'due', 'late', 'paid', 'set_off', 'mitigated', 'written_off'))
        = (
            drafted_at IS NOT NULL AND drafted_by IS NOT NULL AND legal_basis IS NOT NULL AND reasoning IS NOT NULL
            AND due IS NOT NULL AND interest_cents IS NOT NULL
        )
    ),
    CONSTRAINT recovery_decided CHECK (
        (state IN ('due', 'late', 'paid', 'set_off', 'mitigated', 'written_off'))
        = (decided_at IS NOT NULL AND decided_by IS NOT NULL)
    ),
    CONSTRAINT recovery_late CHECK ((state = 'late') = (late_at IS NOT NULL)),
    CONSTRAINT recovery_settled CHECK (
        (state IN ('paid', 'set_off', 'mitigated', 'written_off')) = (settled_at IS NOT NULL)
    ),
    CONSTRAINT recovery_waived CHECK ((state = 'waived') = (waived_at IS NOT NULL AND waived_by IS NOT NULL)),
    CONSTRAINT recovery_cancelled CHECK (
        (state = 'cancelled') = (cancelled_at IS NOT NULL AND cancelled_by IS NOT NULL AND cancel_reason IS NOT NULL)
    ),
    -- Two persons: who opened or drafted it does not decide it.
    CONSTRAINT recovery_two_persons CHECK (
        decided_by IS NULL OR (decided_by <> drafted_by AND decided_by <> opened_by)
    )
);
CREATE UNIQUE INDEX recovery_number ON recovery (project_id, number);
CREATE INDEX recovery_project ON recovery (project_id, id);
-- A correction is recovered once; a cancelled attempt may be followed by another.
CREATE UNIQUE INDEX recovery_correction_once ON recovery (correction_id)
    WHERE correction_id IS NOT NULL AND state <> 'cancelled';
-- What the clock has to do, however many settled recoveries there are.
CREATE INDEX recovery_due ON recovery (due) WHERE state = 'due';

-- Receipts and what two persons agreed on; appended, never changed.
CREATE TABLE recovery_entry (
    id {uuid} PRIMARY KEY NOT NULL,
    recovery_id {uuid} NOT NULL REFERENCES recovery (id),
    kind TEXT NOT NULL CHECK (kind IN ('receipt', 'set_off', 'mitigation', 'write_off', 'waiver')),
    day {date} NOT NULL,
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    -- The bank's reference, or the reason.
    reference TEXT NOT NULL,
    recorded_by {uuid} NOT NULL REFERENCES person (id),
    recorded_at {time} NOT NULL
);
CREATE INDEX recovery_entry_recovery ON recovery_entry (recovery_id, id);
-- A receipt is recorded once.
CREATE UNIQUE INDEX recovery_receipt_once ON recovery_entry (recovery_id, reference) WHERE kind = 'receipt';

-- Reference rates that were published after this version was made: proposed by one, confirmed by another.
CREATE TABLE reference_rate (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    valid_from {date} NOT NULL,
    rate_millionths INTEGER NOT NULL CHECK (rate_millionths >= 0 AND rate_millionths <= 1000000),
    recorded_by {uuid} NOT NULL REFERENCES person (id),
    recorded_at {time} NOT NULL,
    confirmed_by {uuid} REFERENCES person (id),
    confirmed_at {time},
    CONSTRAINT reference_rate_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    -- Two persons: who recorded it does not confirm it.
    CONSTRAINT reference_rate_two_persons CHECK (confirmed_by IS NULL OR confirmed_by <> recorded_by)
);
-- One confirmed rate for a half-year.
CREATE UNIQUE INDEX reference_rate_once ON reference_rate (valid_from) WHERE confirmed_at IS NOT NULL;
