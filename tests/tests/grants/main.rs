//! From an application of several municipalities to the birth of their project.

mod applications;
mod available_actions;
mod batch;
mod budgets;
mod commitments;
mod decisions;
mod happy_path;
mod letters;
mod record;
mod rectifications;
mod submission;
mod visibility;
