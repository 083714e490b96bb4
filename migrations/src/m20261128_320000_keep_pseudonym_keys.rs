//! The keys of pseudonyms: see the SQL files.

crate::portable::sql_migration!(
    "pseudonym_keys.sql",
    sqlite: "pseudonym_keys_sqlite.sql",
    postgres: "pseudonym_keys_postgres.sql"
);
