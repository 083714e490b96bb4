//! Benefits and their calculations: see the SQL files.

crate::portable::sql_migration!(
    "benefits.sql",
    sqlite: "benefits_sqlite.sql",
    postgres: "benefits_postgres.sql"
);
