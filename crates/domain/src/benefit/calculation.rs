use rust_decimal::Decimal;

use super::{
    FaultyFigure, Figure,
    exact::{Exact, amount},
};
use crate::money::{Money, Overflow};

/// What goes into a calculation, by formula.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(FormulaName),
    doc = "The bare formulas.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Calculation {
    /// A price for each, times how many a year.
    UnitPrice {
        /// What one costs; or, with `known_quantity`, what so many of them cost together, EUR.
        price: Figure,
        /// For how many the price is, where it is not for one.
        known_quantity: Option<Figure>,
        /// How many a year.
        quantity: Figure,
    },
    /// A share of a cost is saved, and a fee is paid for it that is covered from a certain use on.
    ShareSaved {
        /// The cost a year before, EUR.
        cost: Figure,
        /// The share of the cost that is saved in full use, per cent.
        share: Figure,
        /// The use at which what is saved just covers the fee, per cent.
        break_even: Figure,
        /// The use that is reckoned with, per cent.
        usage: Figure,
        /// How the share was read.
        reading: Reading,
    },
    /// An amount a year that is known.
    Flat {
        /// The amount, EUR a year.
        amount: Figure,
    },
}

/// How a share that is saved is read: the sources do not say (S10), so whoever calculates does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Reading {
    /// The share is what is saved before the fee is paid.
    BeforeFee,
    /// The share is what is left in full use after the fee is paid.
    AfterFee,
}

/// A calculation that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultyCalculation {
    /// No formula, or several.
    #[error("give the figures of exactly one formula: unitPrice, shareSaved or flat")]
    NotOne,
    /// A figure cannot go in.
    #[error("{1}")]
    Figure(&'static [&'static str], FaultyFigure),
    /// A share of less than nothing or of more than everything.
    #[error("{1} is no share between 0 and 100 per cent")]
    Share(&'static [&'static str], Decimal),
    /// A fee that is never covered.
    #[error("the fee would be covered at {0} per cent at the earliest; name a use below 100 per cent")]
    NeverCovered(Decimal),
    /// Less than nothing.
    #[error("{1} is less than nothing; write how much it is without a sign")]
    Negative(&'static [&'static str], Decimal),
    /// A price for none.
    #[error("the price is for none; name for how many it is, or leave that out when it is for one")]
    ForNone,
    /// More than can be counted.
    #[error("the result is larger than can be kept; check the figures")]
    TooLarge,
}

impl FaultyCalculation {
    /// The way to the field at fault.
    #[must_use]
    pub fn path(&self) -> Vec<&'static str> {
        let (way, part): (&[&str], Option<&str>) = match self {
            Self::Figure(way, fault) => (way, Some(fault.part())),
            Self::Share(way, _) | Self::Negative(way, _) => (way, Some("value")),
            Self::NeverCovered(_) => (BREAK_EVEN, Some("value")),
            Self::ForNone => (KNOWN, Some("value")),
            Self::NotOne | Self::TooLarge => (&[], None),
        };
        let mut path = vec!["calculation"];
        path.extend(way);
        path.extend(part);
        path
    }
}

impl From<Overflow> for FaultyCalculation {
    fn from(_: Overflow) -> Self {
        Self::TooLarge
    }
}

const PRICE: &[&str] = &["unitPrice", "price"];
const KNOWN: &[&str] = &["unitPrice", "knownQuantity"];
const QUANTITY: &[&str] = &["unitPrice", "quantity"];
const COST: &[&str] = &["shareSaved", "cost"];
const SHARE: &[&str] = &["shareSaved", "share"];
const BREAK_EVEN: &[&str] = &["shareSaved", "breakEven"];
const USAGE: &[&str] = &["shareSaved", "usage"];
const AMOUNT: &[&str] = &["flat", "amount"];

/// One step of a calculation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The step as people write it, for example `17.17425 x 500 = 8 587.125 -> 8 587.13`.
    pub text: String,
    /// What comes out of it.
    pub means: &'static str,
}

/// A calculation that was worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worked {
    /// What came of it, EUR a year, rounded once, half up.
    pub result: Money,
    /// Every step, in order.
    pub lines: Vec<Line>,
}

impl Calculation {
    /// How the share was read; nothing for formulas that can be read in one way only.
    #[must_use]
    pub const fn reading(&self) -> Option<Reading> {
        match self {
            Self::ShareSaved { reading, .. } => Some(*reading),
            Self::UnitPrice { .. } | Self::Flat { .. } => None,
        }
    }

    /// The figures with the names of their fields, in the order of the formula.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, &Figure)> {
        let named = match self {
            Self::UnitPrice {
                price,
                known_quantity,
                quantity,
            } => vec![
                (PRICE, Some(price)),
                (KNOWN, known_quantity.as_ref()),
                (QUANTITY, Some(quantity)),
            ],
            Self::ShareSaved {
                cost,
                share,
                break_even,
                usage,
                reading: _,
            } => vec![
                (COST, Some(cost)),
                (SHARE, Some(share)),
                (BREAK_EVEN, Some(break_even)),
                (USAGE, Some(usage)),
            ],
            Self::Flat { amount } => vec![(AMOUNT, Some(amount))],
        };
        let last = |way: &[&'static str]| way.last().copied().unwrap_or_default();
        named
            .into_iter()
            .filter_map(|(way, figure)| Some((last(way), figure?)))
            .collect()
    }

