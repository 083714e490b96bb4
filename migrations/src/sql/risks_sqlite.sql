CREATE TRIGGER risk_entry_is_not_changed BEFORE UPDATE ON risk_entry
BEGIN
    SELECT RAISE(ABORT, 'what was said about a risk is never changed');
END;
CREATE TRIGGER risk_entry_is_not_deleted BEFORE DELETE ON risk_entry
BEGIN
    SELECT RAISE(ABORT, 'what was said about a risk is never deleted');
END;
