//! What is hidden of a person while a file is read.

use std::fmt;

/// Which rows keep no personal data, and what stands in its place.
#[derive(Clone, Copy)]
pub struct Hidden<'a> {
    /// Whether entries of an account, on a cost centre, are wages.
    pub is_wage: &'a dyn Fn(&str, &str) -> bool,
    /// What stands in the place of a name, a code or an explanation in a posting: always the same for the same text.
    pub pseudonym: &'a dyn Fn(&str) -> String,
}

impl fmt::Debug for Hidden<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden(..)")
    }
}
