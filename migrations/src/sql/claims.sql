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
    CONSTRAINT claim_amount_is_the_difference CHECK (amount_cents = grant_cents - grant_before_cents),
    CONSTRAINT claim_within_award CHECK (grant_cents <= award_cents),
    CONSTRAINT claim_settled CHECK (amount_cents - owed_before_cents = payable_cents - owed_cents),
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
CREATE UNIQUE INDEX claim_number ON claim (project_id, number);
-- One open claim of a project at a time.
CREATE UNIQUE INDEX claim_one_open ON claim (project_id)
    WHERE state IN ('draft', 'submitted', 'supplement_requested', 'content_checked');
CREATE INDEX claim_project ON claim (project_id, id);

-- The cost reports that a claim holds.
CREATE TABLE claim_report (
    claim_id {uuid} NOT NULL REFERENCES claim (id),
    cost_report_id {uuid} NOT NULL REFERENCES cost_report (id),
    -- When the claim was rejected, so that another one may hold the report.
    released_at {time},
    PRIMARY KEY (claim_id, cost_report_id)
);
-- A cost report is claimed once.
CREATE UNIQUE INDEX claim_report_once ON claim_report (cost_report_id) WHERE released_at IS NULL;

-- Partner x category x sub-area.
CREATE TABLE claim_cell (
    claim_id {uuid} NOT NULL REFERENCES claim (id),
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    category TEXT NOT NULL,
    sub_area_id {uuid} NOT NULL REFERENCES sub_area (id),
    claimed_cents BIGINT NOT NULL,
    counted_cents BIGINT NOT NULL,
    -- Of all claims up to this one.
    cumulative_cents BIGINT NOT NULL,
    PRIMARY KEY (claim_id, partner_id, category, sub_area_id)
);

-- Partner x category against the budget that was in force, since the beginning.
CREATE TABLE claim_category (
    claim_id {uuid} NOT NULL REFERENCES claim (id),
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    category TEXT NOT NULL,
    budget_cents BIGINT NOT NULL,
    ceiling_cents BIGINT NOT NULL,
    cumulative_cents BIGINT NOT NULL,
    accepted_cents BIGINT NOT NULL,
    parked_cents BIGINT NOT NULL CHECK (parked_cents >= 0),
    PRIMARY KEY (claim_id, partner_id, category),
    CONSTRAINT claim_category_split CHECK (accepted_cents + parked_cents = cumulative_cents),
    CONSTRAINT claim_category_ceiling CHECK (accepted_cents <= ceiling_cents)
);

CREATE TABLE claim_partner (
    claim_id {uuid} NOT NULL REFERENCES claim (id),
    partner_id {uuid} NOT NULL REFERENCES organisation (id),
    claimed_cents BIGINT NOT NULL,
    accepted_cents BIGINT NOT NULL,
    parked_cents BIGINT NOT NULL,
    cumulative_accepted_cents BIGINT NOT NULL,
    cumulative_share_cents BIGINT NOT NULL,
    share_before_cents BIGINT NOT NULL,
    grant_share_cents BIGINT NOT NULL,
    own_share_cents BIGINT NOT NULL,
    residual_cent {bool} NOT NULL,
    PRIMARY KEY (claim_id, partner_id),
    CONSTRAINT claim_partner_share CHECK (grant_share_cents = cumulative_share_cents - share_before_cents),
    CONSTRAINT claim_partner_own CHECK (own_share_cents = accepted_cents - grant_share_cents)
);

CREATE TABLE payout (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    claim_id {uuid} NOT NULL REFERENCES claim (id),
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
-- One payout of a claim is on its way or has arrived; a failed one may be followed by another.
CREATE UNIQUE INDEX payout_one_live ON payout (claim_id) WHERE state <> 'failed';
CREATE INDEX payout_project ON payout (project_id, id);
