//! Profiles that others may copy, imports that name theirs, and costs found by voucher: see the SQL file.

crate::portable::sql_migration!("ledger_imports.sql");
