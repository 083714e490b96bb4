//! Answers to the forms of calls: see the SQL files.

crate::portable::sql_migration!(
    "form_answers.sql",
    sqlite: "form_answers_sqlite.sql",
    postgres: "form_answers_postgres.sql"
);
