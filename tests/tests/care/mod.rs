//! Care of data: what is kept of people, for how long, and what each may have of it.

mod altered;
mod erasing;
mod forgotten;
mod leftovers;
mod logged;
mod outside;
mod personal;
mod planted;
mod scanned;
mod search;
mod wages;
