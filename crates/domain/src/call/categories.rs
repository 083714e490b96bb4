//! What costs can be of: categories, topics, and which accounts are wages.

use std::collections::BTreeSet;

use crate::{language::Language, rate::Rate};

/// What the costs of a category are.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum CategoryKind {
    /// Costs as the ledger has them. The default.
    #[default]
    Actual,
    /// Wages with their side costs: the base of a flat rate; their lines lose personal data on import.
    Wages,
    /// The flat rate itself: derived from the wages, never booked.
    FlatRate,
}

impl CategoryKind {
    /// What a category is when nobody says: `personnel` is wages.
    #[must_use]
    pub fn usual(code: &str) -> Self {
        if code == "personnel" {
            Self::Wages
        } else {
            Self::Actual
        }
    }
}

/// Accounts between two numbers, both included; a longer number belongs to the range in which its
/// beginning lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WageAccounts {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

impl WageAccounts {
    /// Pay, pensions and other side costs in the national chart of accounts (`domain.md` section 3).
    pub const USUAL: Self = Self {
        first: 4000,
        last: 4299,
    };

    /// Whether an account belongs to them.
    #[must_use]
    pub fn hold(self, account: &str) -> bool {
        let width = self.last.checked_ilog10().unwrap_or(0) as usize + 1;
        let leading = account.trim().get(..width);
        let number = leading.and_then(|digits| digits.parse::<u32>().ok());
        number.is_some_and(|number| (self.first..=self.last).contains(&number))
    }
}

/// A flat rate of wages with the categories it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlatRate {
    /// The share of the wages.
    pub rate: Rate,
    /// The category that is derived.
    pub category: String,
    /// The categories of wages that it is derived from.
    pub wages: BTreeSet<String>,
}

/// A kind of cost that the call knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostCategory {
    /// Its short name in the API, in budgets and mappings: `personnel`.
    pub code: String,
    /// Name in Finnish.
    pub name_fi: String,
    /// Name in Swedish.
    pub name_sv: String,
    /// Name in English.
    pub name_en: String,
    /// What its costs are.
    pub kind: CategoryKind,
}

impl CostCategory {
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

/// A topic that the sub-areas of an application may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its short name.
    pub code: String,
    /// What it is about, in Finnish.
    pub name_fi: String,
    /// In Swedish.
    pub name_sv: String,
    /// In English.
    pub name_en: String,
}

impl Topic {
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
