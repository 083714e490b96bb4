CREATE FUNCTION milestone_baseline_is_not_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the baseline of a milestone is never changed';
END $$;
CREATE TRIGGER milestone_baseline_is_not_changed BEFORE UPDATE ON milestone
    FOR EACH ROW WHEN (NEW.baseline IS DISTINCT FROM OLD.baseline)
    EXECUTE FUNCTION milestone_baseline_is_not_changed();
CREATE FUNCTION milestone_moves_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a change of a forecast is never changed or deleted';
END $$;
CREATE TRIGGER milestone_move_is_not_changed BEFORE UPDATE OR DELETE ON milestone_move
    FOR EACH ROW EXECUTE FUNCTION milestone_moves_are_append_only();
CREATE TRIGGER milestone_move_is_not_truncated BEFORE TRUNCATE ON milestone_move
    FOR EACH STATEMENT EXECUTE FUNCTION milestone_moves_are_append_only();
