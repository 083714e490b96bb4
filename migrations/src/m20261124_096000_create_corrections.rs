//! corrections: see the SQL file.

crate::portable::sql_migration!("corrections.sql");
