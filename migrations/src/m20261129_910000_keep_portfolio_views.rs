//! Kept ways to look at the portfolio: see the SQL file.

crate::portable::sql_migration!("portfolio_views.sql");
