//! reminders of transfers: see the SQL file.

crate::portable::sql_migration!("transfer_reminders.sql");
