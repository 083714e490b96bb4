//! The results bank: written by projects, approved by another person, read and used again by everybody.

pub mod bank;
pub mod help;
pub mod life;
