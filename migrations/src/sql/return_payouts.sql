-- What came back of a payout after it was confirmed, and is not paid again.
ALTER TABLE payout ADD COLUMN returned_cents BIGINT NOT NULL DEFAULT 0
    CONSTRAINT payout_returned_within CHECK (returned_cents >= 0 AND returned_cents <= amount_cents);

CREATE TABLE payout_return (
    payout_id {uuid} NOT NULL REFERENCES payout (id),
    number INTEGER NOT NULL CHECK (number > 0),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    value_date {date} NOT NULL,
    bank_reference TEXT NOT NULL,
    reason TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('pay_again', 'less_paid')),
    recorded_by {uuid} NOT NULL REFERENCES person (id),
    recorded_at {time} NOT NULL,
    approved_by {uuid} REFERENCES person (id),
    approved_at {time},
    PRIMARY KEY (payout_id, number),
    CONSTRAINT payout_return_approved CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    -- Two persons: who recorded it does not approve it.
    CONSTRAINT payout_return_two_persons CHECK (approved_by IS NULL OR approved_by <> recorded_by)
);
-- One after the other, and each transaction of the bank once.
CREATE UNIQUE INDEX payout_return_waiting ON payout_return (payout_id) WHERE approved_at IS NULL;
CREATE UNIQUE INDEX payout_return_once ON payout_return (payout_id, bank_reference);
