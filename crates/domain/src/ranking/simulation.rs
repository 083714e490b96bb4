//! What would be awarded if: changes nothing.

use super::Entry;
use crate::{
    ids::ApplicationId,
    money::{Money, Overflow},
    rate::Rate,
    review_rules::Score,
    rounding::{Fraction, largest_remainder},
};

/// How the money is given out along the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum AwardRule {
    /// In full from the top, until the first that the money does not cover.
    Full,
    /// In full from the top; the first that the money does not cover gets what is left, if that is useful.
    FullThenPart,
    /// Everybody gets the same share of what they ask for; while that is not useful, the last one gets nothing.
    EqualShare,
}

/// What is supposed.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// How the money is given out.
    pub rule: AwardRule,
    /// Applications with a lower score get nothing.
    pub cut_off: Option<Score>,
    /// A smaller share of what is asked for is of no use to the applicants.
    pub least_useful: Rate,
}

/// Why an application would get what it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// All that it asks for.
    Full,
    /// A part of it.
    Part,
    /// Nothing: its score is below the cut-off.
    BelowCutOff,
    /// Nothing: what is left would be too small a part.
    NotUseful,
    /// Nothing: the money has ended.
    NoMoney,
}

/// What one application would get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Award {
    /// Which.
    pub application: ApplicationId,
    /// What it asks for.
    pub requested: Money,
    /// What it would get.
    pub award: Money,
    /// Why.
    pub outcome: Outcome,
}

/// What would be awarded, with its sums: awarded and left make the appropriation, to the cent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulated {
    /// A line per application, in the order of the list.
    pub awards: Vec<Award>,
    /// The sum of what is asked for.
    pub requested: Money,
    /// The sum of the awards.
    pub awarded: Money,
    /// What of the appropriation is left.
    pub left: Money,
}

/// Gives the appropriation out along the list.
///
/// # Errors
/// [`Overflow`] when the sums do not fit.
pub fn simulate(entries: &[Entry], appropriation: Money, scenario: Scenario) -> Result<Simulated, Overflow> {
    let mut awards: Vec<Award> = entries
        .iter()
        .map(|entry| candidate(entry, scenario.cut_off))
        .collect();
    match scenario.rule {
        AwardRule::Full => from_the_top(&mut awards, appropriation, None)?,
        AwardRule::FullThenPart => from_the_top(&mut awards, appropriation, Some(scenario.least_useful))?,
        AwardRule::EqualShare => equally(&mut awards, appropriation, scenario.least_useful)?,
    }
    let awarded = Money::sum(awards.iter().map(|one| one.award))?;
    Ok(Simulated {
        requested: Money::sum(awards.iter().map(|one| one.requested))?,
        left: appropriation.checked_sub(awarded)?,
        awarded,
        awards,
    })
}

fn candidate(entry: &Entry, cut_off: Option<Score>) -> Award {
    let below = cut_off.is_some_and(|least| entry.score < least);
    Award {
        application: entry.application,
        requested: entry.requested,
        award: Money::ZERO,
        outcome: if below {
            Outcome::BelowCutOff
        } else {
            Outcome::NoMoney
        },
    }
}

/// Nobody is passed over: where the money ends, it ends for everybody below.
fn from_the_top(awards: &mut [Award], appropriation: Money, part: Option<Rate>) -> Result<(), Overflow> {
    let mut left = appropriation;
    for one in awards.iter_mut().filter(|one| one.outcome == Outcome::NoMoney) {
        if one.requested <= left {
            one.award = one.requested;
            one.outcome = Outcome::Full;
            left = left.checked_sub(one.requested)?;
            continue;
        }
        let Some(least) = part.filter(|_| left > Money::ZERO) else {
            return Ok(());
        };
        if is_useful(left, one.requested, least) {
            one.award = left;
            one.outcome = Outcome::Part;
        } else {
            one.outcome = Outcome::NotUseful;
        }
        return Ok(());
    }
    Ok(())
}

fn equally(awards: &mut [Award], appropriation: Money, least: Rate) -> Result<(), Overflow> {
    let mut sharing: Vec<usize> = (0..awards.len())
        .filter(|&place| awards[place].outcome == Outcome::NoMoney)
        .collect();
    loop {
        let whole = Money::sum(sharing.iter().map(|&place| awards[place].requested))?;
        if whole <= appropriation {
            for &place in &sharing {
                awards[place].award = awards[place].requested;
                awards[place].outcome = Outcome::Full;
            }
            return Ok(());
        }
        if appropriation > Money::ZERO && is_useful(appropriation, whole, least) {
            return share_out(awards, &sharing, appropriation, whole);
        }
        let Some(last) = sharing.pop() else {
            return Ok(());
        };
        awards[last].outcome = Outcome::NotUseful;
    }
}

/// The same share for all, to the cent: cut off, the missing cents to the largest fractions, of equals to the better.
fn share_out(
    awards: &mut [Award],
    sharing: &[usize],
    appropriation: Money,
    whole: Money,
) -> Result<(), Overflow> {
    let exact: Vec<Fraction> = sharing
        .iter()
        .map(|&place| Fraction {
            numerator: i128::from(awards[place].requested.cents()) * i128::from(appropriation.cents()),
            denominator: i128::from(whole.cents()),
        })
        .collect();
    let parts = largest_remainder(appropriation, &exact)?.ok_or(Overflow)?;
    for (&place, part) in sharing.iter().zip(parts) {
        awards[place].award = part;
        awards[place].outcome = Outcome::Part;
    }
    Ok(())
}

/// Whether a part is at least this share of the whole, exactly.
fn is_useful(part: Money, whole: Money, least: Rate) -> bool {
    let needed = i128::from(whole.cents()) * i128::from(least.millionths());
    i128::from(part.cents()) * i128::from(Rate::ONE.millionths()) >= needed
}
