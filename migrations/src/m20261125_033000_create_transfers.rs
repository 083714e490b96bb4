//! Transfers to partners: see the SQL file.

crate::portable::sql_migration!("transfers.sql");
