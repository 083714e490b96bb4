//! Payment batches: see the SQL files.

crate::portable::sql_migration!(
    "payment_batches.sql",
    sqlite: "payment_batches_sqlite.sql",
    postgres: "payment_batches_postgres.sql"
);
