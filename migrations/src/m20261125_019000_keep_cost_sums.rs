//! cost_sums: see the SQL file.

crate::portable::sql_migration!("cost_sums.sql");
