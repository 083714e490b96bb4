CREATE TRIGGER rectification_two_persons_decided_by BEFORE UPDATE OF decided_by ON rectification
    WHEN NEW.decided_by IS NOT NULL AND NEW.decided_by IS NOT OLD.decided_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'rectification' AND object_id = NEW.id AND person_id = NEW.decided_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who drafted the answer does not make it');
END;
