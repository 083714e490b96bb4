-- Events that a reaction could not deal with, and those of the same project behind them, in their order.
CREATE TABLE waiting_event (
    reaction TEXT NOT NULL,
    seq BIGINT NOT NULL REFERENCES outbox_event (seq),
    -- The project, or the object where there is none: what must stay in order.
    lane {uuid} NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    -- When it is tried again; empty once it was tried too often and waits for a person.
    try_at {time},
    last_error TEXT,
    PRIMARY KEY (reaction, seq)
);
CREATE INDEX waiting_event_lane ON waiting_event (reaction, lane, seq);
