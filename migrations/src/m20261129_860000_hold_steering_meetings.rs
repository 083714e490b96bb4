//! Meetings of steering groups: see the SQL files.

crate::portable::sql_migration!(
    "steering_meetings.sql",
    sqlite: "steering_meetings_sqlite.sql",
    postgres: "steering_meetings_postgres.sql"
);
