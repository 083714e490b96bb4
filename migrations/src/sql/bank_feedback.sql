-- What banks say about payments, as it was imported.
CREATE TABLE bank_feedback (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    file_id {uuid} NOT NULL REFERENCES stored_file (id),
    sha256 {bytes} NOT NULL,
    message TEXT NOT NULL CHECK (message IN ('status', 'booked')),
    message_id TEXT NOT NULL,
    -- The batch that a status report answers.
    batch_id {uuid} REFERENCES payment_batch (id),
    -- Payments in it that were not made here.
    not_ours INTEGER NOT NULL CHECK (not_ours >= 0),
    imported_by {uuid} NOT NULL REFERENCES person (id),
    imported_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('attention', 'clear', 'settled')),
    settled_by {uuid} REFERENCES person (id),
    settled_at {time},
    settle_note TEXT,
    CONSTRAINT bank_feedback_answers CHECK ((message = 'status') = (batch_id IS NOT NULL)),
    CONSTRAINT bank_feedback_settled CHECK (
        (state = 'settled') = (settled_at IS NOT NULL AND settled_by IS NOT NULL AND settle_note IS NOT NULL)
    )
);
-- The same file is imported once.
CREATE UNIQUE INDEX bank_feedback_file ON bank_feedback (authority_id, sha256);
CREATE INDEX bank_feedback_authority ON bank_feedback (authority_id, id);

CREATE TABLE bank_feedback_item (
    feedback_id {uuid} NOT NULL REFERENCES bank_feedback (id),
    position INTEGER NOT NULL CHECK (position > 0),
    end_to_end_id TEXT NOT NULL,
    payout_id {uuid} REFERENCES payout (id),
    amount_cents BIGINT,
    bank_reference TEXT,
    value_date {date},
    outcome TEXT NOT NULL CHECK (
        outcome IN (
            'acknowledged', 'failed', 'confirmed', 'repeated', 'announced', 'unknown', 'amount_differs', 'not_sent',
            'contradicts', 'returned', 'incomplete'
        )
    ),
    words TEXT NOT NULL,
    PRIMARY KEY (feedback_id, position),
    CONSTRAINT bank_feedback_item_unknown CHECK ((outcome = 'unknown') = (payout_id IS NULL))
);
CREATE INDEX bank_feedback_item_payout ON bank_feedback_item (payout_id);
