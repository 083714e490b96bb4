//! Which indicator an effect follows from: see the SQL file.

crate::portable::sql_migration!("link_indicators.sql");
