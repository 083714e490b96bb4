//! What a mail left under, and what came back for it: see the SQL file.

crate::portable::sql_migration!("bounced_mails.sql");
