//! grants: see the SQL file.

crate::portable::sql_migration!("grants.sql");
