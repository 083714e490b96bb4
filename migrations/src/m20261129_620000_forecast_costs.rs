//! Forecasts of costs, and the facts that a portfolio report keeps: see the SQL file.

crate::portable::sql_migration!("cost_forecasts.sql");
