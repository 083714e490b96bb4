//! Officers of applications and the checks they make: see the SQL files.

crate::portable::sql_migration!(
    "handling.sql",
    sqlite: "handling_sqlite.sql",
    postgres: "handling_postgres.sql"
);
