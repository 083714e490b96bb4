-- From now on a missing head is never the beginning of a log.
INSERT INTO log_head (id, audit_seq, audit_hash, outbox_seq)
SELECT 1, 0, decode(repeat('00', 32), 'hex'), 0 WHERE NOT EXISTS (SELECT 1 FROM log_head);

CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only, its head is never deleted and only goes forward';
END $$;
CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER audit_entry_is_not_deleted BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER log_head_is_not_deleted BEFORE DELETE ON log_head
    FOR EACH ROW EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER log_head_is_not_truncated BEFORE TRUNCATE ON log_head
    FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER log_head_goes_forward BEFORE UPDATE ON log_head
    FOR EACH ROW WHEN (NEW.audit_seq < OLD.audit_seq OR NEW.outbox_seq < OLD.outbox_seq)
    EXECUTE FUNCTION log_is_append_only();
