//! costs: see the SQL file.

crate::portable::sql_migration!("costs.sql");
