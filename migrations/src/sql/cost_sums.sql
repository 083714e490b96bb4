-- What the lines of an import add up to, per category and sub-area: kept with every change of a line, so that a
-- claim over half a million lines is computed from some hundred rows. `talkoot doctor` compares both, and so
-- does the approval of a claim.
CREATE TABLE cost_sum (
    import_id {uuid} NOT NULL REFERENCES ledger_import (id),
    category TEXT NOT NULL,
    sub_area_id {uuid} NOT NULL REFERENCES sub_area (id),
    lines BIGINT NOT NULL CHECK (lines >= 0),
    claimed_cents BIGINT NOT NULL,
    -- Accepted, or claimed and not verified.
    counted_cents BIGINT NOT NULL,
    -- Lines that nobody has verified.
    pending BIGINT NOT NULL,
    PRIMARY KEY (import_id, category, sub_area_id),
    CONSTRAINT cost_sum_pending CHECK (pending >= 0 AND pending <= lines)
);
INSERT INTO cost_sum (import_id, category, sub_area_id, lines, claimed_cents, counted_cents, pending)
SELECT import_id, category, sub_area_id, COUNT(*), CAST(SUM(amount_cents) AS BIGINT),
    CAST(SUM(COALESCE(accepted_cents, amount_cents)) AS BIGINT), COUNT(*) - COUNT(accepted_cents)
FROM cost_line
WHERE category IS NOT NULL AND sub_area_id IS NOT NULL
GROUP BY import_id, category, sub_area_id;
