-- The database guards it too: what was recorded stays.
CREATE FUNCTION handling_is_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'who handled an application and what was checked stays recorded';
END $$;
CREATE TRIGGER application_handler_is_not_changed BEFORE UPDATE OR DELETE ON application_handler
    FOR EACH ROW EXECUTE FUNCTION handling_is_recorded();
CREATE TRIGGER application_check_is_not_changed BEFORE UPDATE OR DELETE ON application_check
    FOR EACH ROW EXECUTE FUNCTION handling_is_recorded();
