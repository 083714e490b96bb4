//! Programmes and the follow-up of their budgets: see the SQL files.

crate::portable::sql_migration!(
    "programmes.sql",
    sqlite: "programmes_sqlite.sql",
    postgres: "programmes_postgres.sql"
);
