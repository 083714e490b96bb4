//! Change requests about purpose, timetable, people, due dates and experiments: see the SQL files.

crate::portable::sql_migration!(
    "plan_changes.sql",
    sqlite: "plan_changes_sqlite.sql",
    postgres: "plan_changes_postgres.sql"
);
