-- What was submitted stays as it was.
CREATE TRIGGER application_submission_stays BEFORE UPDATE ON application_submission
BEGIN
    SELECT RAISE(ABORT, 'what was submitted is not changed');
END;
CREATE TRIGGER application_submission_is_kept BEFORE DELETE ON application_submission
BEGIN
    SELECT RAISE(ABORT, 'what was submitted is not deleted');
END;
