-- Finds a voucher line in other reports, by voucher and amount as it was booked: of a row that is shared, the report
-- claims another amount than the file says. Vouchers alone repeat in every municipality.
DROP INDEX cost_line_voucher;
CREATE INDEX cost_line_booked ON cost_line ((voucher || '/' || CAST(booked_cents AS TEXT)));
