-- What the lead said about single lines when it gave a report back. Kept for ever: a line of a superseded
-- import keeps what was said about it.
CREATE TABLE cost_line_remark (
    id {uuid} PRIMARY KEY NOT NULL,
    cost_report_id {uuid} NOT NULL REFERENCES cost_report (id),
    cost_line_id {uuid} NOT NULL REFERENCES cost_line (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    remarked_by {uuid} NOT NULL REFERENCES person (id),
    remarked_at {time} NOT NULL,
    -- When the report was submitted again; empty while the partner corrects.
    answered_at {time},
    CONSTRAINT cost_line_remark_answered CHECK (answered_at IS NULL OR answered_at >= remarked_at)
);
-- A line is remarked on once at a time.
CREATE UNIQUE INDEX cost_line_remark_open ON cost_line_remark (cost_line_id) WHERE answered_at IS NULL;
CREATE INDEX cost_line_remark_report ON cost_line_remark (cost_report_id, id);
CREATE INDEX cost_line_remark_line ON cost_line_remark (cost_line_id, id);
