use super::{Role, Standing};

/// Who may do one thing.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Any of these: the role, held in an organisation that stands so to the object.
    pub may: &'static [(Role, Standing)],
    /// The rule of two persons that also applies, in words; the state machine enforces it.
    pub two_persons: Option<&'static str>,
}

impl Rule {
    /// The roles in words: `officer (authority) or second approver (authority)`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let words: Vec<String> = self
            .may
            .iter()
            .map(|&(role, standing)| {
                let role: &str = role.into();
                let standing: &str = standing.into();
                format!("{} ({standing})", role.replace('_', " "))
            })
            .collect();
        words.join(" or ")
    }
}
