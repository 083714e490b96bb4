//! Versions of forms: see the SQL files.

crate::portable::sql_migration!(
    "forms.sql",
    sqlite: "forms_sqlite.sql",
    postgres: "forms_postgres.sql"
);
