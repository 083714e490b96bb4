//! Payment holds: see the SQL files.

crate::portable::sql_migration!(
    "payment_holds.sql",
    sqlite: "payment_holds_sqlite.sql",
    postgres: "payment_holds_postgres.sql"
);
