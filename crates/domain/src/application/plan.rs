use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::Why;
use crate::{
    call::Terms,
    ids::{OrganisationId, SubAreaId},
    money::{Money, Overflow},
    project::BudgetCell,
};

/// Where the money of a partner's budget comes from.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum FundingSource {
    /// The grant that is asked for.
    Grant,
    /// What the municipality pays itself (*omarahoitus*).
    OwnShare,
    /// Other public support.
    OtherPublic,
    /// Anything else: companies, foundations.
    Other,
}

/// What a partner plans to spend in one year in one cell of its budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearShare {
    /// The category's code.
    pub category: String,
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// The calendar year, within the use period.
    pub year: i32,
    /// The amount.
    pub amount: Money,
}

/// Somebody to be asked about a partner's part (*yhteyshenkilö*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The position in the municipality; may be empty.
    pub position: String,
    /// The e-mail address.
    pub email: String,
    /// The telephone number; may be empty.
    pub phone: String,
}

/// A partner's plan beside its budget: its years, who pays, whom to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Whose.
    pub partner: OrganisationId,
    /// Its budget divided into years.
    pub years: Vec<YearShare>,
    /// Its budget by who pays; each source at most once.
    pub funding: Vec<(FundingSource, Money)>,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
}

const MOST_CONTACTS: usize = 10;
const LONGEST: usize = 200;

/// What does not agree in a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Disagreement {
    /// A cell of the budget is not what its years add up to.
    #[error("the years of \"{category}\" add up to {years}, the budget says {budget}; correct one of them")]
    Years {
        /// The category.
        category: String,
        /// The sum of its years, in one sub-area.
        years: Money,
        /// What the budget says.
        budget: Money,
    },
    /// The sources do not add up to the budget.
    #[error("the funding adds up to {funding}, the budget to {budget}; correct one of them")]
    Funding {
        /// The sum of the sources.
        funding: Money,
        /// The sum of the budget.
        budget: Money,
    },
    /// More grant than the call's rate of the budget.
    #[error(
        "the grant of {grant} is more than {most}, the call's rate of the budget; plan a larger own share"
    )]
    Grant {
        /// The grant planned.
        grant: Money,
        /// The most that can be.
        most: Money,
    },
    /// Nobody to ask.
    #[error("no contact person is named; name at least one")]
    NoContact,
    /// A sum that is no amount.
    #[error("{0}")]
    TooLarge(#[from] Overflow),
}

