use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    change_request::RequestRules,
    duplicate::DuplicateCosts,
    ladder::Ladder,
    language::Language,
    money::Money,
    rate::Rate,
    schedule::ReportingSchedule,
    use_period::{EndsBeforeItBegins, UsePeriod},
};

/// How value added tax is treated (`domain.md` section 6).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Vat {
    /// Never an eligible cost (decree 893/2019, section 4). The default.
    #[default]
    Excluded,
    /// Eligible where it remains as a final cost of the municipality.
    FinalCost,
}

/// How indirect costs are covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IndirectCosts {
    /// Not at all. The default.
    #[default]
    None,
    /// As a share of the accepted wages.
    FlatRateOfWages(Rate),
}

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
    /// What it is about.
    pub name: String,
}

/// The rules of a grant. A decision copies them, so that a later change of the call changes
/// nothing for a running grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Share of the accepted costs that the grant covers; 85 % by default.
    pub rate: Rate,
    /// The largest award of one grant.
    pub largest_award: Money,
    /// What may be granted from the call in all.
    pub appropriation: Money,
    /// Value added tax.
    pub vat: Vat,
    /// Indirect costs.
    pub indirect_costs: IndirectCosts,
    /// By how much a partner may pass its budget in one category before the excess is parked.
    pub budget_tolerance: Rate,
    /// The cost categories of budgets and claims, in the order they are shown.
    pub categories: Vec<CostCategory>,
    /// The topics offered for sub-areas.
    pub topics: Vec<Topic>,
    /// The days within which costs must accrue (*käyttöaika*).
    pub use_period: UsePeriod,
    /// What must be reported, and when.
    pub schedule: ReportingSchedule,
    /// How a late report is chased.
    pub ladder: Ladder,
    /// Years for which records are kept after the final decision.
    pub retention_years: u16,
    /// Until when changes of a running grant can be asked for.
    pub change_requests: RequestRules,
    /// The day on which the appropriation expires: from it on nothing can be paid (rule 6). None when
    /// the call does not say.
    pub appropriation_expires_on: Option<NaiveDate>,
    /// Cost lines of more than this, credits as well, carry evidence files. None when the call asks for none.
    pub evidence_over: Option<Money>,
    /// Accounts whose lines are wages whatever their category.
    pub wage_accounts: WageAccounts,
    /// What an import does that finds a cost in another report.
    pub duplicate_costs: DuplicateCosts,
    /// Days after the money came within which the lead passes the partners' shares on; 30 by default. The
    /// sources are silent on it.
    pub transfer_days: u16,
}

/// A parameter of a call that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultyTerms {
    /// A grant of nothing.
    #[error("the largest award must be more than 0.00; set what one grant may be at most")]
    NoAward,
    /// One grant could be more than all the money.
    #[error(
        "one grant could be {largest}, more than the {appropriation} of the whole call; lower the largest award"
    )]
    AwardOverAppropriation {
        /// The largest award.
        largest: Money,
        /// The whole call.
        appropriation: Money,
    },
    /// No way to budget.
    #[error("the call has no cost categories; name at least one")]
    NoCategories,
    /// The money is gone before it may be used.
    #[error(
        "the appropriation expires on {expires}, before the use period ends on {last}; correct one of them"
    )]
    ExpiresInUse {
        /// When it expires.
        expires: NaiveDate,
        /// When the use period ends.
        last: NaiveDate,
    },
    /// Two categories with one code.
    #[error("the cost category \"{0}\" is named twice; give each its own code")]
    CategoryTwice(String),
    /// A flat rate without the one category it goes to.
    #[error(
        "a flat rate of wages needs exactly one cost category of the kind FLAT_RATE to which it goes, there are {0}"
    )]
    FlatRateCategories(usize),
    /// A flat rate of nothing.
    #[error("a flat rate of wages needs a cost category of the kind WAGES from which it is computed")]
    NoWages,
    /// A category that nothing could fill.
    #[error(
        "the cost category \"{0}\" is derived by a flat rate, but the call has none; state the flat rate or \
         give it another kind"
    )]
    NoFlatRate(String),
    /// Evidence for less than nothing.
    #[error("evidence cannot be required over {0}; name an amount of 0.00 or more")]
    NegativeThreshold(Money),
    /// An empty range.
    #[error("the accounts of wages run from {first} to {last}; the first must not be after the last")]
    WageAccounts {
        /// The first.
        first: u32,
        /// The last.
        last: u32,
    },
    /// Costs could never arise.
    #[error("the use period cannot be: {0}")]
    UsePeriod(#[from] EndsBeforeItBegins),
}

impl FaultyTerms {
    /// The field of the call that is at fault.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NoAward | Self::AwardOverAppropriation { .. } => "largestAward",
            Self::NoCategories
            | Self::CategoryTwice(_)
            | Self::FlatRateCategories(_)
            | Self::NoWages
            | Self::NoFlatRate(_) => "categories",
            Self::NegativeThreshold(_) => "evidenceOver",
            Self::WageAccounts { .. } => "wageAccountFirst",
            Self::UsePeriod(_) => "usePeriodLast",
            Self::ExpiresInUse { .. } => "appropriationExpiresOn",
        }
    }
}

