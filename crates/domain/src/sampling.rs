//! Which cost lines the authority looks at one by one (*otanta*): drawn when a claim is submitted for the
//! first time, recorded with the seed, and never drawn again.

use sha2::{Digest, Sha256};

use crate::{ids::CostLineId, money::Money, rate::Rate};

/// What the call says about samples. By default nothing is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SamplingRules {
    /// The share of the lines of each cost report that is drawn by chance, rounded up to whole lines.
    pub share: Rate,
    /// Lines of so much and more are looked at in any case, credits by their size, EUR.
    pub large_from: Option<Money>,
    /// Whether credits are looked at in any case.
    pub credits: bool,
}

impl Default for SamplingRules {
    fn default() -> Self {
        Self {
            share: Rate::ZERO,
            large_from: None,
            credits: false,
        }
    }
}

impl SamplingRules {
    /// Whether anything can be drawn.
    #[must_use]
    pub fn draws(&self) -> bool {
        *self != Self::default()
    }

    /// Whether the rules mean something.
    ///
    /// # Errors
    /// [`FaultySampling`] for a threshold that every line passes.
    pub fn check(&self) -> Result<(), FaultySampling> {
        match self.large_from {
            Some(least) if least <= Money::ZERO => Err(FaultySampling::Threshold(least)),
            Some(_) | None => Ok(()),
        }
    }

    /// The rule by which a line is looked at whatever chance says.
    fn risk(&self, amount: Money) -> Option<SampledBy> {
        let size = amount.cents().unsigned_abs();
        if self
            .large_from
            .is_some_and(|least| size >= least.cents().unsigned_abs())
        {
            return Some(SampledBy::Large);
        }
        (self.credits && amount.is_negative()).then_some(SampledBy::Credit)
    }

    /// So many of this many lines are drawn by chance.
    fn by_chance(&self, lines: usize) -> usize {
        let lines = lines as u64;
        let drawn = lines
            .saturating_mul(u64::from(self.share.millionths()))
            .div_ceil(1_000_000);
        usize::try_from(drawn.min(lines)).unwrap_or(usize::MAX)
    }
}

/// Rules that cannot be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultySampling {
    /// A threshold of nothing.
    #[error("lines of {0} and more would be all lines; give a threshold of more than 0.00, or a share")]
    Threshold(Money),
}

/// Why a line is in the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SampledBy {
    /// By chance.
    Chance,
    /// It is large.
    Large,
    /// It is a credit.
    Credit,
}

/// What decides by chance. One of a cost report: a corrected file is drawn from with the same seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub [u8; 16]);

/// A line of which may be drawn, as the partner's file describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The line.
    pub line: CostLineId,
    /// Its voucher.
    pub voucher: String,
    /// Its place in the voucher.
    pub line_number: String,
    /// Its account.
    pub account: String,
    /// What it claims; credits are negative.
    pub amount: Money,
    /// Which one of several identical rows it is, from 1.
    pub occurrence: i32,
}

impl Candidate {
    /// The line's lot: it rests on what the file says, not on where the row stands in it.
    fn lot(&self, seed: Seed) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(seed.0);
        for text in [&self.voucher, &self.line_number, &self.account] {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        hash.update(self.amount.cents().to_be_bytes());
        hash.update(self.occurrence.to_be_bytes());
        hash.finalize().into()
    }
}

/// Draws from the lines of one cost report: what the rules name, and of the others the share with the
/// smallest lots. The same seed and lines give the same sample in any order.
#[must_use]
pub fn draw(rules: &SamplingRules, seed: Seed, candidates: &[Candidate]) -> Vec<(CostLineId, SampledBy)> {
    let mut drawn = Vec::new();
    let mut others = Vec::new();
    for one in candidates {
        match rules.risk(one.amount) {
            Some(rule) => drawn.push((one.line, rule)),
            None => others.push((one.lot(seed), one.line)),
        }
    }
    others.sort_unstable();
    let by_chance = rules.by_chance(others.len());
    let chosen = others.into_iter().take(by_chance);
    drawn.extend(chosen.map(|(_, line)| (line, SampledBy::Chance)));
    drawn.sort_unstable_by_key(|(line, _)| *line);
    drawn
}

#[cfg(test)]
mod tests;
