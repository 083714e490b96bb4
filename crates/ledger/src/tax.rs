//! Value added tax inside of amounts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use talkoot_domain::{
    money::Money,
    rate::Rate,
    vat::{self, VatClass},
};

use crate::{
    field::Field,
    profile::{Profile, VatHandling},
    refusal::Refusal,
};

/// How tax is taken out of the amounts of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaxRule {
    /// It is not.
    None,
    /// The tax stands in a column of its own.
    Subtract { column: usize },
    /// By the rate in a column, and by the fixed one where the row has none.
    ByRate {
        column: Option<usize>,
        fixed: Option<FixedRate>,
    },
}

/// The rate of rows that do not say theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FixedRate {
    Percent(Rate),
    /// The rate of the day of the row.
    Class(VatClass),
}

impl TaxRule {
    pub fn of(profile: &Profile, fields: &BTreeMap<Field, usize>) -> Result<Self, Refusal> {
        let needed = |field: Field| {
            let column = fields.get(&field).copied();
            column.ok_or(Refusal::SelectionNeedsColumn { field: field.into() })
        };
        match profile.vat {
            Some(VatHandling::SubtractVat) => Ok(Self::Subtract {
                column: needed(Field::Vat)?,
            }),
            Some(VatHandling::TakeOutByRate) => {
                let fixed = FixedRate::of(profile)?;
                let column = match fixed {
                    Some(_) => fields.get(&Field::VatRate).copied(),
                    None => Some(needed(Field::VatRate)?),
                };
                Ok(Self::ByRate { column, fixed })
            }
            Some(VatHandling::AmountIsNet | VatHandling::AmountIsGross) | None => Ok(Self::None),
        }
    }
}

impl FixedRate {
    /// The rate of the profile; refused when it never was one.
    pub fn of(profile: &Profile) -> Result<Option<Self>, Refusal> {
        let Some(text) = &profile.vat_rate else {
            return Ok(None);
        };
        match text.trim() {
            "general" => Ok(Some(Self::Class(VatClass::General))),
            "reduced" => Ok(Some(Self::Class(VatClass::Reduced))),
            "lowest" => Ok(Some(Self::Class(VatClass::Lowest))),
            percent => match rate(percent, None) {
                Some(rate) => Ok(Some(Self::Percent(rate))),
                None => Err(Refusal::BadProfile {
                    why: format!(
                        "\"{percent}\" is no rate of value added tax: write a percentage such as 25.5, or general, \
                         reduced or lowest"
                    ),
                }),
            },
        }
    }

    /// The rate on a day; nothing when the class needs a day and there is none.
    pub fn on(self, day: Option<NaiveDate>) -> Option<Rate> {
        match self {
            Self::Percent(rate) => Some(rate),
            Self::Class(class) => vat::rate_on(class, day?),
        }
    }
}

/// Reads a rate that was in force by the day: `24`, `25,5 %`, or `0.255` as workbooks store per cent. No rate is
/// below one per cent.
pub(crate) fn rate(text: &str, day: Option<NaiveDate>) -> Option<Rate> {
    let text = text.trim().trim_end_matches('%').trim().replace(',', ".");
    let percent: Rate = text.parse().ok()?;
    let is_share = percent > Rate::ZERO && percent < Rate::parse_share("0.01").ok()?;
    let rate = if is_share {
        Rate::parse_share(&text).ok()?
    } else {
        percent
    };
    vat::is_known(rate, day).then_some(rate)
}

/// The amount without tax, rounded half up.
pub(crate) fn net_of(gross: i64, rate: Rate) -> i64 {
    rate.net_of_gross(Money::from_cents(gross)).cents()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_as_ledgers_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 31);
        for (text, expected) in [
            ("24", Some("24")),
            ("25,5 %", Some("25.5")),
            ("25.50", Some("25.5")),
            ("0.255", Some("25.5")),
            ("0,1", Some("10")),
            ("0", Some("0")),
            ("13,5%", Some("13.5")),
            ("42", None),
            ("124", None),
            ("-24", None),
            ("", None),
            ("alv", None),
        ] {
            let rate = rate(text, day).map(|rate| rate.to_string());
            assert_eq!(rate.as_deref(), expected, "{text}");
        }
        assert_eq!(rate("25.5", NaiveDate::from_ymd_opt(2024, 8, 31)), None);
    }
}
