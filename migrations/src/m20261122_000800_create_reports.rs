//! reports: see the SQL file.

crate::portable::sql_migration!("reports.sql");
