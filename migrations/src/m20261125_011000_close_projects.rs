//! closing: see the SQL file.

crate::portable::sql_migration!("closing.sql");
