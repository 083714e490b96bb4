//! projects: see the SQL file.

crate::portable::sql_migration!("projects.sql");
