//! Which rows of the file the caller wants.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::field::Field;

/// The rows that belong to a cost report. The default selects every cost line of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Selection {
    /// A row must pass all of them.
    pub filters: Vec<Filter>,
    /// The first day of the period, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_day: Option<NaiveDate>,
    /// The last day of the period, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// True when income is left out, see [`crate::Profile::income_accounts`].
    pub without_income: bool,
}

/// A condition on one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Filter {
    /// The column, usually cost centre, project or activity.
    pub field: Field,
    /// The row passes with any of these.
    pub values: Vec<String>,
    /// True when it is enough that the cell begins with one of the values.
    #[serde(default)]
    pub prefix: bool,
}

impl Filter {
    pub(crate) fn passes(&self, cell: &str) -> bool {
        let cell = cell.trim().trim_matches('\'');
        self.values.iter().any(|value| {
            if self.prefix {
                cell.starts_with(value.trim())
            } else {
                cell == value.trim()
            }
        })
    }
}

impl Selection {
    /// True when the date of a row decides whether it is selected.
    #[must_use]
    pub const fn has_period(&self) -> bool {
        self.first_day.is_some() || self.last_day.is_some()
    }

    pub(crate) fn holds(&self, date: NaiveDate) -> bool {
        self.first_day.is_none_or(|first| first <= date) && self.last_day.is_none_or(|last| date <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_compares_whole_values_or_beginnings() {
        let filter = |values: &[&str], prefix| Filter {
            field: Field::CostCentre,
            values: values.iter().map(ToString::to_string).collect(),
            prefix,
        };
        for (filter, cell, passes) in [
            (filter(&["1114"], false), " 1114 ", true),
            (filter(&["1114"], false), "'1114'", true),
            (filter(&["1114"], false), "11141", false),
            (filter(&["11", "12"], true), "1214", true),
            (filter(&["11", "12"], true), "1314", false),
            (filter(&[], false), "1114", false),
        ] {
            assert_eq!(filter.passes(cell), passes, "{filter:?} {cell}");
        }
    }

    #[test]
    fn the_first_and_last_day_are_included() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
        let selection = Selection {
            first_day: Some(day(10)),
            last_day: Some(day(12)),
            ..Selection::default()
        };
        let held: Vec<u32> = (8..15).filter(|number| selection.holds(day(*number))).collect();
        assert_eq!(held, [10, 11, 12]);
        assert!(selection.has_period());
        assert!(!Selection::default().has_period());
    }
}
