//! From an application of several municipalities to the birth of their project.

pub mod applications;
pub mod available_actions;
pub mod batch;
pub mod budgets;
pub mod commitments;
pub mod decisions;
pub mod handling;
pub mod happy_path;
pub mod letters;
pub mod ranking;
pub mod record;
pub mod rectifications;
pub mod reviewing;
pub mod reviews;
pub mod submission;
pub mod supplements;
pub mod visibility;
