//! Which programs may use the database: see the SQL file.

crate::portable::sql_migration!("oldest_program.sql");
