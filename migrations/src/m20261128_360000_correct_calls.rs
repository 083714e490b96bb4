//! Corrections of calls: see the SQL file.

crate::portable::sql_migration!("call_corrections.sql");
