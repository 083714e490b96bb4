use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::Snapshot;
use crate::{
    call::DeviationLimits,
    cost_position::Figures,
    ids::{MilestoneId, OrganisationId, SubAreaId},
    milestone::StateName,
    money::Overflow,
};

/// What is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The costs of a municipality.
    Municipality(OrganisationId),
    /// The costs of a sub-area.
    SubArea(SubAreaId),
    /// The day of a milestone.
    Milestone(MilestoneId),
}

/// Why something deviates from the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What deviates.
    pub about: About,
    /// Why.
    pub text: String,
}

/// A deviation above the limits of the call, which must be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// What deviates.
    pub about: About,
    /// Its name.
    pub name: String,
    /// By how much.
    pub by: Deviation,
}

/// By how much something deviates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deviation {
    /// The forecast against the budget.
    Costs(Figures),
    /// Days from the baseline of a milestone.
    Days(i64),
}

impl fmt::Display for Needed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.by {
            Deviation::Costs(figures) => {
                write!(f, "the costs of {} deviate by {}", self.name, figures.deviation)?;
                if let Some(percent) = figures.deviation_percent() {
                    write!(f, " ({} %)", percent.normalize())?;
                }
                write!(f, " from the budget")
            }
            Deviation::Days(days) => write!(
                f,
                "the milestone \"{}\" is {days} days later than planned",
                self.name
            ),
        }
    }
}

/// What must be explained by the facts and the limits of the call, in the order municipalities, sub-areas, milestones.
/// `names` are those of municipalities and sub-areas. A milestone that is early or was given up explains itself.
///
/// # Errors
/// [`Overflow`] when a sum does not fit.
pub fn needed(
    snapshot: &Snapshot,
    limits: DeviationLimits,
    names: &BTreeMap<About, String>,
) -> Result<Vec<Needed>, Overflow> {
    let mut found = Vec::new();
    let partners = snapshot.costs.by_partner()?;
    let partners = partners
        .into_iter()
        .map(|(id, figures)| (About::Municipality(id), figures));
    let areas = snapshot.costs.by_sub_area()?;
    let areas = areas
        .into_iter()
        .map(|(id, figures)| (About::SubArea(id), figures));
    for (about, figures) in partners.chain(areas) {
        if figures.exceeds(limits.cost) {
            found.push(Needed {
                about,
                name: names
                    .get(&about)
                    .cloned()
                    .unwrap_or_else(|| "a part that was taken out".to_owned()),
                by: Deviation::Costs(figures),
            });
        }
    }
    for milestone in &snapshot.milestones {
        let days = milestone.slip_days();
        if milestone.state != StateName::Dropped && days > i64::from(limits.days) {
            found.push(Needed {
                about: About::Milestone(milestone.id),
                name: milestone.name.clone(),
                by: Deviation::Days(days),
            });
        }
    }
    Ok(found)
}

/// How long an explanation may be, in characters.
const LONGEST_TEXT: usize = 20_000;

/// An explanation that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultyExplanation {
    /// Said twice.
    #[error("this is explained twice; write one text")]
    Twice,
    /// Too long.
    #[error("the explanation is longer than {LONGEST_TEXT} characters; shorten it")]
    TooLong,
}

/// Whether these explanations can stand together; with the place of the first that cannot.
///
/// # Errors
/// [`FaultyExplanation`].
pub fn check(explanations: &[Explanation]) -> Result<(), (usize, FaultyExplanation)> {
    let mut seen = BTreeSet::new();
    for (place, one) in explanations.iter().enumerate() {
        if !seen.insert(one.about) {
            return Err((place, FaultyExplanation::Twice));
        }
        if one.text.chars().count() > LONGEST_TEXT {
            return Err((place, FaultyExplanation::TooLong));
        }
    }
    Ok(())
}
