-- Two persons: nobody who set a budget or answered in the form commits a municipality to the application.
CREATE FUNCTION commitment_two_persons_given_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'application' AND object_id = NEW.application_id AND person_id = NEW.given_by
        AND deed = 'prepared'
    ) THEN
        RAISE EXCEPTION 'two persons: who prepared the application does not commit to it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commitment_two_persons_given_by BEFORE UPDATE OF given_by ON commitment
    FOR EACH ROW
    WHEN (NEW.given_by IS NOT NULL AND NEW.given_by IS DISTINCT FROM OLD.given_by)
    EXECUTE FUNCTION commitment_two_persons_given_by();
