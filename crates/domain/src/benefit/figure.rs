use rust_decimal::Decimal;

/// A number that goes into a calculation, with its unit and where it is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The exact number: at most five decimals, less than a thousand million.
    pub value: Decimal,
    /// In what, for example `EUR`, `signatures a year` or `%`.
    pub unit: String,
    /// Where the number is from: a bill, a statistic, an estimate by somebody.
    pub source: String,
}

/// A number that cannot go into a calculation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultyFigure {
    /// No number.
    #[error(
        "\"{0}\" is no number with at most five decimals, less than 1 000 000 000; write it like \"17.17425\""
    )]
    Value(String),
    /// Nobody knows in what.
    #[error("the unit is missing or longer than 100 characters; write in what the number is")]
    Unit,
    /// Nobody knows from where.
    #[error("the source is missing or longer than 1 000 characters; write where the number is from")]
    Source,
}

impl FaultyFigure {
    /// Which part of the figure it is.
    pub(super) const fn part(&self) -> &'static str {
        match self {
            Self::Value(_) => "value",
            Self::Unit => "unit",
            Self::Source => "source",
        }
    }
}

const DECIMALS: u32 = 5;
const MOST: i64 = 1_000_000_000;

impl Figure {
    /// The figure of what somebody wrote: a number as a text, so that no digit is lost.
    ///
    /// # Errors
    /// The first [`FaultyFigure`].
    pub fn read(value: &str, unit: &str, source: &str) -> Result<Self, FaultyFigure> {
        let fault = || FaultyFigure::Value(value.chars().take(100).collect());
        let text = value.trim();
        let plain = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
        if !text.chars().all(plain) || text.starts_with('.') || text.ends_with('.') {
            return Err(fault());
        }
        let number = Decimal::from_str_exact(text).map_err(|_| fault())?.normalize();
        let figure = Self {
            value: number,
            unit: unit.trim().to_owned(),
            source: source.trim().to_owned(),
        };
        figure.check()?;
        Ok(figure)
    }

    /// Whether it can go into a calculation.
    ///
    /// # Errors
    /// The first [`FaultyFigure`].
    pub fn check(&self) -> Result<(), FaultyFigure> {
        if self.value.scale() > DECIMALS || self.value.abs() >= Decimal::from(MOST) {
            return Err(FaultyFigure::Value(self.value.to_string()));
        }
        let fits = |text: &str, most: usize| !text.trim().is_empty() && text.chars().count() <= most;
        if !fits(&self.unit, 100) {
            return Err(FaultyFigure::Unit);
        }
        if !fits(&self.source, 1_000) {
            return Err(FaultyFigure::Source);
        }
        Ok(())
    }
}
