-- Answers were given to what a published form asks: it never changes again, and nothing deletes it.
CREATE TRIGGER form_published_stays BEFORE UPDATE OF authority_id, code, number, definition ON form
    WHEN OLD.state <> 'draft' AND (
        NEW.authority_id IS NOT OLD.authority_id OR NEW.code IS NOT OLD.code OR NEW.number IS NOT OLD.number
        OR NEW.definition IS NOT OLD.definition
    )
BEGIN
    SELECT RAISE(ABORT, 'a published form is not changed');
END;
CREATE TRIGGER form_is_kept BEFORE DELETE ON form
BEGIN
    SELECT RAISE(ABORT, 'a form is not deleted');
END;
-- Two persons: nobody who drafted or changed the form publishes it.
CREATE TRIGGER form_two_persons_published_by BEFORE UPDATE OF published_by ON form
    WHEN NEW.published_by IS NOT NULL AND NEW.published_by IS NOT OLD.published_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'form' AND object_id = NEW.id AND person_id = NEW.published_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who drafted or changed the form does not publish it');
END;
