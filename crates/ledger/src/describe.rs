//! The diagnosis as text for people.

use std::fmt;

use crate::check::{Check, Exclusion, Tally};

/// The diagnosis as lines of text.
#[must_use]
pub fn describe(check: &Check) -> String {
    check.to_string()
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({} bytes, SHA-256 {})", self.file, self.bytes, self.sha256)?;
        for finding in &self.findings {
            writeln!(
                f,
                "  {:<14}{}: {}",
                spaced(finding.what),
                finding.value,
                finding.why
            )?;
        }
        for (field, column) in &self.fields {
            writeln!(f, "  {:<18}in column \"{column}\"", spaced(field.into()))?;
        }
        writeln!(f)?;
        line(
            f,
            "rows",
            Tally {
                rows: self.rows,
                total: self.total,
            },
        )?;
        line(f, "  selected", self.selected)?;
        let (entries, others): (Vec<_>, Vec<_>) = self
            .excluded
            .iter()
            .partition(|(exclusion, _)| exclusion.is_entry());
        for (exclusion, tally) in entries {
            line(f, &format!("  {}", spaced(exclusion.into())), *tally)?;
        }
        for (reason, tally) in &self.rejected {
            line(f, &format!("  rejected: {}", spaced(reason.into())), *tally)?;
        }
        line(f, "of these credits", self.credits)?;
        for (exclusion, tally) in others {
            writeln!(f, "not rows: {:<24}{:>9}", spaced(exclusion.into()), tally.rows)?;
        }
        if self.repeats > 0 {
            writeln!(
                f,
                "{} selected rows repeat an earlier one; they are kept",
                self.repeats
            )?;
        }
        totals(self, f)?;
        for warning in &self.warnings {
            let rows = if warning.rows > 0 {
                format!("{} ", warning.rows)
            } else {
                String::new()
            };
            writeln!(f, "warning: {rows}{}", warning.message)?;
        }
        errors(self, f)
    }
}

fn line(f: &mut fmt::Formatter<'_>, name: &str, tally: Tally) -> fmt::Result {
    writeln!(f, "{name:<34}{:>9}{:>20}", tally.rows, tally.total)
}

fn totals(check: &Check, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for total in check
        .stated_totals
        .iter()
        .filter(|total| total.kind == Exclusion::TotalRow || !total.agrees())
    {
        let stated = total
            .stated
            .map_or_else(|| "an unreadable amount".to_owned(), |sum| sum.to_string());
        if total.agrees() {
            writeln!(f, "row {} states the total {stated}, which agrees", total.row)?;
        } else {
            writeln!(
                f,
                "row {} states {stated}, the rows add up to {}",
                total.row, total.computed
            )?;
        }
    }
    Ok(())
}

fn errors(check: &Check, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if check.error_count == 0 {
        return Ok(());
    }
    writeln!(
        f,
        "\n{} errors; nothing can be imported until they are gone",
        check.error_count
    )?;
    for error in &check.errors {
        writeln!(
            f,
            "  row {}, {}: \"{}\" - expected {}",
            error.row, error.column, error.value, error.expected
        )?;
    }
    let listed = check.errors.len() as u64;
    if listed < check.error_count {
        writeln!(f, "  and {} more", check.error_count - listed)?;
    }
    Ok(())
}

/// `totalRow` as `total row`.
fn spaced(name: &'static str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::{Limits, Profile, Selection, Source, check};

    #[test]
    fn the_text_shows_the_equation_and_the_errors() {
        let text = "Tosite;Pvm;Summa\n1;1.2.2026;100,00\n2;2.2.2026;4.2,0\n3;3.2.2026;-20,50\n;;79,50\n";
        let source = Source::Bytes {
            name: "ledger.csv".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let check = check(
            &source,
            &Profile::default(),
            &Selection::default(),
            &Limits::default(),
        )
        .unwrap();
        let shown = super::describe(&check);
        for expected in [
            "rows                                      3               79.50",
            "  selected                                2               79.50",
            "  rejected: amount not a number           1                0.00",
            "of these credits                          1              -20.50",
            "row 5 states the total 79.50, which agrees",
            "1 errors; nothing can be imported until they are gone",
            "row 3, Summa: \"4.2,0\" - expected an amount with a decimal comma, such as 1234,56",
        ] {
            assert!(shown.contains(expected), "{expected} is missing in\n{shown}");
        }
    }
}
