//! Corrections and recoveries: what becomes of costs that should not have been paid, to the cent, and by
//! whom.

pub mod closing;
pub mod corrections;
pub mod life;
pub mod owed;
pub mod recovering;
pub mod recovery;
pub mod set_off;
pub mod tampering;
