//! What a project leaves behind: its exit plan, its final report, the indicators of its effects, its benefits.

pub mod benefits;
pub mod exit_plans;
pub mod facts;
pub mod final_reports;
pub mod gate;
pub mod help;
pub mod indicators;
