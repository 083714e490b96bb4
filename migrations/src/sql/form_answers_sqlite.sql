-- Two persons: nobody who set a budget or answered in the form commits a municipality to the application.
CREATE TRIGGER commitment_two_persons_given_by BEFORE UPDATE OF given_by ON commitment
    WHEN NEW.given_by IS NOT NULL AND NEW.given_by IS NOT OLD.given_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'application' AND object_id = NEW.application_id AND person_id = NEW.given_by
        AND deed = 'prepared'
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who prepared the application does not commit to it');
END;
