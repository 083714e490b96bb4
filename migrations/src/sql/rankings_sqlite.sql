-- The database guards it too: a kept list is never changed, only confirmed or taken back, and never deleted.
CREATE TRIGGER ranking_is_kept BEFORE UPDATE ON ranking
    WHEN NEW.id IS NOT OLD.id OR NEW.call_id IS NOT OLD.call_id OR NEW.number IS NOT OLD.number
        OR NEW.tie_rule IS NOT OLD.tie_rule OR NEW.appropriation_cents IS NOT OLD.appropriation_cents
        OR NEW.hash IS NOT OLD.hash OR NEW.kept_by IS NOT OLD.kept_by OR NEW.kept_at IS NOT OLD.kept_at
        OR NEW.reason IS NOT OLD.reason OR NEW.after_decision IS NOT OLD.after_decision
        OR OLD.state <> 'proposed'
BEGIN
    SELECT RAISE(ABORT, 'a ranking list is never changed');
END;
CREATE TRIGGER ranking_is_not_deleted BEFORE DELETE ON ranking
BEGIN
    SELECT RAISE(ABORT, 'a ranking list is never deleted');
END;
CREATE TRIGGER ranking_entry_is_not_changed BEFORE UPDATE ON ranking_entry
BEGIN
    SELECT RAISE(ABORT, 'a ranking list is never changed');
END;
CREATE TRIGGER ranking_entry_is_not_deleted BEFORE DELETE ON ranking_entry
BEGIN
    SELECT RAISE(ABORT, 'a ranking list is never changed');
END;