impl Terms {
    /// The category with this code.
    #[must_use]
    pub fn category(&self, code: &str) -> Option<&CostCategory> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// Whether lines of a category are wages.
    #[must_use]
    pub fn is_wages(&self, category: &str) -> bool {
        self.category(category)
            .is_some_and(|category| category.kind == CategoryKind::Wages)
    }

    /// Whether a line on this account and in this category is wages, so that it keeps no personal data.
    #[must_use]
    pub fn is_wage_line(&self, account: &str, category: Option<&str>) -> bool {
        self.wage_accounts.hold(account) || category.is_some_and(|category| self.is_wages(category))
    }

    /// The flat rate with its categories, when the call has one.
    #[must_use]
    pub fn flat_rate(&self) -> Option<FlatRate> {
        let IndirectCosts::FlatRateOfWages(rate) = self.indirect_costs else {
            return None;
        };
        let of = |kind| {
            let codes = self.categories.iter().filter(move |one| one.kind == kind);
            codes.map(|one| one.code.clone())
        };
        Some(FlatRate {
            rate,
            category: of(CategoryKind::FlatRate).next()?,
            wages: of(CategoryKind::Wages).collect(),
        })
    }

    fn check_kinds(&self) -> Result<(), FaultyTerms> {
        let count = |kind| self.categories.iter().filter(|one| one.kind == kind).count();
        let derived = self
            .categories
            .iter()
            .find(|one| one.kind == CategoryKind::FlatRate);
        match (self.indirect_costs, derived) {
            (IndirectCosts::None, Some(category)) => Err(FaultyTerms::NoFlatRate(category.code.clone())),
            (IndirectCosts::None, None) => Ok(()),
            (IndirectCosts::FlatRateOfWages(_), _) => match count(CategoryKind::FlatRate) {
                1 if count(CategoryKind::Wages) == 0 => Err(FaultyTerms::NoWages),
                1 => Ok(()),
                several => Err(FaultyTerms::FlatRateCategories(several)),
            },
        }
    }

    /// Whether the parameters can stand together.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), FaultyTerms> {
        UsePeriod::new(self.use_period.first, self.use_period.last)?;
        if self.largest_award <= Money::ZERO {
            return Err(FaultyTerms::NoAward);
        }
        if self.largest_award > self.appropriation {
            return Err(FaultyTerms::AwardOverAppropriation {
                largest: self.largest_award,
                appropriation: self.appropriation,
            });
        }
        let last = self.use_period.last;
        if let Some(expires) = self.appropriation_expires_on.filter(|expires| *expires <= last) {
            return Err(FaultyTerms::ExpiresInUse { expires, last });
        }
        if self.categories.is_empty() {
            return Err(FaultyTerms::NoCategories);
        }
        for (index, category) in self.categories.iter().enumerate() {
            if self.categories[..index]
                .iter()
                .any(|earlier| earlier.code == category.code)
            {
                return Err(FaultyTerms::CategoryTwice(category.code.clone()));
            }
        }
        if let Some(threshold) = self.evidence_over.filter(|amount| amount.is_negative()) {
            return Err(FaultyTerms::NegativeThreshold(threshold));
        }
        let WageAccounts { first, last } = self.wage_accounts;
        if first > last {
            return Err(FaultyTerms::WageAccounts { first, last });
        }
        self.check_kinds()
    }

    /// The category that a flat rate of wages goes to when the call names none.
    #[must_use]
    pub fn flat_rate_category() -> CostCategory {
        CostCategory {
            code: "flat_rate".to_owned(),
            name_fi: "Välilliset kulut (flat rate)".to_owned(),
            name_sv: "Indirekta kostnader (schablon)".to_owned(),
            name_en: "Indirect costs (flat rate)".to_owned(),
            kind: CategoryKind::FlatRate,
        }
    }

    /// The cost categories that Finnish state grants commonly use.
    #[must_use]
    pub fn usual_categories() -> Vec<CostCategory> {
        [
            ("personnel", "Henkilöstömenot", "Personalkostnader", "Personnel"),
            (
                "materials",
                "Aineet, tarvikkeet ja tavarat",
                "Material, utrustning och varor",
                "Materials and supplies",
            ),
            (
                "equipment",
                "Laitehankinnat",
                "Anskaffning av utrustning",
                "Equipment",
            ),
            ("services", "Palvelut", "Tjänster", "Services"),
            ("rents", "Vuokrat", "Hyror", "Rents"),
            ("travel", "Matkamenot", "Resekostnader", "Travel"),
            ("other", "Muut menot", "Övriga kostnader", "Other costs"),
        ]
        .map(|(code, fi, sv, en)| CostCategory {
            code: code.to_owned(),
            name_fi: fi.to_owned(),
            name_sv: sv.to_owned(),
            name_en: en.to_owned(),
            kind: CategoryKind::usual(code),
        })
        .to_vec()
    }
}
