//! sampling: see the SQL file.

crate::portable::sql_migration!("sampling.sql");
