//! Cancelled parts of change requests: see the SQL file.

crate::portable::sql_migration!("cancel_change_parts.sql");
