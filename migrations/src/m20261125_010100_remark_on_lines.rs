//! Remarks on lines of returned cost reports: see the SQL file.

crate::portable::sql_migration!("line_remarks.sql");
