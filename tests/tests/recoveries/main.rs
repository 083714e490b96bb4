//! Corrections and recoveries: what becomes of costs that should not have been paid, to the cent, and by
//! whom.

#[path = "../claims/setup.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod setup;

mod closing;
mod corrections;
mod life;
mod owed;
mod recovering;
mod recovery;
mod set_off;
mod tampering;
