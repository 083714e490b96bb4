use std::fmt::Display;

/// Compares what came back with what must be, and remembers every difference.
#[derive(Debug, Default)]
pub(crate) struct Expectations {
    checked: u32,
    differences: Vec<String>,
}

impl Expectations {
    /// One comparison.
    pub(crate) fn equal(&mut self, what: &str, found: impl Display, expected: impl Display) {
        self.checked += 1;
        let (found, expected) = (found.to_string(), expected.to_string());
        if found == expected {
            println!("     {what}: {found}  ✓");
        } else {
            println!("     {what}: {found}  ✗ expected {expected}");
            self.differences
                .push(format!("{what}: {found}, expected {expected}"));
        }
    }

    /// How many comparisons were made.
    pub(crate) const fn checked(&self) -> u32 {
        self.checked
    }

    /// Every difference found.
    pub(crate) fn differences(&self) -> &[String] {
        &self.differences
    }
}
