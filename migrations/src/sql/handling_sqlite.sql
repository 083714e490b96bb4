-- The database guards it too: what was recorded stays.
CREATE TRIGGER application_handler_is_not_changed BEFORE UPDATE ON application_handler
BEGIN
    SELECT RAISE(ABORT, 'who handled an application stays recorded');
END;
CREATE TRIGGER application_handler_is_not_deleted BEFORE DELETE ON application_handler
BEGIN
    SELECT RAISE(ABORT, 'who handled an application stays recorded');
END;
CREATE TRIGGER application_check_is_not_changed BEFORE UPDATE ON application_check
BEGIN
    SELECT RAISE(ABORT, 'what was checked stays recorded');
END;
CREATE TRIGGER application_check_is_not_deleted BEFORE DELETE ON application_check
BEGIN
    SELECT RAISE(ABORT, 'what was checked stays recorded');
END;
