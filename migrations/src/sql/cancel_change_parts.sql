-- Accepted parts of change requests that cannot come into force: cancelled by two persons, then rejected.
ALTER TABLE change_part ADD COLUMN cancel_reason TEXT;
ALTER TABLE change_part ADD COLUMN cancel_proposed_by {uuid} REFERENCES person (id);
ALTER TABLE change_part ADD COLUMN cancel_proposed_at {time};
ALTER TABLE change_part ADD COLUMN cancelled_by {uuid} REFERENCES person (id)
    CONSTRAINT change_part_cancelled_by_another CHECK (cancelled_by IS NULL OR cancelled_by <> cancel_proposed_by);
ALTER TABLE change_part ADD COLUMN cancelled_at {time}
    CONSTRAINT change_part_cancelled CHECK (
        (cancelled_at IS NULL) = (cancelled_by IS NULL) AND (cancelled_at IS NULL OR state = 'rejected')
    );
