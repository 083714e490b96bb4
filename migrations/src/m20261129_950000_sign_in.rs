//! Sessions, tries to sign in, scopes of tokens, deputies: see the SQL file.

crate::portable::sql_migration!("sign_in.sql");
