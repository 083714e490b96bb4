CREATE TRIGGER decision_letter_is_not_changed BEFORE UPDATE ON decision_letter
BEGIN
    SELECT RAISE(ABORT, 'a letter is never changed');
END;
CREATE TRIGGER decision_letter_is_not_deleted BEFORE DELETE ON decision_letter
BEGIN
    SELECT RAISE(ABORT, 'a letter is never deleted');
END;
