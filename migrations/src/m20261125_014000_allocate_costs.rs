//! allocation: see the SQL file.

crate::portable::sql_migration!("allocation.sql");
