//! claims: see the SQL file.

crate::portable::sql_migration!("claims.sql");
