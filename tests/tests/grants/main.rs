//! From an application of several municipalities to the birth of their project.

mod applications;
mod available_actions;
mod batch;
mod budgets;
mod commitments;
mod decisions;
mod handling;
mod happy_path;
mod letters;
mod ranking;
mod record;
mod rectifications;
mod reviewing;
mod reviews;
mod submission;
mod supplements;
mod visibility;
