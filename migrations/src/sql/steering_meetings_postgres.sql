CREATE FUNCTION steering_decisions_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a decision of a steering group is never changed or deleted';
END $$;
CREATE TRIGGER steering_decision_is_not_changed BEFORE UPDATE OR DELETE ON steering_decision
    FOR EACH ROW EXECUTE FUNCTION steering_decisions_are_append_only();
CREATE TRIGGER steering_decision_is_not_truncated BEFORE TRUNCATE ON steering_decision
    FOR EACH STATEMENT EXECUTE FUNCTION steering_decisions_are_append_only();
