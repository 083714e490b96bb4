//! foundations: see the SQL file.

crate::portable::sql_migration!("foundations.sql");
