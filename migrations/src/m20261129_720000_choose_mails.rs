//! When and how somebody wants to be written to: see the SQL file.

crate::portable::sql_migration!("mail_settings.sql");