impl Plan {
    /// Whether nothing is planned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.years.is_empty() && self.funding.is_empty() && self.contacts.is_empty()
    }

    /// Whether the plan can be written down: years within the use period, no cell and no source twice, no amount
    /// below zero, contact persons with a name and an address. That its sums agree is another question.
    ///
    /// # Errors
    /// The first fault, with its place in the input.
    pub fn check(&self, terms: &Terms, sub_areas: &[SubAreaId]) -> Result<(), Why> {
        let (first, last) = (terms.use_period.first.year(), terms.use_period.last.year());
        let mut seen = BTreeSet::new();
        for (place, share) in self.years.iter().enumerate() {
            let fault = |field, what: String| Err(Why::Plan("years", place, field, what));
            if terms.category(&share.category).is_none() {
                return fault(
                    "category",
                    format!("the call has no cost category \"{}\"", share.category),
                );
            }
            if !sub_areas.contains(&share.sub_area) {
                return fault(
                    "subAreaId",
                    "choose one of the sub-areas of this application".to_owned(),
                );
            }
            if !(first..=last).contains(&share.year) {
                return fault(
                    "year",
                    format!("the use period lasts from {first} to {last}; choose one of its years"),
                );
            }
            if share.amount.is_negative() {
                return fault(
                    "amount",
                    format!("{} is less than nothing; write 0.00 or more", share.amount),
                );
            }
            if !seen.insert((&share.category, share.sub_area, share.year)) {
                return fault(
                    "year",
                    "this year of the same cell stands here twice; name it once".to_owned(),
                );
            }
        }
        let mut sources = BTreeSet::new();
        for (place, (source, amount)) in self.funding.iter().enumerate() {
            let fault = |field, what: String| Err(Why::Plan("funding", place, field, what));
            if amount.is_negative() {
                return fault(
                    "amount",
                    format!("{amount} is less than nothing; write 0.00 or more"),
                );
            }
            if !sources.insert(source) {
                return fault("source", "this source stands here twice; name it once".to_owned());
            }
        }
        self.check_contacts()
    }

    fn check_contacts(&self) -> Result<(), Why> {
        if self.contacts.len() > MOST_CONTACTS {
            return Err(Why::TooMany("contacts", MOST_CONTACTS));
        }
        for (place, contact) in self.contacts.iter().enumerate() {
            let fault = |field, what: &str| Err(Why::Plan("contacts", place, field, what.to_owned()));
            if contact.name.trim().is_empty() {
                return fault("name", "the contact person has no name; write it");
            }
            let address = contact.email.trim();
            let (before, after) = address.split_once('@').unwrap_or_default();
            if before.is_empty() || !after.contains('.') || address.contains(char::is_whitespace) {
                return fault(
                    "email",
                    "this is no e-mail address; write one, for example name@municipality.fi",
                );
            }
            let all = [&contact.name, &contact.position, &contact.email, &contact.phone];
            if all.iter().any(|text| text.chars().count() > LONGEST) {
                return fault("name", "a text here is longer than 200 characters; shorten it");
            }
        }
        Ok(())
    }

    /// What does not agree with the partner's budget, or is missing. A plan whose use period lies in one year needs
    /// no years.
    #[must_use]
    pub fn disagreements(&self, cells: &[BudgetCell], terms: &Terms) -> Vec<Disagreement> {
        let own: Vec<&BudgetCell> = cells.iter().filter(|cell| cell.partner == self.partner).collect();
        let mut found = self
            .years_against(&own, terms)
            .unwrap_or_else(|error| vec![error.into()]);
        match self.funding_against(&own, terms) {
            Ok(more) => found.extend(more),
            Err(error) => found.push(error.into()),
        }
        if self.contacts.is_empty() {
            found.push(Disagreement::NoContact);
        }
        found
    }

    fn years_against(&self, own: &[&BudgetCell], terms: &Terms) -> Result<Vec<Disagreement>, Overflow> {
        let period = terms.use_period;
        if self.years.is_empty() && period.first.year() == period.last.year() {
            return Ok(Vec::new());
        }
        let mut sums: BTreeMap<(&str, SubAreaId), (Money, Money)> = BTreeMap::new();
        for cell in own {
            let sum = sums.entry((&cell.category, cell.sub_area)).or_default();
            sum.0 = sum.0.checked_add(cell.amount)?;
        }
        for share in &self.years {
            let sum = sums.entry((&share.category, share.sub_area)).or_default();
            sum.1 = sum.1.checked_add(share.amount)?;
        }
        let apart = sums.into_iter().filter(|(_, (budget, years))| budget != years);
        Ok(apart
            .map(|((category, _), (budget, years))| Disagreement::Years {
                category: category.to_owned(),
                years,
                budget,
            })
            .collect())
    }

    fn funding_against(&self, own: &[&BudgetCell], terms: &Terms) -> Result<Vec<Disagreement>, Overflow> {
        let budget = Money::sum(own.iter().map(|cell| cell.amount))?;
        let funding = Money::sum(self.funding.iter().map(|(_, amount)| *amount))?;
        let mut found = Vec::new();
        if funding != budget {
            found.push(Disagreement::Funding { funding, budget });
        }
        let grants = self
            .funding
            .iter()
            .filter(|(source, _)| *source == FundingSource::Grant);
        let grant = Money::sum(grants.map(|(_, amount)| *amount))?;
        let most = terms.rate.of_floor(budget);
        if grant > most {
            found.push(Disagreement::Grant { grant, most });
        }
        Ok(found)
    }
}
