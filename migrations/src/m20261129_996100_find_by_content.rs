//! Indexes for what is erased: see the SQL file.

crate::portable::sql_migration!("found_by_content.sql");
