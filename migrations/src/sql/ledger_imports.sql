-- What of a profile other municipalities may have: names of columns and formats, nothing else. None before the
-- columns of a file are known.
ALTER TABLE ledger_profile ADD COLUMN layout {json};
-- The profile of another municipality that this one began as.
ALTER TABLE ledger_profile ADD COLUMN copied_from {uuid} REFERENCES ledger_profile (id);

-- The version of the profile that an import was read with; none when it was found out or given with the import.
ALTER TABLE ledger_import ADD COLUMN profile_id {uuid} REFERENCES ledger_profile (id);

-- Finds a voucher line in other reports. By voucher and amount, for vouchers alone repeat in every municipality.
CREATE INDEX cost_line_voucher ON cost_line ((voucher || '/' || CAST(amount_cents AS TEXT)));
