//! Calendars under secret links: see the SQL file.

crate::portable::sql_migration!("calendar_feeds.sql");
