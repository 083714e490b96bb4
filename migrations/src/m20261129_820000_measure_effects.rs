//! Indicators of the effects of projects: see the SQL files.

crate::portable::sql_migration!(
    "indicators.sql",
    sqlite: "indicators_sqlite.sql",
    postgres: "indicators_postgres.sql"
);
