-- Where an authority's payouts go, and the account that it pays from: each change is a new version.
CREATE TABLE bank_account (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    -- A municipality, or the authority itself for the account that it pays from.
    owner_id {uuid} NOT NULL REFERENCES organisation (id),
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    number INTEGER NOT NULL CHECK (number > 0),
    iban TEXT NOT NULL,
    bic TEXT,
    reference TEXT,
    service_id TEXT,
    reason TEXT NOT NULL,
    -- The account in force when this one was proposed.
    replaces_id {uuid} REFERENCES bank_account (id),
    proposed_by {uuid} NOT NULL REFERENCES person (id),
    proposed_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('proposed', 'confirmed', 'reviewed', 'approved', 'superseded', 'rejected', 'withdrawn')
    ),
    confirmed_by {uuid} REFERENCES person (id),
    confirmed_at {time},
    reviewed_by {uuid} REFERENCES person (id),
    reviewed_at {time},
    approved_by {uuid} REFERENCES person (id),
    approved_at {time},
    superseded_at {time},
    rejected_by {uuid} REFERENCES person (id),
    rejected_at {time},
    reject_reason TEXT,
    withdrawn_by {uuid} REFERENCES person (id),
    withdrawn_at {time},
    CONSTRAINT bank_account_confirmed CHECK (
        (confirmed_at IS NULL) = (confirmed_by IS NULL)
        AND (state <> 'proposed' OR confirmed_at IS NULL)
        AND (state IN ('proposed', 'withdrawn') OR confirmed_at IS NOT NULL)
    ),
    CONSTRAINT bank_account_reviewed CHECK (
        (reviewed_at IS NULL) = (reviewed_by IS NULL)
        AND (state NOT IN ('proposed', 'confirmed') OR reviewed_at IS NULL)
        AND (state NOT IN ('reviewed', 'approved', 'superseded') OR reviewed_at IS NOT NULL)
    ),
    CONSTRAINT bank_account_approved CHECK (
        (state IN ('approved', 'superseded')) = (approved_at IS NOT NULL AND approved_by IS NOT NULL)
    ),
    CONSTRAINT bank_account_superseded CHECK ((state = 'superseded') = (superseded_at IS NOT NULL)),
    CONSTRAINT bank_account_rejected CHECK (
        (state = 'rejected') = (rejected_at IS NOT NULL AND rejected_by IS NOT NULL AND reject_reason IS NOT NULL)
    ),
    CONSTRAINT bank_account_withdrawn CHECK (
        (state = 'withdrawn') = (withdrawn_at IS NOT NULL AND withdrawn_by IS NOT NULL)
    ),
    -- Two persons at each end.
    CONSTRAINT bank_account_two_persons_confirm CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by),
    CONSTRAINT bank_account_two_persons_approve CHECK (
        approved_by IS NULL OR (approved_by <> reviewed_by AND approved_by <> proposed_by)
    )
);
CREATE UNIQUE INDEX bank_account_number ON bank_account (owner_id, authority_id, number);
-- One account of an owner is in force with an authority, and one waits for a decision.
CREATE UNIQUE INDEX bank_account_one_in_force ON bank_account (owner_id, authority_id) WHERE state = 'approved';
CREATE UNIQUE INDEX bank_account_one_open ON bank_account (owner_id, authority_id)
    WHERE state IN ('proposed', 'confirmed', 'reviewed');
CREATE INDEX bank_account_authority ON bank_account (authority_id, state);

-- The account version that a payout goes to; a payout from before this table has none until an
-- officer names it.
CREATE TABLE payout_destination (
    payout_id {uuid} PRIMARY KEY NOT NULL REFERENCES payout (id),
    account_id {uuid} NOT NULL REFERENCES bank_account (id),
    -- Who named it; does not approve the payout.
    named_by {uuid} NOT NULL REFERENCES person (id),
    named_at {time} NOT NULL
);
CREATE INDEX payout_destination_account ON payout_destination (account_id);
