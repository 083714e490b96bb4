//! A figure as it is printed: the measured value, what it is compared with, and whether its aim is met.

use std::fmt;

use crate::measure::Pair;

/// What a value is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Milliseconds,
    RequestsPerSecond,
    MailsPerSecond,
    Mebibytes,
}

/// What a figure should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aim {
    /// At most this many times the baseline.
    RatioAtMost(f64),
    /// At least this many times the baseline.
    RatioAtLeast(f64),
    /// The value itself stays under this, whatever the baseline is.
    ValueUnder(f64),
    /// Only shown, to understand another figure.
    None,
}

/// A value compared with a baseline; both are medians.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    pub with: &'static str,
    pub value: f64,
    pub ratio: f64,
    /// The smallest and the largest ratio of one round.
    pub spread: (f64, f64),
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub name: String,
    pub unit: Unit,
    pub value: f64,
    pub compared: Option<Compared>,
    pub aim: Aim,
}

impl Figure {
    /// A figure beside its baseline.
    pub fn compared(name: impl Into<String>, unit: Unit, pair: &Pair, with: &'static str, aim: Aim) -> Self {
        let ratios = pair.ratios();
        Self {
            name: name.into(),
            unit,
            value: pair.subject.median(),
            compared: Some(Compared {
                with,
                value: pair.baseline.median(),
                ratio: ratios.median(),
                spread: ratios.range(),
            }),
            aim,
        }
    }

    /// Whether the aim is met; `None` for a figure without one.
    pub fn is_met(&self) -> Option<bool> {
        let ratio = self.compared.as_ref().map_or(f64::NAN, |compared| compared.ratio);
        match self.aim {
            Aim::RatioAtMost(most) => Some(ratio <= most),
            Aim::RatioAtLeast(least) => Some(ratio >= least),
            Aim::ValueUnder(bound) => Some(self.value < bound),
            Aim::None => None,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Milliseconds => "ms",
            Self::RequestsPerSecond => "requests/s",
            Self::MailsPerSecond => "mails/s",
            Self::Mebibytes => "MiB",
        })
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name)?;
        write!(f, "    {} {}", shown(self.value), self.unit)?;
        if let Some(Compared {
            with,
            value,
            ratio,
            spread: (least, most),
        }) = &self.compared
        {
            write!(
                f,
                "; {with} {} {}; ratio {ratio:.2} ({least:.2} to {most:.2})",
                shown(*value),
                self.unit
            )?;
        }
        let aim = match self.aim {
            Aim::RatioAtMost(most) => format!("; aim at most {most} times"),
            Aim::RatioAtLeast(least) => format!("; aim at least {least} times"),
            Aim::ValueUnder(bound) => format!("; aim under {bound} {}", self.unit),
            Aim::None => String::new(),
        };
        let verdict = match self.is_met() {
            Some(true) => ": met",
            Some(false) => ": MISSED",
            None => "",
        };
        write!(f, "{aim}{verdict}")
    }
}

/// Three digits that matter.
fn shown(value: f64) -> String {
    if value >= 100.0 {
        format!("{value:.0}")
    } else if value >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: f64, ratio: f64, aim: Aim) -> Figure {
        Figure {
            name: "reading".to_owned(),
            unit: Unit::Milliseconds,
            value,
            compared: Some(Compared {
                with: "csv alone",
                value: 250.0,
                ratio,
                spread: (ratio, ratio),
            }),
            aim,
        }
    }

    #[test]
    fn an_aim_is_met_or_missed() {
        for (value, ratio, aim, met) in [
            (1000.0, 4.0, Aim::RatioAtMost(4.0), Some(true)),
            (1000.0, 4.01, Aim::RatioAtMost(4.0), Some(false)),
            (1000.0, 0.4, Aim::RatioAtLeast(0.4), Some(true)),
            (1000.0, 0.39, Aim::RatioAtLeast(0.4), Some(false)),
            (49.9, 9.0, Aim::ValueUnder(50.0), Some(true)),
            (50.0, 9.0, Aim::ValueUnder(50.0), Some(false)),
            (50.0, 9.0, Aim::None, None),
        ] {
            assert_eq!(figure(value, ratio, aim).is_met(), met, "{aim:?} {value} {ratio}");
        }
    }

    #[test]
    fn a_figure_that_could_not_be_compared_meets_no_ratio() {
        let alone = Figure {
            compared: None,
            ..figure(1.0, 1.0, Aim::RatioAtMost(4.0))
        };
        assert_eq!(alone.is_met(), Some(false));
    }

    #[test]
    fn a_figure_says_value_baseline_ratio_and_aim() {
        assert_eq!(
            figure(1000.0, 4.5, Aim::RatioAtMost(4.0)).to_string(),
            "reading\n    1000 ms; csv alone 250 ms; ratio 4.50 (4.50 to 4.50); aim at most 4 times: MISSED"
        );
    }
}
