-- What of a payout pays recoveries instead of going to the bank.
ALTER TABLE payout ADD COLUMN set_off_cents BIGINT NOT NULL DEFAULT 0
    CONSTRAINT payout_set_off_within CHECK (set_off_cents >= 0 AND set_off_cents <= amount_cents);

CREATE TABLE payout_set_off (
    payout_id {uuid} NOT NULL REFERENCES payout (id),
    recovery_id {uuid} NOT NULL REFERENCES recovery (id),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    proposed_by {uuid} NOT NULL REFERENCES person (id),
    proposed_at {time} NOT NULL,
    PRIMARY KEY (payout_id, recovery_id)
);
CREATE INDEX payout_set_off_recovery ON payout_set_off (recovery_id);
