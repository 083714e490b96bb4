//! Milestones: see the SQL files.

crate::portable::sql_migration!(
    "milestones.sql",
    sqlite: "milestones_sqlite.sql",
    postgres: "milestones_postgres.sql"
);
