//! Feedback of banks: see the SQL file.

crate::portable::sql_migration!("bank_feedback.sql");
