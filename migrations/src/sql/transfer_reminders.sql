-- What was said to a lead municipality about the shares of a claim that it has to pass on, each once for a due
-- date: shortly before it, and when it has passed.
CREATE TABLE transfer_reminder (
    claim_id {uuid} NOT NULL REFERENCES claim (id),
    step TEXT NOT NULL CHECK (step IN ('before', 'after')),
    due {date} NOT NULL,
    decided_at {time} NOT NULL,
    PRIMARY KEY (claim_id, step, due)
);
-- What the clock looks for, however many transfers have been passed on.
CREATE INDEX transfer_due ON transfer (due) WHERE state IN ('owed', 'disputed');
