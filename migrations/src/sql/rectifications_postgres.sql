CREATE FUNCTION rectification_two_persons_decided_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'rectification' AND object_id = NEW.id AND person_id = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'two persons: who drafted the answer does not make it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rectification_two_persons_decided_by BEFORE UPDATE OF decided_by ON rectification
    FOR EACH ROW
    WHEN (NEW.decided_by IS NOT NULL AND NEW.decided_by IS DISTINCT FROM OLD.decided_by)
    EXECUTE FUNCTION rectification_two_persons_decided_by();
