//! The index by which pages of cost lines are read: see the SQL file.

crate::portable::sql_migration!("cost_line_pages.sql");
