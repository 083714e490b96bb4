CREATE FUNCTION payment_batch_two_persons_approved_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'payment_batch' AND object_id = NEW.id AND person_id = NEW.approved_by
    ) THEN
        RAISE EXCEPTION 'two persons: who had a hand in the batch does not approve it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_batch_two_persons_approved_by BEFORE UPDATE OF approved_by ON payment_batch
    FOR EACH ROW
    WHEN (NEW.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
    EXECUTE FUNCTION payment_batch_two_persons_approved_by();

CREATE FUNCTION payment_batch_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the payment file of a batch is made once';
END $$;
CREATE TRIGGER payment_batch_written_once BEFORE UPDATE OF file_id, file_sha256 ON payment_batch
    FOR EACH ROW
    WHEN (
        OLD.file_id IS NOT NULL
        AND (NEW.file_id IS DISTINCT FROM OLD.file_id OR NEW.file_sha256 IS DISTINCT FROM OLD.file_sha256)
    )
    EXECUTE FUNCTION payment_batch_written_once();
