//! Explanations of deviations in portfolio reports: see the SQL file.

crate::portable::sql_migration!("explanations.sql");
