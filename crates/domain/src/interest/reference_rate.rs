use std::{collections::BTreeMap, fmt};

use chrono::{Datelike, NaiveDate};

use crate::{ids::ReferenceRateId, rate::Rate, workflow::Stamp};

/// A calendar half-year, for which one reference rate holds (*korkolaki* 12 §).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfYear {
    year: i32,
    second: bool,
}

impl HalfYear {
    /// The half-year in which a day lies.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            second: day.month() > 6,
        }
    }

    /// Its first day: 1 January or 1 July.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        let month = if self.second { 7 } else { 1 };
        NaiveDate::from_ymd_opt(self.year, month, 1).unwrap_or(NaiveDate::MIN)
    }

    /// Its last day: 30 June or 31 December.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        let (month, day) = if self.second { (12, 31) } else { (6, 30) };
        NaiveDate::from_ymd_opt(self.year, month, day).unwrap_or(NaiveDate::MAX)
    }
}

/// As people write it: `2024H1`.
impl fmt::Display for HalfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}H{}", self.year, if self.second { 2 } else { 1 })
    }
}

/// The reference rate of one half-year (*viitekorko*, *referensränta*), per cent a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferenceRate {
    /// The half-year in which it holds.
    pub half_year: HalfYear,
    /// The rate, without any addition.
    pub rate: Rate,
}

/// Why a reference rate cannot be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultyReferenceRate {
    /// A reference rate holds for a whole half-year.
    #[error("a reference rate begins on 1 January or 1 July, not on {0}")]
    NotAHalfYear(NaiveDate),
    /// The act rounds it up to the next half per cent (*korkolaki* 12 §).
    #[error(
        "{0} % is no reference rate: it is a multiple of 0.5 per cent; look at the notice of Suomen Pankki"
    )]
    NotHalves(Rate),
}

impl ReferenceRate {
    /// The rate that holds from a day on.
    ///
    /// # Errors
    /// [`FaultyReferenceRate`] when the day begins no half-year, or the rate is no multiple of half a
    /// per cent.
    pub fn new(from: NaiveDate, rate: Rate) -> Result<Self, FaultyReferenceRate> {
        let half_year = HalfYear::of(from);
        if half_year.first() != from {
            return Err(FaultyReferenceRate::NotAHalfYear(from));
        }
        if !rate.millionths().is_multiple_of(5_000) {
            return Err(FaultyReferenceRate::NotHalves(rate));
        }
        Ok(Self { half_year, rate })
    }
}

/// A rate that was published after this version was made: recorded by one person, and in force once
/// another one has confirmed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedRate {
    /// Its identifier.
    pub id: ReferenceRateId,
    /// Counts the changes.
    pub version: i64,
    /// The half-year and the rate.
    pub rate: ReferenceRate,
    /// Who recorded it, and when.
    pub recorded: Stamp,
    /// Who confirmed it, and when; never the one who recorded it.
    pub confirmed: Option<Stamp>,
}

/// Nobody has recorded the reference rate of a half-year, so nothing can be computed with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no reference rate is recorded for {0}; let the authority record and confirm the rate that Suomen Pankki \
     has published"
)]
pub struct NoReferenceRate(pub HalfYear);

/// The reference rates that are known, by half-year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceRates(BTreeMap<HalfYear, Rate>);

/// Year, whether the second half, ten-thousandths of a per cent are millionths of the whole.
///
/// `domain.md` section 2: 0.0 % 2022H2, 2.5 % 2023H1, 4.5 % 2024H1 and H2, 3.5 % 2025H1, 2.5 % 2026H1
/// from the notices of Suomen Pankki; 4.0 % 2023H2 and 2.5 % 2025H2 as generally known.
const PUBLISHED: [(i32, bool, u32); 8] = [
    (2022, true, 0),
    (2023, false, 25_000),
    (2023, true, 40_000),
    (2024, false, 45_000),
    (2024, true, 45_000),
    (2025, false, 35_000),
    (2025, true, 25_000),
    (2026, false, 25_000),
];

impl ReferenceRates {
    /// The rates published when this version was made.
    #[must_use]
    pub fn published() -> Self {
        Self(
            PUBLISHED
                .iter()
                .map(|&(year, second, millionths)| {
                    (HalfYear { year, second }, Rate::of_millionths(millionths))
                })
                .collect(),
        )
    }

    /// The same with rates recorded since; a recorded one goes before a published one.
    #[must_use]
    pub fn with(mut self, recorded: impl IntoIterator<Item = ReferenceRate>) -> Self {
        self.0
            .extend(recorded.into_iter().map(|one| (one.half_year, one.rate)));
        self
    }

    /// The rate of a half-year.
    ///
    /// # Errors
    /// [`NoReferenceRate`]: an unknown rate is never taken to be the last known one.
    pub fn of(&self, half_year: HalfYear) -> Result<Rate, NoReferenceRate> {
        self.0.get(&half_year).copied().ok_or(NoReferenceRate(half_year))
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = ReferenceRate> {
        self.0
            .iter()
            .map(|(&half_year, &rate)| ReferenceRate { half_year, rate })
    }
}
