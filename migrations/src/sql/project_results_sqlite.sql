-- Two persons: nobody who wrote the result approves it.
CREATE TRIGGER project_result_two_persons_approved_by BEFORE UPDATE OF approved_by ON project_result
    WHEN NEW.approved_by IS NOT NULL AND NEW.approved_by IS NOT OLD.approved_by AND EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'project_result' AND object_id = NEW.id AND person_id = NEW.approved_by
    )
BEGIN
    SELECT RAISE(ABORT, 'two persons: who wrote the result does not approve it');
END;
CREATE TRIGGER project_result_is_kept BEFORE DELETE ON project_result
BEGIN
    SELECT RAISE(ABORT, 'a result is not deleted');
END;
CREATE TRIGGER project_result_reuse_is_not_changed BEFORE UPDATE ON project_result_reuse
BEGIN
    SELECT RAISE(ABORT, 'a record of reuse is never changed');
END;
CREATE TRIGGER project_result_reuse_is_not_deleted BEFORE DELETE ON project_result_reuse
BEGIN
    SELECT RAISE(ABORT, 'a record of reuse is never deleted');
END;
