-- From now on a missing head is never the beginning of a log.
INSERT INTO log_head (id, audit_seq, audit_hash, outbox_seq)
SELECT 1, 0, zeroblob(32), 0 WHERE NOT EXISTS (SELECT 1 FROM log_head);

CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_entry_is_not_deleted BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER log_head_is_not_deleted BEFORE DELETE ON log_head
BEGIN
    SELECT RAISE(ABORT, 'the head of the log is never deleted');
END;
CREATE TRIGGER log_head_goes_forward BEFORE UPDATE ON log_head
    WHEN NEW.audit_seq < OLD.audit_seq OR NEW.outbox_seq < OLD.outbox_seq
BEGIN
    SELECT RAISE(ABORT, 'the head of the log only goes forward');
END;
