-- A draw from the lines of an import, made once, when its claim is submitted for the first time.
CREATE TABLE sample (
    import_id {uuid} PRIMARY KEY NOT NULL REFERENCES ledger_import (id),
    cost_report_id {uuid} NOT NULL REFERENCES cost_report (id),
    -- The claim at whose submission it was drawn.
    claim_id {uuid} NOT NULL REFERENCES claim (id),
    -- One of a cost report: a corrected file is drawn from with the same seed.
    seed {bytes} NOT NULL,
    -- The rules that held: an exact decimal share, a threshold, whether credits are looked at.
    share TEXT NOT NULL,
    large_from_cents BIGINT,
    credits {bool} NOT NULL,
    -- How many lines it was drawn from.
    lines BIGINT NOT NULL CHECK (lines >= 0),
    drawn_at {time} NOT NULL
);
CREATE INDEX sample_report ON sample (cost_report_id, drawn_at);

CREATE TABLE sampled_line (
    line_id {uuid} PRIMARY KEY NOT NULL REFERENCES cost_line (id),
    import_id {uuid} NOT NULL REFERENCES sample (import_id),
    sampled_by TEXT NOT NULL CHECK (sampled_by IN ('chance', 'large', 'credit'))
);
CREATE INDEX sampled_line_import ON sampled_line (import_id);
