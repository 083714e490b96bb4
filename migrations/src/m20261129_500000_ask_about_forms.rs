//! Questions of a supplement request about the call's form and the partners' plans: see the SQL files.

crate::portable::sql_migration!(
    "form_questions.sql",
    sqlite: "form_questions_sqlite.sql",
    postgres: "form_questions_postgres.sql"
);
