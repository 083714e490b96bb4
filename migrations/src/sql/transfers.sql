-- What the lead owes to each partner of the grant that it received.
CREATE TABLE transfer (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    project_id {uuid} NOT NULL REFERENCES project (id),
    -- The claim with which it became due, and the payout by which the money came.
    claim_id {uuid} NOT NULL REFERENCES claim (id),
    payout_id {uuid} REFERENCES payout (id),
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    -- The lead municipality of the time.
    payer_id {uuid} NOT NULL REFERENCES organisation (id),
    payee_id {uuid} NOT NULL REFERENCES organisation (id),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    due {date} NOT NULL,
    created_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('owed', 'passed_on', 'confirmed', 'disputed')),
    recorded_by {uuid} REFERENCES person (id),
    recorded_at {time},
    paid_on {date},
    reference TEXT,
    confirmed_by {uuid} REFERENCES person (id),
    confirmed_at {time},
    disputed_by {uuid} REFERENCES person (id),
    disputed_at {time},
    dispute_reason TEXT,
    CONSTRAINT transfer_to_another CHECK (payer_id <> payee_id),
    CONSTRAINT transfer_recorded CHECK (
        (state <> 'owed')
        = (recorded_at IS NOT NULL AND recorded_by IS NOT NULL AND paid_on IS NOT NULL AND reference IS NOT NULL)
    ),
    CONSTRAINT transfer_confirmed CHECK (
        (state = 'confirmed') = (confirmed_at IS NOT NULL AND confirmed_by IS NOT NULL)
    ),
    CONSTRAINT transfer_disputed CHECK (
        (state = 'disputed') = (disputed_at IS NOT NULL AND disputed_by IS NOT NULL AND dispute_reason IS NOT NULL)
    ),
    -- Two persons: who recorded it does not answer for the partner.
    CONSTRAINT transfer_two_persons CHECK (
        (confirmed_by IS NULL OR confirmed_by <> recorded_by) AND (disputed_by IS NULL OR disputed_by <> recorded_by)
    )
);
-- A claim gives a partner its share once.
CREATE UNIQUE INDEX transfer_once ON transfer (claim_id, payee_id);
CREATE INDEX transfer_project ON transfer (project_id, id);
CREATE INDEX transfer_payer ON transfer (payer_id, state);
CREATE INDEX transfer_payee ON transfer (payee_id, state);
