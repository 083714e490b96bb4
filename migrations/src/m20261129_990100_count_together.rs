//! Requests that several servers count together: see the SQL file.

crate::portable::sql_migration!("counted_together.sql");
