CREATE FUNCTION letters_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a letter is never changed or deleted';
END $$;
CREATE TRIGGER decision_letter_is_not_changed BEFORE UPDATE OR DELETE ON decision_letter
    FOR EACH ROW EXECUTE FUNCTION letters_are_append_only();
CREATE TRIGGER decision_letter_is_not_truncated BEFORE TRUNCATE ON decision_letter
    FOR EACH STATEMENT EXECUTE FUNCTION letters_are_append_only();
