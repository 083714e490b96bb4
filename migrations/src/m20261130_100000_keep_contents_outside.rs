//! Contents of files outside of the database: see the SQL files.

crate::portable::sql_migration!(
    "outside_contents.sql",
    sqlite: "outside_contents_sqlite.sql",
    postgres: "outside_contents_postgres.sql"
);