    /// Works it out: exact until the last step, which is rounded half up to cents.
    ///
    /// # Errors
    /// The first [`FaultyCalculation`].
    pub fn work(&self) -> Result<Worked, FaultyCalculation> {
        match self {
            Self::UnitPrice {
                price,
                known_quantity,
                quantity,
            } => unit_price(price, known_quantity.as_ref(), quantity),
            Self::ShareSaved {
                cost,
                share,
                break_even,
                usage,
                reading,
            } => share_saved([cost, share, break_even, usage], *reading),
            Self::Flat { amount } => {
                let amount = number(AMOUNT, amount)?;
                end(Vec::new(), amount.text(), amount, "saved a year")
            }
        }
    }
}

fn number(way: &'static [&'static str], figure: &Figure) -> Result<Exact, FaultyCalculation> {
    figure
        .check()
        .map_err(|fault| FaultyCalculation::Figure(way, fault))?;
    if figure.value.is_sign_negative() && !figure.value.is_zero() {
        return Err(FaultyCalculation::Negative(way, figure.value));
    }
    Ok(Exact::of(figure.value)?)
}

fn percent(way: &'static [&'static str], figure: &Figure) -> Result<Exact, FaultyCalculation> {
    number(way, figure)?;
    if figure.value > Decimal::ONE_HUNDRED {
        return Err(FaultyCalculation::Share(way, figure.value));
    }
    Ok(Exact::share(figure.value)?)
}

fn unit_price(
    price: &Figure,
    known: Option<&Figure>,
    quantity: &Figure,
) -> Result<Worked, FaultyCalculation> {
    let mut lines = Vec::new();
    let mut each = number(PRICE, price)?;
    if let Some(known) = known {
        let count = number(KNOWN, known)?;
        if known.value.is_zero() {
            return Err(FaultyCalculation::ForNone);
        }
        let of_one = each.over(count)?;
        lines.push(Line {
            text: format!("{} / {} = {}", each.text(), count.text(), of_one.text()),
            means: "the price of one",
        });
        each = of_one;
    }
    let count = number(QUANTITY, quantity)?;
    let saved = each.times(count)?;
    let text = format!("{} x {} = {}", each.text(), count.text(), saved.text());
    end(lines, text, saved, "saved a year")
}

/// What is saved at a use, less the fee. The fee is what is saved at the use that just covers it.
fn share_saved(
    [cost, share, break_even, usage]: [&Figure; 4],
    reading: Reading,
) -> Result<Worked, FaultyCalculation> {
    let (cost, share) = (number(COST, cost)?, percent(SHARE, share)?);
    let covered = percent(BREAK_EVEN, break_even)?;
    if break_even.value >= Decimal::ONE_HUNDRED {
        return Err(FaultyCalculation::NeverCovered(break_even.value));
    }
    let used = percent(USAGE, usage)?;
    let stated = cost.times(share)?;
    let first = format!("{} x {} = {}", cost.text(), share.text(), stated.text());
    let (gross, mut lines) = match reading {
        Reading::BeforeFee => (
            stated,
            vec![Line {
                text: first,
                means: "saved in full use, before the fee",
            }],
        ),
        Reading::AfterFee => {
            let rest = Exact::ONE.minus(covered)?;
            let gross = stated.over(rest)?;
            let back = format!("{} / (1 - {}) = {}", stated.text(), covered.text(), gross.text());
            let lines = vec![
                Line {
                    text: first,
                    means: "saved in full use, after the fee",
                },
                Line {
                    text: back,
                    means: "saved in full use, before the fee",
                },
            ];
            (gross, lines)
        }
    };
    let fee = gross.times(covered)?;
    let saved = gross.times(used)?;
    let step = |by: Exact, of: Exact| format!("{} x {} = {}", gross.text(), by.text(), of.text());
    lines.push(Line {
        text: step(covered, fee),
        means: "the fee",
    });
    lines.push(Line {
        text: step(used, saved),
        means: "saved at this use, before the fee",
    });
    let net = saved.minus(fee)?;
    let text = format!("{} - {} = {}", saved.text(), fee.text(), net.text());
    end(lines, text, net, "saved a year, after the fee")
}

/// The last step, with the rounding where there is one.
fn end(
    mut lines: Vec<Line>,
    text: String,
    exact: Exact,
    means: &'static str,
) -> Result<Worked, FaultyCalculation> {
    let result = exact.euros()?;
    let text = if exact.is_whole_cents() {
        text
    } else {
        format!("{text} -> {}", amount(result))
    };
    lines.push(Line { text, means });
    Ok(Worked { result, lines })
}
