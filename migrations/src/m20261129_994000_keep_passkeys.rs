//! Passkeys, and what their devices are asked to sign: see the SQL file.

crate::portable::sql_migration!("passkeys.sql");
