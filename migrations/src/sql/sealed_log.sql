-- Which columns of which tables of its object an entry vouches for, and a hash over them.
ALTER TABLE audit_entry ADD COLUMN sealed TEXT;
ALTER TABLE audit_entry ADD COLUMN seal {bytes};
-- The objects that the log speaks of, and the last entry about each.
CREATE INDEX audit_entry_kind ON audit_entry (object, object_id, seq);
