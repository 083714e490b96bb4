CREATE TRIGGER payment_batch_two_persons_approved_by BEFORE UPDATE OF approved_by ON payment_batch
    WHEN NEW.approved_by IS NOT NULL AND NEW.approved_by IS NOT OLD.approved_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'payment_batch' AND object_id = NEW.id AND person_id = NEW.approved_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who had a hand in the batch does not approve it');
END;

CREATE TRIGGER payment_batch_written_once BEFORE UPDATE OF file_id, file_sha256 ON payment_batch
    WHEN OLD.file_id IS NOT NULL
        AND (NEW.file_id IS NOT OLD.file_id OR NEW.file_sha256 IS NOT OLD.file_sha256)
BEGIN
    SELECT RAISE(ABORT, 'the payment file of a batch is made once');
END;
