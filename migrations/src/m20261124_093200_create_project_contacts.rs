//! project contacts: see the SQL file.

crate::portable::sql_migration!("project_contacts.sql");
