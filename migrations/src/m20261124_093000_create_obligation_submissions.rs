//! obligation submissions: see the SQL file.

crate::portable::sql_migration!("obligation_submissions.sql");
