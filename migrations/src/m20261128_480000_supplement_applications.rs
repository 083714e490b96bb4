//! Requests to supplement applications, with what they said before and after: see the SQL file.

crate::portable::sql_migration!("application_supplements.sql");
