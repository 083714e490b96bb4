//! Final reports: see the SQL file.

crate::portable::sql_migration!("final_reports.sql");
