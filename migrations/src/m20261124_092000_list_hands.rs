//! Lists everybody who had a hand in what another person approves: see the SQL files.

crate::portable::sql_migration!(
    "hands.sql",
    sqlite: "hands_sqlite.sql",
    postgres: "hands_postgres.sql"
);
