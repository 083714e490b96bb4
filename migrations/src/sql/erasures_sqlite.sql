-- What was submitted stays as it was, until what its project leaves behind is removed by rule.
DROP TRIGGER application_submission_stays;
CREATE TRIGGER application_submission_stays BEFORE UPDATE ON application_submission
    WHEN NEW.application_id <> OLD.application_id OR NEW.number <> OLD.number
        OR NEW.submitted_by <> OLD.submitted_by OR NEW.submitted_at <> OLD.submitted_at
        OR NEW.snapshot <> OLD.snapshot OR NEW.form_id IS NOT OLD.form_id
        OR NOT EXISTS (
            SELECT 1 FROM erasure JOIN project ON project.id = erasure.project_id
            WHERE project.application_id = OLD.application_id AND erasure.state = 'done'
        )
BEGIN
    SELECT RAISE(ABORT, 'what was submitted is not changed');
END;
-- What was removed, by whom and by which rule, is neither changed nor deleted.
CREATE TRIGGER erasure_stays BEFORE UPDATE ON erasure WHEN OLD.state <> 'proposed'
BEGIN
    SELECT RAISE(ABORT, 'the record of an erasure is not changed');
END;
CREATE TRIGGER erasure_is_kept BEFORE DELETE ON erasure
BEGIN
    SELECT RAISE(ABORT, 'the record of an erasure is not deleted');
END;
