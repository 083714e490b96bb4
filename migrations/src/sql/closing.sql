-- Who closed the project, and what of the award was free again then.
ALTER TABLE project ADD COLUMN closed_by {uuid} REFERENCES person (id);
ALTER TABLE project ADD COLUMN closed_at {time} CHECK ((closed_at IS NULL) = (closed_by IS NULL));
ALTER TABLE project ADD COLUMN released_cents BIGINT CHECK (
    (released_cents IS NULL) = (closed_at IS NULL) AND released_cents >= 0
);
-- One payout of a claim and one of the final balance; of the latter another follows when a correction after
-- the end gives something back.
DROP INDEX payout_one_live;
CREATE UNIQUE INDEX payout_one_live ON payout (claim_id) WHERE state <> 'failed' AND source = 'claim';
CREATE UNIQUE INDEX payout_one_final ON payout (claim_id)
    WHERE state IN ('created', 'approved', 'sent') AND source = 'final_balance';
