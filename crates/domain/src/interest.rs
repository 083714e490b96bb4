//! Interest on what is recovered (rule 9 of `domain.md` section 4; act 688/2001, 24 and 25 §).
//!
//! The day of the payment does not count, the day of the repayment does, a year has 365 days, each
//! half-year has the reference rate of that half-year, and the exact sum of all stretches is rounded
//! once, half up. Netted corrections and voluntary returns bear none (`domain.md` section 6).

mod accrual;
mod reference_rate;
#[cfg(test)]
mod tests;

pub use accrual::{Accrual, CannotAccrue, Margin, Segment, Stretch, accrue};
pub use reference_rate::{
    FaultyReferenceRate, HalfYear, NoReferenceRate, RecordedRate, ReferenceRate, ReferenceRates,
};
