//! The results bank: see the SQL files.

crate::portable::sql_migration!(
    "project_results.sql",
    sqlite: "project_results_sqlite.sql",
    postgres: "project_results_postgres.sql"
);
