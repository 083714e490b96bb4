//! The criteria (*arviointiperusteet*) by which the applications to a call are reviewed, and the score that
//! reviews make by them.
//!
//! A criterion's weight says how much it counts whatever its scale: points are taken as a share of the scale, so
//! 4 of 5 and 80 of 100 are the same. Everything is integer arithmetic on exact fractions; nothing is rounded before
//! it is compared.

mod score;
#[cfg(test)]
mod tests;

pub use score::Score;

use crate::language::Language;

/// How many criteria a call may have.
const MOST_CRITERIA: usize = 20;
/// The heaviest weight.
const HEAVIEST: u16 = 1_000;
/// How long a code or a name may be, in characters.
const LONGEST_NAME: usize = 200;
/// A number that every scale divides: points on different scales are added up in this unit.
const UNIT: u16 = 12_600;

/// One thing that reviewers give points for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its short name in the API: `savings`.
    pub code: String,
    /// Name in Finnish.
    pub name_fi: String,
    /// Name in Swedish.
    pub name_sv: String,
    /// Name in English.
    pub name_en: String,
    /// How much it counts against the others, 1 to 1 000.
    pub weight: u16,
    /// The most points; the least is 0. One of 1 to 10, 20, 25, 50 and 100.
    pub scale: u16,
}

impl Criterion {
    /// The name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Fi => &self.name_fi,
            Language::Sv => &self.name_sv,
            Language::En => &self.name_en,
        }
    }
}

/// How the applications to a call are reviewed. Without criteria they are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewRules {
    /// What is scored, in the order of importance: the order decides a tie.
    pub criteria: Vec<Criterion>,
    /// Whether nobody sees the scores of others before everybody who is assigned has submitted.
    pub blind: bool,
}

/// Why criteria cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultyRules {
    /// More than a reviewer can weigh.
    #[error("more than {MOST_CRITERIA} criteria; put what belongs together into one")]
    TooMany,
    /// A text that is missing or does not fit.
    #[error("criterion {} has a {field} that is empty or longer than {LONGEST_NAME} characters; correct it", .place + 1)]
    Text {
        /// Which one, from 0.
        place: usize,
        /// Its field.
        field: &'static str,
    },
    /// Two with one code.
    #[error("criterion {} repeats the code \"{code}\"; give each its own", .place + 1)]
    Twice {
        /// Which one, from 0.
        place: usize,
        /// The code.
        code: String,
    },
    /// A weight that is none.
    #[error("criterion {} weighs {weight}; a weight is 1 to {HEAVIEST}", .place + 1)]
    Weight {
        /// Which one, from 0.
        place: usize,
        /// The weight.
        weight: u16,
    },
    /// A scale that is none.
    #[error("criterion {} has a scale of 0 to {scale}; a scale ends at 1 to 10, 20, 25, 50 or 100", .place + 1)]
    Scale {
        /// Which one, from 0.
        place: usize,
        /// The most points.
        scale: u16,
    },
}

impl FaultyRules {
    /// Where in the input the fault is.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        let (place, field) = match self {
            Self::TooMany => return vec!["criteria".to_owned()],
            Self::Text { place, field } => (place, *field),
            Self::Twice { place, .. } => (place, "code"),
            Self::Weight { place, .. } => (place, "weight"),
            Self::Scale { place, .. } => (place, "scale"),
        };
        vec!["criteria".to_owned(), place.to_string(), field.to_owned()]
    }
}

impl ReviewRules {
    /// Whether the criteria can stand.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), FaultyRules> {
        if self.criteria.len() > MOST_CRITERIA {
            return Err(FaultyRules::TooMany);
        }
        for (place, criterion) in self.criteria.iter().enumerate() {
            for (field, text) in [
                ("code", &criterion.code),
                ("nameFi", &criterion.name_fi),
                ("nameSv", &criterion.name_sv),
                ("nameEn", &criterion.name_en),
            ] {
                if text.trim().is_empty() || text.chars().count() > LONGEST_NAME {
                    return Err(FaultyRules::Text { place, field });
                }
            }
            let before = self.criteria.iter().take(place);
            if before.into_iter().any(|earlier| earlier.code == criterion.code) {
                let code = criterion.code.clone();
                return Err(FaultyRules::Twice { place, code });
            }
            if !(1..=HEAVIEST).contains(&criterion.weight) {
                let weight = criterion.weight;
                return Err(FaultyRules::Weight { place, weight });
            }
            if !matches!(criterion.scale, 1..=10 | 20 | 25 | 50 | 100) {
                let scale = criterion.scale;
                return Err(FaultyRules::Scale { place, scale });
            }
        }
        Ok(())
    }

    /// The criterion with this code.
    #[must_use]
    pub fn criterion(&self, code: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.code == code)
    }

    /// The weighted mean of reviews, each with its points in the order of the criteria; nothing without a review,
    /// without criteria, or when a review lacks points for one.
    #[must_use]
    pub fn mean(&self, reviews: &[Vec<u16>]) -> Option<Score> {
        let weights: i64 = self.criteria.iter().map(|one| i64::from(one.weight)).sum();
        let mut sum = 0_i64;
        for points in reviews {
            if points.len() != self.criteria.len() {
                return None;
            }
            for (criterion, &points) in self.criteria.iter().zip(points) {
                // Every scale divides the unit: this is exact.
                let share = i64::from(points) * i64::from(UNIT / criterion.scale);
                sum = sum.checked_add(share.checked_mul(i64::from(criterion.weight))?)?;
            }
        }
        let whole = weights
            .checked_mul(i64::from(UNIT))?
            .checked_mul(i64::try_from(reviews.len()).ok()?)?;
        Score::new(sum, whole)
    }

    /// The mean of reviews in each criterion, in the order of the criteria; nothing where [`mean`](Self::mean) has
    /// nothing.
    #[must_use]
    pub fn means(&self, reviews: &[Vec<u16>]) -> Option<Vec<Score>> {
        let count = i64::try_from(reviews.len()).ok()?;
        let means = self.criteria.iter().enumerate().map(|(place, criterion)| {
            let mut sum = 0_i64;
            for points in reviews {
                sum = sum.checked_add(i64::from(*points.get(place)?))?;
            }
            Score::new(sum, count.checked_mul(i64::from(criterion.scale))?)
        });
        means.collect()
    }
}
