CREATE FUNCTION risk_entries_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was said about a risk is never changed or deleted';
END $$;
CREATE TRIGGER risk_entry_is_not_changed BEFORE UPDATE OR DELETE ON risk_entry
    FOR EACH ROW EXECUTE FUNCTION risk_entries_are_append_only();
CREATE TRIGGER risk_entry_is_not_truncated BEFORE TRUNCATE ON risk_entry
    FOR EACH STATEMENT EXECUTE FUNCTION risk_entries_are_append_only();
