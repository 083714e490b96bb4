//! From an application of several municipalities to the birth of their project.

mod happy_path;
