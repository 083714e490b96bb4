//! The agreement between the municipalities of a project: drafted from what was granted, signed by each, in force
//! before any of the grant is passed on.

pub mod gate;
pub mod life;
pub mod outdated;
pub mod owed;
pub mod refusals;
pub mod tampering;
