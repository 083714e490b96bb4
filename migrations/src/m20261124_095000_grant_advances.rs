//! advances: see the SQL file.

crate::portable::sql_migration!("advances.sql");
