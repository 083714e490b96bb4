//! Who may do what, over HTTP: every mutation and every query by every role, compared with a file that
//! people review (`matrix.txt`).

pub mod banking;
pub mod inputs;
pub mod matrix;
pub mod planned;
pub mod prepared;
