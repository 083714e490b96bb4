ALTER TABLE claim
    ADD COLUMN is_last boolean NOT NULL DEFAULT FALSE,
    ADD COLUMN advance_before_cents BIGINT NOT NULL DEFAULT 0 CHECK (advance_before_cents >= 0),
    ADD COLUMN advance_cleared_cents BIGINT NOT NULL DEFAULT 0 CHECK (advance_cleared_cents >= 0),
    ADD COLUMN advance_cents BIGINT NOT NULL DEFAULT 0 CHECK (advance_cents >= 0),
    DROP CONSTRAINT claim_settled,
    ADD CONSTRAINT claim_settled CHECK (
        amount_cents - advance_cleared_cents - owed_before_cents = payable_cents - owed_cents
    ),
    ADD CONSTRAINT claim_clears_advance CHECK (advance_before_cents - advance_cleared_cents = advance_cents),
    ADD CONSTRAINT claim_last_clears_all CHECK (NOT is_last OR advance_cents = 0);
ALTER TABLE claim
    ALTER COLUMN is_last DROP DEFAULT,
    ALTER COLUMN advance_before_cents DROP DEFAULT,
    ALTER COLUMN advance_cleared_cents DROP DEFAULT,
    ALTER COLUMN advance_cents DROP DEFAULT;
ALTER TABLE payout
    ALTER COLUMN claim_id DROP NOT NULL,
    ADD COLUMN source TEXT NOT NULL DEFAULT 'claim',
    ADD COLUMN instalment INTEGER CHECK (instalment > 0),
    ADD CONSTRAINT payout_source CHECK (source IN ('claim', 'advance', 'final_balance')),
    ADD CONSTRAINT payout_of_claim CHECK ((source = 'advance') = (claim_id IS NULL)),
    ADD CONSTRAINT payout_of_advance CHECK ((source = 'advance') = (instalment IS NOT NULL));
ALTER TABLE payout ALTER COLUMN source DROP DEFAULT;
-- The same of an instalment of the advance.
CREATE UNIQUE INDEX payout_one_live_instalment ON payout (project_id, instalment)
    WHERE state <> 'failed' AND instalment IS NOT NULL;
