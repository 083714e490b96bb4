-- SQLite cannot change the checks of a table: it is made anew and filled again. The rows that refer to it
-- stay; that each finds its row again is checked at the commit.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE claim_kept AS SELECT * FROM claim;
CREATE TABLE payout_kept AS SELECT * FROM payout;
DROP TABLE payout;
DROP TABLE claim;
CREATE TABLE claim (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL CHECK (number > 0),
    period_id {uuid} NOT NULL REFERENCES period (id),
    -- Who led the project when it was drafted; stays when the lead changes.
    lead_id {uuid} NOT NULL REFERENCES organisation (id),
    drafted_by {uuid} NOT NULL REFERENCES person (id),
    drafted_at {time} NOT NULL,
    -- What its lines come to: since the beginning, before it, and the difference.
    claimed_cents BIGINT NOT NULL,
    eligible_cents BIGINT NOT NULL,
    eligible_before_cents BIGINT NOT NULL,
    parked_cents BIGINT NOT NULL,
    award_cents BIGINT NOT NULL,
    grant_cents BIGINT NOT NULL CHECK (grant_cents >= 0),
    grant_before_cents BIGINT NOT NULL CHECK (grant_before_cents >= 0),
    amount_cents BIGINT NOT NULL,
    owed_before_cents BIGINT NOT NULL CHECK (owed_before_cents >= 0),
    payable_cents BIGINT NOT NULL CHECK (payable_cents >= 0),
    owed_cents BIGINT NOT NULL CHECK (owed_cents >= 0),
    state TEXT NOT NULL CHECK (
        state IN (
            'draft', 'submitted', 'supplement_requested', 'content_checked', 'finance_approved', 'paid', 'rejected'
        )
    ),
    submitted_by {uuid} REFERENCES person (id),
    submitted_at {time},
    -- The last questions; without an answer only while they wait for one.
    asked_by {uuid} REFERENCES person (id),
    asked_at {time},
    questions TEXT,
    answer TEXT,
    checked_by {uuid} REFERENCES person (id),
    checked_at {time},
    approved_by {uuid} REFERENCES person (id),
    approved_at {time},
    paid_at {time},
    rejected_by {uuid} REFERENCES person (id),
    rejected_at {time},
    reject_reason TEXT,
    -- The last claim of the project clears the rest of the advance.
    is_last {bool} NOT NULL,
    -- Paid in advance and not cleared: before it, by it, after it.
    advance_before_cents BIGINT NOT NULL CHECK (advance_before_cents >= 0),
    advance_cleared_cents BIGINT NOT NULL CHECK (advance_cleared_cents >= 0),
    advance_cents BIGINT NOT NULL CHECK (advance_cents >= 0),
    CONSTRAINT claim_amount_is_the_difference CHECK (amount_cents = grant_cents - grant_before_cents),
    CONSTRAINT claim_within_award CHECK (grant_cents <= award_cents),
    CONSTRAINT claim_settled CHECK (
        amount_cents - advance_cleared_cents - owed_before_cents = payable_cents - owed_cents
    ),
    CONSTRAINT claim_clears_advance CHECK (advance_before_cents - advance_cleared_cents = advance_cents),
    CONSTRAINT claim_last_clears_all CHECK (NOT is_last OR advance_cents = 0),
    CONSTRAINT claim_pays_or_owes CHECK (payable_cents = 0 OR owed_cents = 0),
    CONSTRAINT claim_submitted CHECK ((state = 'draft') = (submitted_at IS NULL)),
    CONSTRAINT claim_submitter CHECK ((submitted_at IS NULL) = (submitted_by IS NULL)),
    CONSTRAINT claim_asked CHECK (
        (asked_at IS NULL) = (asked_by IS NULL) AND (asked_at IS NULL) = (questions IS NULL)
    ),
    CONSTRAINT claim_answered CHECK (
        (state = 'supplement_requested') = (asked_at IS NOT NULL AND answer IS NULL)
    ),
    CONSTRAINT claim_answer_of_questions CHECK (answer IS NULL OR asked_at IS NOT NULL),
    CONSTRAINT claim_checked CHECK (
        (state NOT IN ('content_checked', 'finance_approved', 'paid') OR checked_at IS NOT NULL)
        AND (state NOT IN ('draft', 'submitted', 'supplement_requested') OR checked_at IS NULL)
    ),
    CONSTRAINT claim_checker CHECK ((checked_at IS NULL) = (checked_by IS NULL)),
    CONSTRAINT claim_approved CHECK (
        (state IN ('finance_approved', 'paid')) = (approved_at IS NOT NULL AND approved_by IS NOT NULL)
    ),
    CONSTRAINT claim_paid CHECK ((state = 'paid') = (paid_at IS NOT NULL)),
    CONSTRAINT claim_rejected CHECK (
        (state = 'rejected') = (rejected_at IS NOT NULL AND rejected_by IS NOT NULL AND reject_reason IS NOT NULL)
    ),
    -- Two persons: who checked the content neither approves nor rejects.
    CONSTRAINT claim_two_persons_approve CHECK (approved_by IS NULL OR approved_by <> checked_by),
    CONSTRAINT claim_two_persons_reject CHECK (rejected_by IS NULL OR checked_by IS NULL OR rejected_by <> checked_by)
);
INSERT INTO claim SELECT claim_kept.*, FALSE, 0, 0, 0 FROM claim_kept;
DROP TABLE claim_kept;
CREATE UNIQUE INDEX claim_number ON claim (project_id, number);
-- One open claim of a project at a time.
CREATE UNIQUE INDEX claim_one_open ON claim (project_id)
    WHERE state IN ('draft', 'submitted', 'supplement_requested', 'content_checked');
