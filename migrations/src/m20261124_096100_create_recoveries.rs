//! recoveries: see the SQL file.

crate::portable::sql_migration!("recoveries.sql");
