//! Other public support: see the SQL file.

crate::portable::sql_migration!("other_support.sql");
