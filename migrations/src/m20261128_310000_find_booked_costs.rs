//! The index by which costs of other reports are found: see the SQL file.

crate::portable::sql_migration!("duplicate_costs.sql");
