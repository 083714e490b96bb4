//! The portfolio as it stood at every moment: see the SQL file.

crate::portable::sql_migration!("portfolio_entries.sql");
