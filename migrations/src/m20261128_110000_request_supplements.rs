//! supplement requests: see the SQL file.

crate::portable::sql_migration!("supplement_requests.sql");
