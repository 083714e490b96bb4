//! Duties in a project hold from day to day, and an owner has a deputy: see the SQL files.

crate::portable::sql_migration!(
    "duties.sql",
    sqlite: "duties_sqlite.sql",
    postgres: "duties_postgres.sql"
);
