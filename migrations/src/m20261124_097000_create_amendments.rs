//! amendments: see the SQL file.

crate::portable::sql_migration!("amendments.sql");
