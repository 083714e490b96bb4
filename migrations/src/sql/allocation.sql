-- What the ledger says, unchanged; amount_cents is what of it is claimed.
ALTER TABLE cost_line ADD COLUMN booked_cents BIGINT NOT NULL DEFAULT 0;
UPDATE cost_line SET booked_cents = amount_cents;
-- Which part of a row that is split over sub-areas, from 1; each part is verified on its own.
ALTER TABLE cost_line ADD COLUMN part INTEGER NOT NULL DEFAULT 1 CHECK (part > 0);
-- Why the row is not claimed at all; a part that is needed no more is 'no_part'.
ALTER TABLE cost_line ADD COLUMN exclusion TEXT CHECK (
    exclusion IS NULL
    OR (exclusion IN ('internal_charge', 'by_mapping', 'no_part') AND amount_cents = 0 AND verification = 'pending')
);

-- A row of a file is a cost once in an import, in as many parts as it is split into.
DROP INDEX cost_line_row;
CREATE UNIQUE INDEX cost_line_row ON cost_line (import_id, row_number, part);
-- What a claim adds up, in the order of its groups: the index alone answers, without the lines.
DROP INDEX cost_line_sums;
CREATE INDEX cost_line_sums
    ON cost_line (import_id, category, sub_area_id, amount_cents, accepted_cents, exclusion);

-- A row of which only a share belongs to the project, or that is split over sub-areas.
CREATE TABLE cost_line_allocation (
    import_id {uuid} NOT NULL REFERENCES ledger_import (id),
    row_number BIGINT NOT NULL,
    -- The project's share in millionths; none when it was stated as an amount or is all of it.
    share_millionths INTEGER CHECK (share_millionths BETWEEN 0 AND 1000000),
    -- The project's share; the parts of the row sum to it.
    share_cents BIGINT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    allocated_by {uuid} NOT NULL REFERENCES person (id),
    allocated_at {time} NOT NULL,
    PRIMARY KEY (import_id, row_number)
);

-- Vouchers and contracts that show what a row is.
CREATE TABLE cost_line_evidence (
    import_id {uuid} NOT NULL REFERENCES ledger_import (id),
    row_number BIGINT NOT NULL,
    file_id {uuid} NOT NULL REFERENCES stored_file (id),
    attached_by {uuid} NOT NULL REFERENCES person (id),
    attached_at {time} NOT NULL,
    PRIMARY KEY (import_id, row_number, file_id)
);
CREATE INDEX cost_line_evidence_file ON cost_line_evidence (file_id);
