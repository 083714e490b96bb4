-- What the lines of a submitted import add up to, per cell of the budget, changed with each decision about a
-- line: a claim over half a million lines is computed from some hundred rows. `doctor` compares both.
CREATE TABLE cost_sum (
    import_id {uuid} NOT NULL REFERENCES ledger_import (id),
    category TEXT NOT NULL,
    sub_area_id {uuid} NOT NULL REFERENCES sub_area (id),
    lines BIGINT NOT NULL CHECK (lines > 0),
    claimed_cents BIGINT NOT NULL,
    -- What is accepted, and what is claimed of the lines that nobody has verified.
    counted_cents BIGINT NOT NULL,
    -- How many of the lines nobody has verified.
    pending BIGINT NOT NULL,
    PRIMARY KEY (import_id, category, sub_area_id),
    CONSTRAINT cost_sum_pending CHECK (pending >= 0 AND pending <= lines)
);
INSERT INTO cost_sum (import_id, category, sub_area_id, lines, claimed_cents, counted_cents, pending)
SELECT cost_line.import_id, cost_line.category, cost_line.sub_area_id, COUNT(*),
    CAST(SUM(cost_line.amount_cents) AS BIGINT),
    CAST(SUM(COALESCE(cost_line.accepted_cents, cost_line.amount_cents)) AS BIGINT),
    COUNT(*) - COUNT(cost_line.accepted_cents)
FROM cost_line JOIN cost_report ON cost_report.import_id = cost_line.import_id
WHERE cost_report.state NOT IN ('open', 'returned')
GROUP BY cost_line.import_id, cost_line.category, cost_line.sub_area_id;
