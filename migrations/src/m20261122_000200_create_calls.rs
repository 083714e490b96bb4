//! calls: see the SQL file.

crate::portable::sql_migration!("calls.sql");
