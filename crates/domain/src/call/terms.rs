use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    CategoryKind, CostCategory, DeviationLimits, Eligibility, ExitPlanFrom, FaultyEligibility, FlatRate,
    Topic, WageAccounts,
};
use crate::{
    change_request::RequestRules,
    duplicate::DuplicateCosts,
    identifiers::NotAMunicipalityCode,
    ladder::{Ladder, LadderRefused},
    money::Money,
    rate::Rate,
    sampling::{FaultySampling, SamplingRules},
    schedule::{FaultySchedule, NoSuchDay, ReportingSchedule},
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

/// The rules of a grant. A decision copies them, so that a later change of the call changes
/// nothing for a running grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Share of the accepted costs that the grant covers; 85 % by default.
    pub rate: Rate,
    /// The largest award of one grant.
    pub largest_award: Money,
    /// The smallest award of one grant, more than nothing. None when the call does not say.
    pub smallest_award: Option<Money>,
    /// Which municipalities may apply together.
    pub eligibility: Eligibility,
    /// The least share of the accepted costs that the municipalities bear themselves: the grant and other
    /// public support together cover at most the rest (rule 10). None when other support is not counted.
    pub least_own_share: Option<Rate>,
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
    /// What has to be returned may be waived up to this sum per project in all, EUR; 100.00 by default
    /// (act 688/2001, 20 §).
    pub de_minimis: Money,
    /// Which cost lines the authority looks at one by one; none by default.
    pub sampling: SamplingRules,
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
    /// Whether the municipalities must have an agreement in force before an advance is paid and before the lead
    /// passes money on (act 688/2001, section 7, subsection 3); yes by default.
    pub agreement_required: bool,
    /// How far a project may be off its plan before its portfolio report must explain it; 10 per cent of the budget and
    /// 30 days by default.
    pub deviation_limits: DeviationLimits,
    /// From when on the project must have an approved exit plan; with the final report by default.
    pub exit_plan_from: ExitPlanFrom,
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
    /// No grant could be small enough and large enough.
    #[error("a grant would be at least {smallest} and at most {largest}; correct one of them")]
    SmallestAward {
        /// The smallest award.
        smallest: Money,
        /// The largest award.
        largest: Money,
    },
    /// More than everything would be paid by somebody.
    #[error(
        "a grant covers {rate} per cent and the municipalities bear at least {own} per cent themselves, more than \
         the whole; lower one of them"
    )]
    OwnShareOverRest {
        /// The rate of the grant.
        rate: Rate,
        /// The own share.
        own: Rate,
    },
    /// Nobody could apply.
    #[error(transparent)]
    Eligibility(#[from] FaultyEligibility),
    /// What names a lead is no code.
    #[error(transparent)]
    LeadCode(#[from] NotAMunicipalityCode),
    /// A topic is named twice.
    #[error("the topic \"{0}\" is named twice; give each its own code")]
    TopicTwice(String),
    /// Days of reminders that are no ladder.
    #[error(transparent)]
    Ladder(#[from] LadderRefused),
    /// A reporting day that no year has.
    #[error(transparent)]
    NoSuchDay(#[from] NoSuchDay),
    /// Reports could never be due.
    #[error(transparent)]
    Schedule(#[from] FaultySchedule),
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
    /// A sample of everything.
    #[error(transparent)]
    Sampling(#[from] FaultySampling),
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
            Self::SmallestAward { .. } => "smallestAward",
            Self::OwnShareOverRest { .. } => "leastOwnShare",
            Self::Eligibility(faulty) => faulty.field(),
            Self::LeadCode(_) => "leadCodes",
            Self::TopicTwice(_) => "topics",
            Self::Ladder(_) => "reminderLadder",
            Self::NoSuchDay(_) | Self::Schedule(_) => "reportingSchedule",
            Self::NoCategories
            | Self::CategoryTwice(_)
            | Self::FlatRateCategories(_)
            | Self::NoWages
            | Self::NoFlatRate(_) => "categories",
            Self::NegativeThreshold(_) => "evidenceOver",
            Self::WageAccounts { .. } => "wageAccountFirst",
            Self::UsePeriod(_) => "usePeriodLast",
            Self::Sampling(_) => "sampling",
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

    /// The most of the accepted costs that public support may cover in all (rule 10); nothing when other
    /// support is not counted.
    #[must_use]
    pub fn most_public_support(&self) -> Option<Rate> {
        self.least_own_share.map(Rate::rest)
    }

    fn check_shares(&self) -> Result<(), FaultyTerms> {
        let largest = self.largest_award;
        if let Some(smallest) = self.smallest_award
            && (smallest <= Money::ZERO || smallest > largest)
        {
            return Err(FaultyTerms::SmallestAward { smallest, largest });
        }
        if let Some(own) = self.least_own_share
            && self.rate > own.rest()
        {
            return Err(FaultyTerms::OwnShareOverRest { rate: self.rate, own });
        }
        Ok(())
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
        self.check_shares()?;
        self.eligibility.check()?;
        self.schedule.check()?;
        self.sampling.check()?;
        let last = self.use_period.last;
        if let Some(expires) = self.appropriation_expires_on.filter(|expires| *expires <= last) {
            return Err(FaultyTerms::ExpiresInUse { expires, last });
        }
        if self.categories.is_empty() {
            return Err(FaultyTerms::NoCategories);
        }
        if let Some(code) = repeated(self.categories.iter().map(|category| &category.code)) {
            return Err(FaultyTerms::CategoryTwice(code));
        }
        if let Some(code) = repeated(self.topics.iter().map(|topic| &topic.code)) {
            return Err(FaultyTerms::TopicTwice(code));
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

/// The first text that stands twice.
fn repeated<'a>(codes: impl Iterator<Item = &'a String>) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut codes = codes;
    codes.find(|code| !seen.insert(*code)).cloned()
}
