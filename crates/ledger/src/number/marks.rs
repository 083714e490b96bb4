//! Which mark of a number separates cents and which separates thousands.

use super::{DecimalSeparator, NumberFormat, NumberProblem, SubCent, separates_thousands};

/// Which mark of a number is what.
pub(super) struct Marks {
    /// Byte position of the decimal mark.
    pub decimal_at: Option<usize>,
    pub decimal: Option<DecimalSeparator>,
    pub grouped: bool,
}

impl Marks {
    pub fn read(body: &str, format: NumberFormat) -> Result<Self, NumberProblem> {
        let mut points = 0_u32;
        let mut commas = 0_u32;
        let mut last = None;
        for (position, c) in body.char_indices() {
            match c {
                '0'..='9' => {}
                '.' => (points, last) = (points + 1, Some((position, DecimalSeparator::Point))),
                ',' => (commas, last) = (commas + 1, Some((position, DecimalSeparator::Comma))),
                c if separates_thousands(c) => {}
                _ => return Err(NumberProblem::NotANumber),
            }
        }
        let Some((position, mark)) = last else {
            return Ok(Self {
                decimal_at: None,
                decimal: None,
                grouped: false,
            });
        };
        let (own, other) = if mark == DecimalSeparator::Point {
            (points, commas)
        } else {
            (commas, points)
        };
        if other == 0 && own == 1 {
            return Self::one_mark(body, position, mark, format);
        }
        let decimal = if other > 0 { mark } else { mark.other() };
        if format.decimal.is_some_and(|known| known != decimal) || (other > 0 && own > 1) {
            return Err(NumberProblem::Ambiguous);
        }
        let decimal_at = (other > 0).then_some(position);
        Ok(Self {
            decimal_at,
            decimal: Some(decimal),
            grouped: true,
        })
    }

    /// A single mark: `12,50` is plain, `1,234` only when something else has said what a comma is.
    fn one_mark(
        body: &str,
        position: usize,
        mark: DecimalSeparator,
        format: NumberFormat,
    ) -> Result<Self, NumberProblem> {
        let decimal = Self {
            decimal_at: Some(position),
            decimal: Some(mark),
            grouped: false,
        };
        let thousands = Self {
            decimal_at: None,
            decimal: Some(mark.other()),
            grouped: true,
        };
        let before = body.get(..position).unwrap_or_default();
        let after = body.len() - position - 1;
        let could_group =
            after == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0') && before.is_ascii();
        match format.decimal {
            // Fractions of a cent are an error of their own; rounded, they would hide a thousand.
            Some(known)
                if known == mark
                    && could_group
                    && !format.settled
                    && (body.ends_with('0') || format.sub_cent == SubCent::RoundHalfUp) =>
            {
                Err(NumberProblem::Ambiguous)
            }
            Some(known) if known == mark => Ok(decimal),
            Some(_) if could_group && format.grouped => Ok(thousands),
            Some(_) => Err(NumberProblem::Ambiguous),
            None if could_group => Err(NumberProblem::Ambiguous),
            None => Ok(decimal),
        }
    }
}
