//! The meeting in which the steering group approved an exit plan: see the SQL file.

crate::portable::sql_migration!("exit_meetings.sql");
