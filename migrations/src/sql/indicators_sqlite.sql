CREATE TRIGGER indicator_value_is_not_changed BEFORE UPDATE ON indicator_value
BEGIN
    SELECT RAISE(ABORT, 'a value of an indicator is never changed');
END;
CREATE TRIGGER indicator_value_is_not_deleted BEFORE DELETE ON indicator_value
BEGIN
    SELECT RAISE(ABORT, 'a value of an indicator is never deleted');
END;
