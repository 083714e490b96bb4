-- Two persons: nobody who wrote the result approves it.
CREATE FUNCTION project_result_two_persons() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM hand
        WHERE object = 'project_result' AND object_id = NEW.id AND person_id = NEW.approved_by
    ) THEN
        RAISE EXCEPTION 'two persons: who wrote the result does not approve it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER project_result_two_persons_approved_by BEFORE UPDATE OF approved_by ON project_result
    FOR EACH ROW WHEN (NEW.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
    EXECUTE FUNCTION project_result_two_persons();
CREATE FUNCTION project_results_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a result is not deleted';
END $$;
CREATE TRIGGER project_result_is_kept BEFORE DELETE ON project_result
    FOR EACH ROW EXECUTE FUNCTION project_results_are_kept();
CREATE FUNCTION project_result_reuses_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a record of reuse is never changed or deleted';
END $$;
CREATE TRIGGER project_result_reuse_is_not_changed BEFORE UPDATE OR DELETE ON project_result_reuse
    FOR EACH ROW EXECUTE FUNCTION project_result_reuses_are_append_only();
CREATE TRIGGER project_result_reuse_is_not_truncated BEFORE TRUNCATE ON project_result_reuse
    FOR EACH STATEMENT EXECUTE FUNCTION project_result_reuses_are_append_only();
