CREATE FUNCTION indicator_values_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a value of an indicator is never changed or deleted';
END $$;
CREATE TRIGGER indicator_value_is_not_changed BEFORE UPDATE OR DELETE ON indicator_value
    FOR EACH ROW EXECUTE FUNCTION indicator_values_are_append_only();
CREATE TRIGGER indicator_value_is_not_truncated BEFORE TRUNCATE ON indicator_value
    FOR EACH STATEMENT EXECUTE FUNCTION indicator_values_are_append_only();
