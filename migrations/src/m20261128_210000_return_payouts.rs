//! Money that came back after a payout: see the SQL file.

crate::portable::sql_migration!("return_payouts.sql");
