//! Criteria of calls and reviews of applications: see the SQL files.

crate::portable::sql_migration!(
    "reviews.sql",
    sqlite: "reviews_sqlite.sql",
    postgres: "reviews_postgres.sql"
);
