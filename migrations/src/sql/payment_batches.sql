-- Approved payouts that go to the bank as one file.
CREATE TABLE payment_batch (
    id {uuid} PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    authority_id {uuid} NOT NULL REFERENCES organisation (id),
    number INTEGER NOT NULL CHECK (number > 0),
    -- The authority's own account version, from which is paid.
    debtor_id {uuid} NOT NULL REFERENCES bank_account (id),
    execution_date {date} NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('pain.001.001.09', 'pain.001.001.03')),
    -- As it was released: the file holds exactly this.
    line_count INTEGER NOT NULL CHECK (line_count > 0),
    total_cents BIGINT NOT NULL CHECK (total_cents > 0),
    created_by {uuid} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('draft', 'approved', 'sent', 'acknowledged', 'settled', 'rejected', 'cancelled')
    ),
    approved_by {uuid} REFERENCES person (id),
    approved_at {time},
    sent_by {uuid} REFERENCES person (id),
    sent_at {time},
    file_id {uuid} REFERENCES stored_file (id),
    file_sha256 {bytes},
    acknowledged_at {time},
    settled_at {time},
    rejected_at {time},
    reject_reason TEXT,
    cancelled_by {uuid} REFERENCES person (id),
    cancelled_at {time},
    cancel_reason TEXT,
    CONSTRAINT payment_batch_approved CHECK (
        (approved_at IS NULL) = (approved_by IS NULL)
        AND (state <> 'draft' OR approved_at IS NULL)
        AND (state IN ('draft', 'cancelled') OR approved_at IS NOT NULL)
    ),
    CONSTRAINT payment_batch_sent CHECK (
        (state IN ('sent', 'acknowledged', 'settled', 'rejected'))
        = (sent_at IS NOT NULL AND sent_by IS NOT NULL AND file_id IS NOT NULL AND file_sha256 IS NOT NULL)
    ),
    CONSTRAINT payment_batch_acknowledged CHECK ((state = 'acknowledged') = (acknowledged_at IS NOT NULL)),
    CONSTRAINT payment_batch_settled CHECK ((state = 'settled') = (settled_at IS NOT NULL)),
    CONSTRAINT payment_batch_rejected CHECK (
        (state = 'rejected') = (rejected_at IS NOT NULL AND reject_reason IS NOT NULL)
    ),
    CONSTRAINT payment_batch_cancelled CHECK (
        (state = 'cancelled') = (cancelled_at IS NOT NULL AND cancelled_by IS NOT NULL AND cancel_reason IS NOT NULL)
    ),
    -- Two persons: who made it does not approve it.
    CONSTRAINT payment_batch_two_persons CHECK (approved_by IS NULL OR approved_by <> created_by)
);
CREATE UNIQUE INDEX payment_batch_number ON payment_batch (authority_id, number);
CREATE INDEX payment_batch_authority ON payment_batch (authority_id, id);
-- A file belongs to one batch.
CREATE UNIQUE INDEX payment_batch_file ON payment_batch (file_id) WHERE file_id IS NOT NULL;

CREATE TABLE payment_batch_line (
    batch_id {uuid} NOT NULL REFERENCES payment_batch (id),
    position INTEGER NOT NULL CHECK (position > 0),
    payout_id {uuid} NOT NULL REFERENCES payout (id),
    project_id {uuid} NOT NULL REFERENCES project (id),
    account_id {uuid} NOT NULL REFERENCES bank_account (id),
    amount_cents BIGINT NOT NULL CHECK (amount_cents > 0),
    reference TEXT NOT NULL,
    -- False once the batch is cancelled.
    live {bool} NOT NULL,
    PRIMARY KEY (batch_id, position)
);
-- No payout is in two files: a payment that failed is paid by another payout.
CREATE UNIQUE INDEX payment_batch_line_once ON payment_batch_line (payout_id) WHERE live;
CREATE INDEX payment_batch_line_payout ON payment_batch_line (payout_id);
