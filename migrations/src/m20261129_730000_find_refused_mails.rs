//! Whose address refuses mails is found by what became of the latest: see the SQL file.

crate::portable::sql_migration!("refused_mails.sql");
