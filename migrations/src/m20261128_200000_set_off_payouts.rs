//! Set-off of recoveries against payouts: see the SQL file.

crate::portable::sql_migration!("set_off_payouts.sql");