CREATE INDEX claim_project ON claim (project_id, id);

CREATE TABLE payout (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    -- The claim that is paid, or whose final balance is; none for an advance.
    claim_id {uuid} REFERENCES claim (id),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    created_by {uuid} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('created', 'approved', 'sent', 'confirmed', 'failed')),
    approved_by {uuid} REFERENCES person (id),
    approved_at {time},
    sent_by {uuid} REFERENCES person (id),
    sent_at {time},
    confirmed_by {uuid} REFERENCES person (id),
    confirmed_at {time},
    bank_reference TEXT,
    value_date {date},
    failed_by {uuid} REFERENCES person (id),
    failed_at {time},
    failure_reason TEXT,
    source TEXT NOT NULL,
    -- Which instalment of the advance, from 1.
    instalment INTEGER CHECK (instalment > 0),
    CONSTRAINT payout_source CHECK (source IN ('claim', 'advance', 'final_balance')),
    CONSTRAINT payout_of_claim CHECK ((source = 'advance') = (claim_id IS NULL)),
    CONSTRAINT payout_of_advance CHECK ((source = 'advance') = (instalment IS NOT NULL)),
    CONSTRAINT payout_approved CHECK ((state <> 'created') = (approved_at IS NOT NULL AND approved_by IS NOT NULL)),
    CONSTRAINT payout_sent CHECK (
        (state IN ('sent', 'confirmed', 'failed')) = (sent_at IS NOT NULL AND sent_by IS NOT NULL)
    ),
    CONSTRAINT payout_confirmed CHECK (
        (state = 'confirmed') = (
            confirmed_at IS NOT NULL AND confirmed_by IS NOT NULL AND bank_reference IS NOT NULL AND value_date IS NOT NULL
        )
    ),
    CONSTRAINT payout_failed CHECK (
        (state = 'failed') = (failed_at IS NOT NULL AND failed_by IS NOT NULL AND failure_reason IS NOT NULL)
    ),
    -- Two persons: who created the payout does not approve it.
    CONSTRAINT payout_two_persons CHECK (approved_by IS NULL OR approved_by <> created_by)
);
INSERT INTO payout SELECT payout_kept.*, 'claim', NULL FROM payout_kept;
DROP TABLE payout_kept;
-- One payout of a claim is on its way or has arrived; a failed one may be followed by another.
CREATE UNIQUE INDEX payout_one_live ON payout (claim_id) WHERE state <> 'failed';
CREATE INDEX payout_project ON payout (project_id, id);
-- The same of an instalment of the advance.
CREATE UNIQUE INDEX payout_one_live_instalment ON payout (project_id, instalment)
    WHERE state <> 'failed' AND instalment IS NOT NULL;

-- The triggers went with the tables.
CREATE TRIGGER claim_two_persons_checked_by BEFORE UPDATE OF checked_by ON claim
    WHEN NEW.checked_by IS NOT NULL AND NEW.checked_by IS NOT OLD.checked_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.id AND person_id = NEW.checked_by
        AND deed IN ('drafted', 'changed', 'submitted', 'reported')
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who prepared the claim does not check it');
END;

CREATE TRIGGER claim_two_persons_approved_by BEFORE UPDATE OF approved_by ON claim
    WHEN NEW.approved_by IS NOT NULL AND NEW.approved_by IS NOT OLD.approved_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.id AND person_id = NEW.approved_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who had a hand in the claim does not approve it');
END;

CREATE TRIGGER claim_two_persons_rejected_by BEFORE UPDATE OF rejected_by ON claim
    WHEN NEW.rejected_by IS NOT NULL AND NEW.rejected_by IS NOT OLD.rejected_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.id AND person_id = NEW.rejected_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who had a hand in the claim does not reject it');
END;

CREATE TRIGGER payout_two_persons_approved_by BEFORE UPDATE OF approved_by ON payout
    WHEN NEW.approved_by IS NOT NULL AND NEW.approved_by IS NOT OLD.approved_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'claim' AND object_id = NEW.claim_id AND person_id = NEW.approved_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who had a hand in the claim does not approve its payout');
END;
