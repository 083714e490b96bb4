//! The partners' plans beside their budgets: see the SQL file.

crate::portable::sql_migration!("partner_plans.sql");
