//! waiting events: see the SQL file.

crate::portable::sql_migration!("waiting_events.sql");
