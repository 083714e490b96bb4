//! Tokens that one administrator makes and another confirms: see the SQL file.

crate::portable::sql_migration!("token_confirmation.sql");
