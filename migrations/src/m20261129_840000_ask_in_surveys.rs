//! Surveys: see the SQL files.

crate::portable::sql_migration!(
    "surveys.sql",
    sqlite: "surveys_sqlite.sql",
    postgres: "surveys_postgres.sql"
);
