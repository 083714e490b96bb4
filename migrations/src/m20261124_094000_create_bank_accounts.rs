//! Bank accounts, and which one a payout goes to: see the SQL file.

crate::portable::sql_migration!("bank_accounts.sql");
