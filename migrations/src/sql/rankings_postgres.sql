-- The database guards it too: a kept list is never changed, only confirmed or taken back, and never deleted.
CREATE FUNCTION ranking_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a ranking list is never changed';
END $$;
CREATE TRIGGER ranking_is_kept BEFORE UPDATE ON ranking
    FOR EACH ROW WHEN (
        NEW.id IS DISTINCT FROM OLD.id OR NEW.call_id IS DISTINCT FROM OLD.call_id
        OR NEW.number IS DISTINCT FROM OLD.number OR NEW.tie_rule IS DISTINCT FROM OLD.tie_rule
        OR NEW.appropriation_cents IS DISTINCT FROM OLD.appropriation_cents
        OR NEW.hash IS DISTINCT FROM OLD.hash OR NEW.kept_by IS DISTINCT FROM OLD.kept_by
        OR NEW.kept_at IS DISTINCT FROM OLD.kept_at OR NEW.reason IS DISTINCT FROM OLD.reason
        OR NEW.after_decision IS DISTINCT FROM OLD.after_decision OR OLD.state <> 'proposed'
    )
    EXECUTE FUNCTION ranking_is_kept();
CREATE TRIGGER ranking_is_not_deleted BEFORE DELETE ON ranking
    FOR EACH ROW EXECUTE FUNCTION ranking_is_kept();
CREATE TRIGGER ranking_entry_is_not_changed BEFORE UPDATE OR DELETE ON ranking_entry
    FOR EACH ROW EXECUTE FUNCTION ranking_is_kept();
